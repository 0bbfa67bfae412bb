using System.Globalization;

namespace SpeechInsights.Datasets;

/// <summary>Times as a dataset holds them: whole microseconds since 1970, in UTC.</summary>
internal static class Microseconds
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly long s_epoch = DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond;

    public static long Of(DateTimeOffset time) => (time.UtcTicks / TimeSpan.TicksPerMicrosecond) - s_epoch;

    public static long Of(DateTime time) => (time.Ticks / TimeSpan.TicksPerMicrosecond) - s_epoch;

    /// <exception cref="FormatException">It lies outside of the years 1 to 9999.</exception>
    public static DateTime ToTime(long microseconds) =>
        microseconds + s_epoch is >= 0 and <= 3155378975999999999 / TimeSpan.TicksPerMicrosecond and var all
            ? new DateTime(all * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc)
            : throw new FormatException($"{microseconds} is no time.");

    /// <summary>ISO 8601, with six digits of a second and Z.</summary>
    public static string ToText(long microseconds) => ToTime(microseconds).ToString(Format, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">It is no time of ISO 8601 with an offset.</exception>
    public static long Read(string text) =>
        text.Length > 19 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? Of(time)
            : throw new FormatException("A time is written as 2026-10-19T08:00:00.000000Z.");
}
