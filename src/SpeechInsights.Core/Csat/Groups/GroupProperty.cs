using System.Globalization;

namespace SpeechInsights.Csat.Groups;

/// <summary>What rows can be grouped by: a property of theirs, or the hour, day, week or month that their time is in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Read">Reads it; null where a row has none.</param>
internal sealed record GroupProperty(string Name, Func<ScoredInsight, object?> Read)
{
    private static readonly (string Name, Func<ScoredInsight, object?> Read)[] s_properties =
    [
        (nameof(ScoredInsight.AgentId), static row => row.AgentId), (nameof(ScoredInsight.AgentName), static row => row.AgentName),
        (nameof(ScoredInsight.QueueId), static row => row.QueueId), (nameof(ScoredInsight.QueueName), static row => row.QueueName),
        (nameof(ScoredInsight.MediaType), static row => row.MediaType), (nameof(ScoredInsight.Direction), static row => row.Direction),
        (nameof(ScoredInsight.TopicId), static row => row.TopicId), (nameof(ScoredInsight.TopicName), static row => row.TopicName),
        (nameof(ScoredInsight.TeamId), static row => row.TeamId), (nameof(ScoredInsight.TeamName), static row => row.TeamName),
        (nameof(ScoredInsight.DivisionId), static row => row.DivisionId), (nameof(ScoredInsight.DivisionName), static row => row.DivisionName),
        (nameof(ScoredInsight.WrapUpCode), static row => row.WrapUpCode), (nameof(ScoredInsight.ModelId), static row => row.ModelId),
        (nameof(ScoredInsight.CsatScale), static row => row.CsatScale?.ToString()),
    ];

    private static readonly (string Name, Func<DateTime, string> Read)[] s_times =
    [
        ("Hour", static time => time.ToString("yyyy-MM-dd HH':00'", CultureInfo.InvariantCulture)),
        ("Day", static time => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        ("Week", static time => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time):0000}-W{ISOWeek.GetWeekOfYear(time):00}")),
        ("Month", static time => time.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
    ];

    /// <summary>All names, as people may give them.</summary>
    public static IEnumerable<string> Names => s_properties.Select(static property => property.Name).Concat(s_times.Select(static time => time.Name));

    /// <param name="name">A name of <see cref="Names"/>, in any case.</param>
    /// <param name="zone">The zone that hours, days, weeks (ISO 8601) and months are of.</param>
    /// <exception cref="InsightsException">UnknownGroupProperty.</exception>
    public static GroupProperty Of(string name, TimeZoneInfo zone)
    {
        foreach ((string known, Func<ScoredInsight, object?> read) in s_properties)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                return new GroupProperty(known, read);
            }
        }

        foreach ((string known, Func<DateTime, string> read) in s_times)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
            {
                return new GroupProperty(known, row => row.Timestamp is { } time ? read(TimeZoneInfo.ConvertTime(time, zone).DateTime) : null);
            }
        }

        throw new InsightsException(
            InsightsError.UnknownGroupProperty, $"Rows can't be grouped by '{Http.DisplayText.Clean(name, 60)}'.", $"Give one or more of {string.Join(", ", Names)}.", "GroupBy");
    }
}
