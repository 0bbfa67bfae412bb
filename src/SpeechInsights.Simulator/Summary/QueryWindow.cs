using System.Globalization;
using System.Text.RegularExpressions;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Summary;

/// <summary>From when to when, and the width of the time buckets; all in milliseconds.</summary>
internal readonly partial record struct QueryWindow(long From, long To, long Interval)
{
    private const int MaxDays = 730;
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;

    public static QueryWindow Read(StrictObject query)
    {
        DateTime from = ReadTime(query.Text("dateFrom"));
        DateTime to = ReadTime(query.Text("dateTo"));
        if (from >= to)
        {
            throw RefusedException.Invalid("[dateFrom] must be before [dateTo].");
        }

        if (to - from > TimeSpan.FromDays(MaxDays))
        {
            throw RefusedException.Invalid($"The window must not be longer than {MaxDays} days.");
        }

        return new QueryWindow(Milliseconds(from), Milliseconds(to), ReadInterval(query.Text("interval")));
    }

    public long BucketOf(long milliseconds) => milliseconds - (milliseconds % Interval);

    private static long Milliseconds(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();

    private static DateTime ReadTime(string text) =>
        TimePattern().IsMatch(text)
        && DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time)
            ? time
            : throw new RefusedException(400, "invalid.date",
                "Dates must be specified as ISO-8601 strings. For example: yyyy-MM-ddTHH:mm:ss.SSSZ");

    private static long ReadInterval(string text)
    {
        Match match = IntervalPattern().Match(text);
        if (match.Success)
        {
            long interval = (7 * Day * Number(match, "weeks")) + (Day * Number(match, "days"))
                + (60 * Minute * Number(match, "hours")) + (Minute * Number(match, "minutes")) + (1_000 * Number(match, "seconds"));
            if (interval is >= Minute and <= MaxDays * Day)
            {
                return interval;
            }
        }

        throw RefusedException.Invalid($"[interval] must be an ISO 8601 duration of at least a minute, not [{text}].");
    }

    private static long Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? long.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimePattern();

    [GeneratedRegex(
        @"\AP(?=.)(?:(?<weeks>[0-9]{1,9})W|(?:(?<days>[0-9]{1,9})D)?"
        + @"(?:T(?=.)(?:(?<hours>[0-9]{1,9})H)?(?:(?<minutes>[0-9]{1,9})M)?(?:(?<seconds>[0-9]{1,9})S)?)?)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex IntervalPattern();
}
