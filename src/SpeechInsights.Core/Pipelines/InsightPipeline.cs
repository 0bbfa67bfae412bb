using System.Runtime.CompilerServices;
using SpeechInsights.Checkpoints;
using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Http;

namespace SpeechInsights.Pipelines;

/// <summary>The whole job in one run: check the model, query, join, measure, and at the end register the webhook.</summary>
internal sealed class InsightPipeline(InsightsSession session, InsightQuery query, JoinWindow window, RunContext run)
{
    private readonly AgreementMeter _meter = new();

    public bool SkipModelCheck { get; init; }

    /// <summary>Whether the rows are measured; it keeps some bytes of each rated row, and takes time at the end.</summary>
    public bool Measures { get; init; } = true;

    /// <summary>What is registered after the last row; null registers nothing.</summary>
    public WebhookRegistration? Registration { get; init; }

    /// <summary>Replace a webhook of the same name.</summary>
    public bool Force { get; init; }

    /// <summary>Where the query's rows are noted; null keeps no checkpoint.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>How far sentiment and scores agree; null until the last row, where nothing is measured, and where an earlier run has given a part of the rows.</summary>
    public InsightAccuracy? Accuracy { get; private set; }

    /// <summary>What was registered, or null.</summary>
    public CoachingWebhook? Webhook { get; private set; }

    /// <summary>The joined rows, in the query's order, in batches.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ScoredInsight>> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!SkipModelCheck && query.ModelId is { } modelId)
        {
            await session.Gate.CheckAsync(modelId, run, cancellationToken).ConfigureAwait(false);
        }

        CsatJoiner joiner = new(session, window, run, cancellationToken);
        await using (joiner.ConfigureAwait(false))
        {
            joiner.Expect(query);
            await foreach (IReadOnlyList<SpeechInsight> rows in session.Api.QueryAsync(query, null, Checkpoint, run, cancellationToken).ConfigureAwait(false))
            {
                foreach (SpeechInsight row in rows)
                {
                    joiner.Add(row);
                    while (joiner.IsFull || joiner.IsReady)
                    {
                        yield return Measured(await joiner.TakeAsync(cancellationToken).ConfigureAwait(false));
                    }
                }
            }

            joiner.Flush();
            while (joiner.HasRows)
            {
                yield return Measured(await joiner.TakeAsync(cancellationToken).ConfigureAwait(false));
            }
        }

        Accuracy = !Measures || Checkpoint is { ResumedRows: > 0 } ? null : _meter.Complete();
        if (Registration is not null)
        {
            Webhook = await WebhookRegistrar.RegisterAsync(session, Registration, Force, run, cancellationToken).ConfigureAwait(false);
        }
    }

    private IReadOnlyList<ScoredInsight> Measured(IReadOnlyList<ScoredInsight> rows)
    {
        foreach (ScoredInsight row in Measures ? rows : [])
        {
            _meter.Add(row);
        }

        return rows;
    }
}
