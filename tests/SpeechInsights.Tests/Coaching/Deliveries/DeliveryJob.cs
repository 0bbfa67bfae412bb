using System.Globalization;
using System.Net;
using System.Text;
using SpeechInsights.Coaching;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Tests.Coaching.Deliveries;

/// <summary>Candidates by number, and the way that Send-CoachingInsight has with them.</summary>
internal static class DeliveryJob
{
    public const int BatchSize = 5;
    private const int Chunk = 20;

    private static readonly DateTimeOffset s_start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly InsightQuery s_query = new(
        new InsightQueryInput { ModelId = "model", StartTime = s_start, EndTime = s_start.AddDays(1) }, ApiProfile.Summary);

    public static CoachingCandidate Candidate(int number, double? csat = 1, string? agent = "agent", double? sentiment = -0.75) =>
        new CandidateRules().Evaluate(Row(number, csat, agent, sentiment))!;

    public static ScoredInsight Row(int number, double? csat = 1, string? agent = "agent", double? sentiment = -0.75)
    {
        string id = number.ToString(CultureInfo.InvariantCulture);
        return new ScoredInsight(
            new SpeechInsight(s_query, id, agent, s_start.AddMinutes(number), null, sentiment is null ? null : new SentimentMetric(1, sentiment)),
            csat is null ? null : new CsatScore(id, csat, CsatScale.OneToFive, 1, null));
    }

    public static WebhookSecret Secret(string text) => WebhookSecret.Parse(Encoding.ASCII.GetBytes(text));

    public static async Task RunAsync(string path, Uri uri, string secret, int count)
    {
        DeliveryTarget target = DeliveryTarget.Create(uri, false, allowLoopback: true);
        Spool spool = Spool.Open(path, TimeProvider.System);
        foreach (int[] chunk in Enumerable.Range(0, count).Chunk(Chunk))
        {
            spool.Add([.. chunk.Select(number => InsightText.Of(Candidate(number), target))], target, BatchSize);
        }

        await SendAsync(spool, secret, TimeProvider.System, RunContext.Silent(), CancellationToken.None);
    }

    public static async Task<List<CoachingDelivery>> SendAsync(Spool spool, string secret, TimeProvider time, RunContext run, CancellationToken cancellationToken)
    {
        using WebhookSecret key = Secret(secret);
        using DeliverySender sender = new([key], time, Dns.GetHostAddressesAsync);
        List<CoachingDelivery> given = [];
        await foreach (CoachingDelivery delivery in new DeliveryRun(spool, sender, static _ => true, time, static () => 0, run).SendAsync(cancellationToken))
        {
            given.Add(delivery);
        }

        return given;
    }
}
