using System.Globalization;

namespace SpeechInsights.Times;

/// <summary>Now, in the time zone that people mean.</summary>
/// <param name="Now">The moment that counts as now.</param>
/// <param name="Zone">The zone of times without an offset, and in which days begin.</param>
internal readonly record struct LocalClock(DateTimeOffset Now, TimeZoneInfo Zone)
{
    /// <summary>The zone's date and time of day.</summary>
    public DateTime Local => TimeZoneInfo.ConvertTime(Now, Zone).DateTime;

    /// <summary>A clock of a zone by its name (IANA or Windows); null is this machine's.</summary>
    /// <exception cref="InsightsException">UnknownTimeZone.</exception>
    public static LocalClock Of(DateTimeOffset now, string? zone)
    {
        if (zone is null)
        {
            return new LocalClock(now, TimeZoneInfo.Local);
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found)
            ? new LocalClock(now, found)
            : throw new InsightsException(
                InsightsError.UnknownTimeZone, $"'{Http.DisplayText.Clean(zone, 60)}' is no time zone.", "Give a name such as Europe/Berlin or America/New_York; Tab shows them.", "TimeZone");
    }

    /// <summary>The moment of a date and time of day in the zone.</summary>
    /// <param name="local">Without an offset.</param>
    /// <param name="text">What was written, for errors.</param>
    /// <param name="parameter">Who asks.</param>
    /// <exception cref="InsightsException">InvalidTime: the clock was put back or forward over it.</exception>
    public DateTimeOffset At(DateTime local, string text, string parameter)
    {
        if (Zone.IsInvalidTime(local))
        {
            throw TimeText.Invalid(text, parameter, $"does not exist in {Zone.Id}, where the clock is put forward over it", $"Give its offset, such as {Iso(local)}{OffsetText(Zone.GetUtcOffset(local.AddHours(3)))}.");
        }

        if (Zone.IsAmbiguousTime(local))
        {
            TimeSpan[] offsets = [.. Zone.GetAmbiguousTimeOffsets(local).OrderDescending()];
            throw TimeText.Invalid(
                text, parameter, $"comes twice in {Zone.Id}, where the clock is put back over it", $"Say which one: {Iso(local)}{OffsetText(offsets[0])} or {Iso(local)}{OffsetText(offsets[1])}.");
        }

        return new DateTimeOffset(local, Zone.GetUtcOffset(local));
    }

    /// <summary>The first moment of a day in the zone, whichever that is.</summary>
    public DateTimeOffset StartOf(DateTime day)
    {
        // A clock is put forward by no more than a day, where the date line was crossed.
        DateTime local = DateTime.SpecifyKind(day.Date, DateTimeKind.Unspecified);
        for (int quarter = 0; quarter < 96 && Zone.IsInvalidTime(local); quarter++)
        {
            local = local.AddMinutes(15);
        }

        return new DateTimeOffset(local, Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local));
    }

    private static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static string OffsetText(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
}
