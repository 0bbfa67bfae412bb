using SpeechInsights.Checkpoints;
using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Models;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api;

/// <summary>What the engine needs of a contact centre's API, in its own words; an adapter for each profile speaks the wire.</summary>
internal interface ISpeechInsightsApi : IDisposable
{
    ApiProfile Profile { get; }

    /// <summary>How long after the interactions' window survey answers are still looked for.</summary>
    TimeSpan DefaultSurveyLag { get; }

    /// <summary>The scale of survey scores.</summary>
    CsatScale Scale { get; }

    /// <summary>The most interactions that one request may name.</summary>
    int MaximumInteractionIds { get; }

    /// <summary>What was read so far, by id and name.</summary>
    KnownNames Known { get; }

    /// <inheritdoc cref="RequestBudget.Left"/>
    int? RequestsLeft { get; }

    /// <summary>Gets a token, so that wrong credentials are found at once.</summary>
    /// <returns>The organisation; null where the profile does not tell.</returns>
    Task<OrganizationIdentity?> AuthenticateAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>Has the server forget the token.</summary>
    /// <returns>False where the profile can't; then nothing was sent.</returns>
    Task<bool> RevokeAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>All models, in batches.</summary>
    /// <exception cref="InsightsException">ModelIdRequired where the profile has no list.</exception>
    IAsyncEnumerable<IReadOnlyList<SpeechModel>> ListModelsAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>Looks a model and a window over, and reports instead of failing.</summary>
    /// <exception cref="InsightsException">What is no verdict on the model: 401, 5xx, the network.</exception>
    Task<SpeechModelReport> InspectModelAsync(ModelInspection inspection, RunContext run, CancellationToken cancellationToken);

    /// <summary>Reads a model.</summary>
    /// <exception cref="InsightsException">ModelNotFound, or what the server did.</exception>
    Task<SpeechModel> GetModelAsync(string modelId, RunContext run, CancellationToken cancellationToken);

    /// <summary>The rows of a query, in order, in batches.</summary>
    /// <param name="query">The query.</param>
    /// <param name="first">How many rows are wanted; null for all. No more pages are asked for than it takes.</param>
    /// <param name="run">What the run costs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InsightsException">IncompleteResult where they do not add up, or what the server did.</exception>
    IAsyncEnumerable<IReadOnlyList<SpeechInsight>> QueryAsync(InsightQuery query, long? first, RunContext run, CancellationToken cancellationToken) =>
        QueryAsync(query, first, null, run, cancellationToken);

    /// <summary>The rows of a query that a checkpoint does not hold, each page noted before it is given.</summary>
    /// <inheritdoc cref="QueryAsync(InsightQuery, long?, RunContext, CancellationToken)"/>
    IAsyncEnumerable<IReadOnlyList<SpeechInsight>> QueryAsync(
        InsightQuery query, long? first, Checkpoint? checkpoint, RunContext run, CancellationToken cancellationToken);

    /// <summary>All survey scores of a query, each interaction once, in batches.</summary>
    /// <exception cref="InsightsException">IncompleteResult where they do not add up, or what the server did.</exception>
    IAsyncEnumerable<IReadOnlyList<CsatScore>> GetCsatAsync(CsatQuery query, RunContext run, CancellationToken cancellationToken);

    /// <summary>The fewest requests that a question for survey scores takes; null where nobody can tell beforehand.</summary>
    long? CountRequests(CsatQuery query);

    /// <summary>What the client may do.</summary>
    /// <param name="clientId">The OAuth client, or null.</param>
    /// <param name="run">What the run costs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null where it can't be known.</returns>
    Task<GrantedPermissions?> ReadPermissionsAsync(string? clientId, RunContext run, CancellationToken cancellationToken);

    /// <summary>Sends a request that the engine knows nothing of.</summary>
    Task<T> SendAsync<T>(ApiRequest request, ResponseReader<T> read, RunContext run, CancellationToken cancellationToken);

    /// <summary>All webhooks.</summary>
    /// <returns>Null where the server has no list of them.</returns>
    Task<IReadOnlyList<CoachingWebhook>?> ListWebhooksAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>Makes a webhook. It is sent once; a failure that leaves open whether it was made says so by its id.</summary>
    Task<CoachingWebhook> CreateWebhookAsync(WebhookRegistration registration, RunContext run, CancellationToken cancellationToken);

    /// <summary>Deletes a webhook; one that is gone already is no error.</summary>
    Task DeleteWebhookAsync(string id, RunContext run, CancellationToken cancellationToken);

    /// <summary>Changes a webhook in its place.</summary>
    /// <returns>Null where the profile can't: then a new one is made and the old one deleted.</returns>
    Task<CoachingWebhook?> ReplaceWebhookAsync(CoachingWebhook old, WebhookRegistration registration, RunContext run, CancellationToken cancellationToken);

    /// <summary>Has the server try what would be registered, for -WhatIf.</summary>
    /// <returns>What it found; null where the profile has no such test.</returns>
    Task<string?> TryWebhookAsync(WebhookRegistration registration, RunContext run, CancellationToken cancellationToken);

    /// <summary>Whether a webhook is what is wanted already.</summary>
    bool IsSame(CoachingWebhook webhook, WebhookRegistration registration);

    /// <summary>The coaching appointments that any of the agents attends.</summary>
    /// <exception cref="InsightsException">NotSupportedByProfile, or what the server did.</exception>
    Task<IReadOnlyList<CoachingAppointment>> ListAppointmentsAsync(IReadOnlyCollection<string> agentIds, RunContext run, CancellationToken cancellationToken);

    /// <summary>Makes a coaching appointment. It is sent once; a failure that leaves open whether it was made says so by its id.</summary>
    /// <exception cref="InsightsException">NotSupportedByProfile, AppointmentConflict, or what the server did.</exception>
    Task<CoachingAppointment> CreateAppointmentAsync(AppointmentRequest wanted, RunContext run, CancellationToken cancellationToken);

    /// <summary>The body that would be sent, for -WhatIf.</summary>
    string Describe(AppointmentRequest wanted);
}
