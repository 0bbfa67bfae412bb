using System.Globalization;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Moments as the API writes them.</summary>
internal static class PlatformTime
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
