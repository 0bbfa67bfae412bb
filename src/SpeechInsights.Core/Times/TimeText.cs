using System.Globalization;
using System.Text.RegularExpressions;
using SpeechInsights.Http;

namespace SpeechInsights.Times;

/// <summary>
/// Reads times as people write them. What names a span of time stands for its beginning, so that -StartTime 'last week' -EndTime 'this
/// week' is last week. Weeks begin on Monday (ISO 8601).
/// </summary>
internal static partial class TimeText
{
    private const string Examples = "Give a time such as 2026-10-19, 2026-10-19T08:00, 2026-10-19T08:00:00Z, yesterday, -7d, 'last week' or 2026-10.";

    private static readonly string[] s_local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    private static readonly string[] s_withOffset =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss zzz",
        // What PowerShell writes where a time stands in a text.
        "MM/dd/yyyy HH:mm:ss zzz",
    ];

    /// <exception cref="InsightsException">InvalidTime: it is no time, or could be more than one.</exception>
    public static DateTimeOffset Read(string written, LocalClock clock, string parameter)
    {
        string text = written.Trim();
        try
        {
            return ReadAny(text, clock, parameter);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Invalid(text, parameter, "is before or after all time", Examples);
        }
    }

    /// <summary>The window of -Last: a span up to now such as 7d, or the last whole day, week, month, quarter or year.</summary>
    /// <exception cref="InsightsException">InvalidTime.</exception>
    public static (DateTimeOffset Start, DateTimeOffset End) ReadLast(string written, LocalClock clock)
    {
        string text = written.Trim();
        if (Amount().Match(text) is { Success: true } amount && Span(amount) is { Count: > 0 } span)
        {
            return (Before(clock, span, "Last"), clock.Now);
        }

        DateTime today = clock.Local.Date;
        return text.ToLowerInvariant() switch
        {
            "day" => (clock.StartOf(today.AddDays(-1)), clock.StartOf(today)),
            "week" => (clock.StartOf(Monday(today).AddDays(-7)), clock.StartOf(Monday(today))),
            "month" => (clock.StartOf(First(today).AddMonths(-1)), clock.StartOf(First(today))),
            "quarter" => (clock.StartOf(Quarter(today).AddMonths(-3)), clock.StartOf(Quarter(today))),
            "year" => (clock.StartOf(new DateTime(today.Year - 1, 1, 1)), clock.StartOf(new DateTime(today.Year, 1, 1))),
            _ => throw Invalid(text, "Last", "is no span of time", "Give 90m, 12h, 7d or 2w, or day, week, month, quarter or year for the last whole one."),
        };
    }

    public static InsightsException Invalid(string text, string parameter, string trouble, string hint) =>
        new(InsightsError.InvalidTime, $"'{DisplayText.Clean(text, 60)}' of -{parameter} {trouble}.", hint, parameter);

    private static DateTimeOffset ReadAny(string text, LocalClock clock, string parameter)
    {
        if (Named(text, clock) is { } named)
        {
            return named;
        }

        if (Back().Match(text) is { Success: true } back && Span(back) is { } span)
        {
            return Before(clock, span, parameter);
        }

        if (DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day))
        {
            return clock.StartOf(day);
        }

        if (DateTime.TryParseExact(text, s_local, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
        {
            return clock.At(local, text, parameter);
        }

        return DateTimeOffset.TryParseExact(text, s_withOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset exact) ? exact
            : throw (DayFirstOrMonthFirst().IsMatch(text)
                ? Invalid(text, parameter, "could be a day of a month or a month of a day", "Write the year first, such as 2026-10-19.")
                : Invalid(text, parameter, "is no time", Examples));
    }

    private static DateTimeOffset? Named(string text, LocalClock clock)
    {
        DateTime today = clock.Local.Date;
        return Blanks().Replace(text, " ").ToLowerInvariant() switch
        {
            "now" => clock.Now,
            "today" => clock.StartOf(today),
            "yesterday" => clock.StartOf(today.AddDays(-1)),
            "tomorrow" => clock.StartOf(today.AddDays(1)),
            "this week" => clock.StartOf(Monday(today)),
            "last week" => clock.StartOf(Monday(today).AddDays(-7)),
            "this month" => clock.StartOf(First(today)),
            "last month" => clock.StartOf(First(today).AddMonths(-1)),
            "this quarter" => clock.StartOf(Quarter(today)),
            "last quarter" => clock.StartOf(Quarter(today).AddMonths(-3)),
            "this year" => clock.StartOf(new DateTime(today.Year, 1, 1)),
            "last year" => clock.StartOf(new DateTime(today.Year - 1, 1, 1)),
            _ => null,
        };
    }

    private static (int Count, char Unit)? Span(Match match) =>
        int.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count <= 100_000
            ? (count, char.ToLowerInvariant(match.Groups["unit"].ValueSpan[0]))
            : null;

    // Minutes and hours are time that has passed; days and weeks are by the calendar, at the same time of day.
    private static DateTimeOffset Before(LocalClock clock, (int Count, char Unit) span, string parameter) => span.Unit switch
    {
        'm' => clock.Now.AddMinutes(-span.Count),
        'h' => clock.Now.AddHours(-span.Count),
        _ => Days(clock, span.Unit == 'w' ? span.Count * 7 : span.Count, parameter),
    };

    private static DateTimeOffset Days(LocalClock clock, int count, string parameter)
    {
        DateTime local;
        try
        {
            local = clock.Local.AddDays(-count);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Invalid($"-{count}d", parameter, "is before all time", Examples);
        }

        // Where the clock was put forward over it, or back, the moment that is just as long ago does.
        return clock.Zone.IsInvalidTime(local) || clock.Zone.IsAmbiguousTime(local) ? clock.Now.AddDays(-count) : new DateTimeOffset(local, clock.Zone.GetUtcOffset(local));
    }

    private static DateTime Monday(DateTime day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static DateTime First(DateTime day) => new(day.Year, day.Month, 1);

    private static DateTime Quarter(DateTime day) => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);

    [GeneratedRegex("^-(?<count>[0-9]{1,6})(?<unit>[mhdw])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Back();

    [GeneratedRegex("^(?<count>[0-9]{1,6})(?<unit>[mhdw])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4}|[0-9]{2})\b")]
    private static partial Regex DayFirstOrMonthFirst();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
