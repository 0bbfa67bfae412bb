using SpeechInsights.Insights;
using SpeechInsights.Sessions;

namespace SpeechInsights.Tests.Datasets;

/// <summary>Rows by number, with everything that a row can have, and now and then without.</summary>
internal static class MadeRows
{
    public static readonly DateTimeOffset Start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    // What a format may stumble over.
    private static readonly string[] s_texts =
    [
        "agent", "=1+1", "+1", "-1", "@x", "'quoted'", "'=x", "a,b", "say \"no\"", "line\r\nbreak", "\ttab", "Jürgen Ørsted 日本", "😀", "", " ", "null", "NULL", "\\N", "1.5", "\"", "'",
    ];

    public static IReadOnlyList<ScoredInsight> Take(int count, int days = 1, string? model = "model", CsatScale? scale = null) =>
        [.. Enumerable.Range(0, count).Select(number => Make(number, Start.AddDays((long)number * days / count), model, scale ?? CsatScale.OneToFive))];

    public static ScoredInsight Make(int number, DateTimeOffset day, string? model, CsatScale scale, double? csat = null)
    {
        KnownNames names = new() { PageOf = number % 50 < 25 ? static id => new Uri($"https://apps.example.com/#/a/{Uri.EscapeDataString(id)}/admin") : null };
        string text = s_texts[number % s_texts.Length];
        string? agent = number % 7 == 3 ? null : $"agent-{number % 50}";
        names.Add(NameKind.Agent, $"agent-{number % 50}", s_texts[number % 50 % s_texts.Length]);
        names.Add(NameKind.Queue, "queue", "The queue");
        names.Add(NameKind.Team, "team", "The team");
        names.Add(NameKind.Division, "division", "The division");
        names.Add(NameKind.Topic, text, $"About {text}");
        InsightQuery query = new(new InsightQueryInput { ModelId = model, StartTime = day, EndTime = day.AddDays(1) }, ApiProfile.Platform);
        InsightDetails? details = number % 3 == 0 ? null : new InsightDetails
        {
            QueueId = "queue",
            MediaType = number % 5 == 0 ? null : "voice",
            Direction = "inbound",
            TopicId = text.Length == 0 ? null : text,
            WrapUpCode = text,
            CustomerSentiment = number % 4 == 0 ? null : new CustomerSentimentMetric(number % 9, number % 9 == 0 ? null : Math.Sin(number), number % 5, number % 4),
            TeamId = number % 4 == 1 ? null : "team",
            DivisionId = "division",
            SilenceTime = TimeSpan.FromMilliseconds(number * 7919L % 1_000_000),
            OvertalkTime = TimeSpan.FromMilliseconds(number * 104_729L % 10_000),
            OvertalkCount = number % 6,
            AgentSpeechTime = number % 6 == 5 ? null : TimeSpan.FromMilliseconds(number * 31L % 400_000),
            CustomerSpeechTime = TimeSpan.FromMilliseconds(number * 37L % 300_000),
            OtherAudioTime = TimeSpan.FromMilliseconds(number % 1_000),
            TotalTime = TimeSpan.FromMilliseconds(1_000_000),
        };
        SpeechInsight insight = new(
            query,
            $"interaction-{number:D7}",
            agent,
            number % 11 == 10 ? null : day.AddTicks(number * 864_000_000_0L % TimeSpan.TicksPerDay / 10 * 10),
            number % 13 == 12 ? null : new SpeechAnalyticsMetric(number % 17, number % 2 == 0 ? null : number / 3.0),
            number % 8 == 7 ? null : new SentimentMetric(number % 10, number % 10 == 0 ? null : Math.Sin(number * 0.1)),
            details,
            names);
        bool isRated = csat is not null || number % 5 < 2;
        return new ScoredInsight(insight, isRated || number % 5 == 4 ? new CsatScore(insight.InteractionId, isRated ? csat ?? (scale.Minimum + (number / 5 % 5 / 4.0 * (scale.Maximum - scale.Minimum))) : null, scale, isRated ? 1 : 0, number % 10 == 1 ? -50 : null) : null);
    }
}
