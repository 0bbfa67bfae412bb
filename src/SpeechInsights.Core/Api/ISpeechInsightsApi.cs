using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Http;

namespace SpeechInsights.Api;

/// <summary>What the engine needs of a contact centre's API, in its own words; an adapter for each profile speaks the wire.</summary>
internal interface ISpeechInsightsApi : IDisposable
{
    ApiProfile Profile { get; }

    /// <summary>How long after the interactions' window survey answers are still looked for.</summary>
    TimeSpan DefaultSurveyLag { get; }

    /// <summary>The most interactions that one request may name.</summary>
    int MaximumInteractionIds { get; }

    /// <summary>Gets a token, so that wrong credentials are found at once.</summary>
    Task AuthenticateAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>Reads a model.</summary>
    /// <exception cref="InsightsException">ModelNotFound, or what the server did.</exception>
    Task<SpeechModel> GetModelAsync(string modelId, RunContext run, CancellationToken cancellationToken);

    /// <summary>The rows of a query, in order, in batches.</summary>
    /// <param name="query">The query.</param>
    /// <param name="first">How many rows are wanted; null for all. No more pages are asked for than it takes.</param>
    /// <param name="run">What the run costs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InsightsException">IncompleteResult where they do not add up, or what the server did.</exception>
    IAsyncEnumerable<IReadOnlyList<SpeechInsight>> QueryAsync(InsightQuery query, long? first, RunContext run, CancellationToken cancellationToken);

    /// <summary>All survey scores of a query, each interaction once, in batches.</summary>
    /// <exception cref="InsightsException">IncompleteResult where they do not add up, or what the server did.</exception>
    IAsyncEnumerable<IReadOnlyList<CsatScore>> GetCsatAsync(CsatQuery query, RunContext run, CancellationToken cancellationToken);

    /// <summary>All webhooks.</summary>
    /// <returns>Null where the server has no list of them.</returns>
    Task<IReadOnlyList<CoachingWebhook>?> ListWebhooksAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>Makes a webhook. It is sent once; a failure that leaves open whether it was made says so by its id.</summary>
    Task<CoachingWebhook> CreateWebhookAsync(WebhookRegistration registration, RunContext run, CancellationToken cancellationToken);

    /// <summary>Deletes a webhook; one that is gone already is no error.</summary>
    Task DeleteWebhookAsync(string id, RunContext run, CancellationToken cancellationToken);

    /// <summary>An event as the wire names it.</summary>
    string NameOf(CoachingEvent coachingEvent);
}
