using System.Globalization;
using SpeechInsights.Models;

namespace SpeechInsights.Insights;

/// <summary>Finds bad input before anything is sent. Each check throws an <see cref="InsightsException"/> with an id of its own.</summary>
internal static class QueryValidation
{
    public const double LowestSentiment = -1;
    public const double HighestSentiment = 1;

    private const int MaximumText = 512;

    /// <summary>The longest window of the Summary contract; exactly this long is allowed.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(730);

    public static void Check(InsightQueryInput input, ApiProfile profile)
    {
        if (profile == ApiProfile.Summary && input.ModelId is null)
        {
            throw ModelErrors.Required("A query of the Summary profile needs a model.");
        }

        if (input.ModelId is not null)
        {
            CheckIdentifier(input.ModelId, "-ModelId");
        }

        CheckWindow(input.StartTime, input.EndTime, profile);
        CheckIdentifiers(input.InteractionId, "-InteractionId");
        CheckIdentifiers(input.Topic, "-Topic");
        if (input.Topic is { Count: 0 })
        {
            throw new InsightsException(
                InsightsError.EmptyIdentifier, "-Topic names no topic.", "Name at least one, or leave -Topic out to ask about all.", "Topic");
        }

        if (input.MinimumSentiment is { } minimum)
        {
            CheckThreshold(minimum, "-MinimumSentiment");
        }

        CheckDuration(input.Interval, "-Interval", allowZero: false);
        CheckProfile(input.Metric, input.GroupBy, profile);

        if (input.PageSize is < 1 or > InsightQueryInput.MaximumPageSize)
        {
            throw new InsightsException(
                InsightsError.PageSizeOutOfRange, $"-PageSize {input.PageSize} is not from 1 to {InsightQueryInput.MaximumPageSize}.", target: "PageSize");
        }
    }

    /// <summary>Refuses what the profile can't measure or group by.</summary>
    /// <exception cref="InsightsException">NotSupportedByProfile.</exception>
    public static void CheckProfile(IReadOnlyList<InsightMetric>? metrics, IReadOnlyList<InsightGrouping>? groupings, ApiProfile profile)
    {
        if (profile == ApiProfile.Summary)
        {
            CheckKnown(metrics, InsightQueryInput.DefaultMetrics, "Metric");
            CheckKnown(groupings, InsightQueryInput.DefaultGroupings, "GroupBy");
        }
    }

    private static void CheckKnown<T>(IReadOnlyList<T>? asked, IReadOnlyList<T> known, string parameter)
        where T : struct, Enum
    {
        foreach (T other in (asked ?? []).Where(one => !known.Contains(one)).Take(1))
        {
            throw new InsightsException(
                InsightsError.NotSupportedByProfile,
                $"The Summary profile has no -{parameter} {other}.",
                $"Use {string.Join(" or ", known)}; the others are of the Platform profile (Connect-GenesysInsights -Region).",
                parameter);
        }
    }

    public static void CheckWindow(DateTimeOffset start, DateTimeOffset end, ApiProfile profile)
    {
        if (start >= end)
        {
            throw new InsightsException(
                InsightsError.InvalidInterval,
                string.Create(CultureInfo.InvariantCulture, $"The window starts at {start:u}, which is not before its end at {end:u}."),
                "Give a -StartTime before -EndTime. A time without an offset is local time.",
                "StartTime");
        }

        if (profile == ApiProfile.Summary && end - start > LongestWindow)
        {
            throw new InsightsException(
                InsightsError.WindowTooLong,
                string.Create(CultureInfo.InvariantCulture, $"The window is {(end - start).TotalDays:0.#} days long; at most {LongestWindow.TotalDays:0} are allowed."),
                "Ask for a shorter window, and for the rest in a second query.",
                "StartTime");
        }
    }

    public static void CheckIdentifier(string? id, string parameter)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            throw new InsightsException(
                InsightsError.EmptyIdentifier, $"{parameter} holds an empty value.", "Check the variable or the property that it came from.", parameter.TrimStart('-'));
        }
    }

    public static void CheckIdentifiers(IReadOnlyList<string>? ids, string parameter)
    {
        foreach (string id in ids ?? [])
        {
            CheckIdentifier(id, parameter);
        }
    }

    public static void CheckThreshold(double value, string parameter)
    {
        if (!(value is >= LowestSentiment and <= HighestSentiment))
        {
            throw new InsightsException(
                InsightsError.ThresholdOutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"{parameter} {value} is not from {LowestSentiment} to {HighestSentiment}."),
                target: parameter.TrimStart('-'));
        }
    }

    /// <exception cref="InsightsException">ThresholdOutOfRange: it is no number.</exception>
    public static double CheckScore(double value, string parameter) => double.IsFinite(value) ? value : throw new InsightsException(
        InsightsError.ThresholdOutOfRange, $"{parameter} is no number.", "Give a score on the scale.", parameter.TrimStart('-'));

    /// <summary>A bare number becomes ticks of 100 ns, which nobody means: so what is shorter than a minute is refused.</summary>
    public static void CheckDuration(TimeSpan value, string parameter, bool allowZero)
    {
        if ((allowZero && value == TimeSpan.Zero) || value >= TimeSpan.FromMinutes(1))
        {
            return;
        }

        throw new InsightsException(
            InsightsError.InvalidDuration,
            $"{parameter} {value} is {(allowZero ? "neither 0 nor" : "not")} at least a minute.",
            "A bare number is ticks; use (New-TimeSpan -Days 14) or '14.00:00:00'.",
            parameter.TrimStart('-'));
    }

    /// <summary>Text that a server keeps for people.</summary>
    /// <exception cref="InsightsException">InvalidName.</exception>
    public static void CheckText(string text, string parameter)
    {
        if (text.Length > MaximumText || text.Any(char.IsControl))
        {
            throw new InsightsException(
                InsightsError.InvalidName,
                $"{parameter} is longer than {MaximumText} characters or holds a control character.",
                "Shorten it, and take line breaks out.",
                parameter.TrimStart('-'));
        }
    }
}
