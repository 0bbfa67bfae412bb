using System.Globalization;

namespace SpeechInsights.Api;

/// <summary>Times as both contracts write them.</summary>
internal static class WireTime
{
    /// <summary>UTC with milliseconds and <c>Z</c>.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
