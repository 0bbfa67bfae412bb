using System.Buffers;
using System.Runtime.CompilerServices;
using SpeechInsights.Checkpoints;
using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Models;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Summary;

/// <summary>The Summary contract: models, summary queries read by offset, webhooks.</summary>
internal sealed class SummaryApi(RequestSender sender, ITokenProvider tokens) : ISpeechInsightsApi
{
    private const string QueryPath = "/api/v2/analytics/conversations/summary/query";
    private const string SurveyPath = "/api/v2/analytics/surveys/summary/query";
    private const string ModelPath = "/api/v2/speechanalytics/v1/models/";
    private const string WebhookPath = "/api/v2/webhooks";
    private const string ReadModels = "speechanalytics:read";
    private const string QueryAnalytics = "analytics:query";
    private const string Webhooks = "webhooks:readwrite";

    // Twice as many pages as may be under way: one that is slow then holds back none of the others.
    private const int PagesAhead = 2;

    private readonly TextPool _agents = new();
    private readonly RowShapes _shapes = new();

    public ApiProfile Profile => ApiProfile.Summary;

    public TimeSpan DefaultSurveyLag => TimeSpan.Zero;

    public CsatScale Scale => CsatScale.OneToFive;

    public int MaximumInteractionIds => SummaryQueryWriter.MaximumInteractionIds;

    public KnownNames Known { get; } = new();

    public int? RequestsLeft => sender.RequestsLeft;

    public async Task<OrganizationIdentity?> AuthenticateAsync(RunContext run, CancellationToken cancellationToken)
    {
        // Meanwhile, so that the first row does not wait for the compiler.
        RowReaderWarmup.Start();
        await tokens.GetAsync(run, cancellationToken).ConfigureAwait(false);
        return null;
    }

    public Task<bool> RevokeAsync(RunContext run, CancellationToken cancellationToken) => Task.FromResult(false);

    public IAsyncEnumerable<IReadOnlyList<SpeechModel>> ListModelsAsync(RunContext run, CancellationToken cancellationToken) => throw ModelErrors.NoList();

    public Task<SpeechModelReport> InspectModelAsync(ModelInspection inspection, RunContext run, CancellationToken cancellationToken) =>
        ModelInspector.InspectAsync(this, inspection, run, cancellationToken);

    public async Task<SpeechModel> GetModelAsync(string modelId, RunContext run, CancellationToken cancellationToken)
    {
        ApiRequest request = new(HttpMethod.Get, ModelPath + PathSegment.Of(modelId))
        {
            Scope = ReadModels,
            NotFound = InsightsError.ModelNotFound,
            Subject = modelId,
        };
        SpeechModel model = await sender.SendAsync(request, SummaryModel.Read, run, cancellationToken).ConfigureAwait(false);
        Known.Add(NameKind.Model, model.Id, model.Name);
        return model;
    }

    public IAsyncEnumerable<IReadOnlyList<SpeechInsight>> QueryAsync(
        InsightQuery query, long? first, Checkpoint? checkpoint, RunContext run, CancellationToken cancellationToken)
    {
        InsightRowReader rows = new(query, _agents);
        return ReadAsync(
            query.InteractionId,
            query.PageSize,
            first,
            checkpoint,
            "list of insights",
            ids => SummaryQueryWriter.Write(query, ids),
            (body, offset, size, token) => PostAsync(
                QueryPath, body.At(offset, size), answer => SummaryPage.Read<SpeechInsight, InsightRowReader>(answer, rows, _shapes, size), run, token),
            run,
            cancellationToken);
    }

    public IAsyncEnumerable<IReadOnlyList<CsatScore>> GetCsatAsync(CsatQuery query, RunContext run, CancellationToken cancellationToken) => ReadAsync(
        query.InteractionId,
        CsatQuery.PageSize,
        null,
        null,
        "list of survey scores",
        ids => SummaryQueryWriter.Write(query, ids),
        (body, offset, size, token) => PostAsync(
            SurveyPath, body.At(offset, size), answer => SummaryPage.Read<CsatScore, CsatRowReader>(answer, default, _shapes, size), run, token),
        run,
        cancellationToken);

    public long? CountRequests(CsatQuery query) => null;

    public Task<GrantedPermissions?> ReadPermissionsAsync(string? clientId, RunContext run, CancellationToken cancellationToken) => Task.FromResult<GrantedPermissions?>(null);

    public Task<T> SendAsync<T>(ApiRequest request, ResponseReader<T> read, RunContext run, CancellationToken cancellationToken) => sender.SendAsync(request, read, run, cancellationToken);

    public async Task<IReadOnlyList<CoachingWebhook>?> ListWebhooksAsync(RunContext run, CancellationToken cancellationToken)
    {
        Dictionary<string, CoachingWebhook> all = new(StringComparer.Ordinal);
        for (int number = 1; ; number++)
        {
            string query = number == 1 ? "" : FormattableString.Invariant($"pageNumber={number}");
            WebhookPage page;
            try
            {
                page = await sender.SendAsync(
                    new ApiRequest(HttpMethod.Get, WebhookPath) { Query = query, Scope = Webhooks }, SummaryWebhook.ReadPage, run, cancellationToken).ConfigureAwait(false);
            }
            catch (ApiException e) when (number == 1 && e.Status is { } status && (int)status is 404 or 405)
            {
                return null;
            }

            if (number >= ListBounds.MaximumPages || all.Count > ListBounds.MaximumEntities)
            {
                throw ListBounds.Exceeded(WebhookPath);
            }

            int before = all.Count;
            foreach (CoachingWebhook webhook in page.Entities)
            {
                all[webhook.Id] = webhook;
            }

            // A server that does not page gives the same list again: then nothing is new, and that was all.
            if (number >= page.PageCount || all.Count == before)
            {
                return page.Total > all.Count
                    ? throw new InsightsException(
                        InsightsError.IncompleteResult, $"The list of webhooks does not add up: {all.Count} came, {page.Total} were promised.", "Run it again.", WebhookPath)
                    : [.. all.Values];
            }
        }
    }

    public Task<CoachingWebhook> CreateWebhookAsync(WebhookRegistration registration, RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Post, WebhookPath)
        {
            Body = new(SummaryWebhook.Write(registration, NameOf)),
            LoggedBody = new(SummaryWebhook.Write(registration.ForDisplay(), NameOf)),
            IsRepeatable = false,
            Scope = Webhooks,
            NotFound = InsightsError.NotSupportedByProfile,
            Conflict = InsightsError.WebhookAlreadyExists,
            Subject = registration.Name,
        },
        SummaryWebhook.Read,
        run,
        cancellationToken);

    public Task<string?> TryWebhookAsync(WebhookRegistration registration, RunContext run, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<CoachingWebhook?> ReplaceWebhookAsync(CoachingWebhook old, WebhookRegistration registration, RunContext run, CancellationToken cancellationToken) =>
        Task.FromResult<CoachingWebhook?>(null);

    public bool IsSame(CoachingWebhook webhook, WebhookRegistration registration) =>
        webhook.Name == registration.Name
        && webhook.Uri == registration.Uri
        && webhook.ModelId == registration.ModelId
        && webhook.Event.Order(StringComparer.Ordinal).SequenceEqual(registration.Events.Select(NameOf).Order(StringComparer.Ordinal))
        && webhook.Headers.Count == registration.Headers.Count
        && registration.Headers.All(header => webhook.Headers.TryGetValue(header.Key, out string? value) && value == header.Value);

    public async Task DeleteWebhookAsync(string id, RunContext run, CancellationToken cancellationToken)
    {
        ApiRequest request = new(HttpMethod.Delete, $"{WebhookPath}/{PathSegment.Of(id)}")
        {
            Scope = Webhooks,
            NotFound = InsightsError.WebhookNotFound,
            Subject = id,
        };
        await sender.SendAsync(request, static _ => true, run, cancellationToken).ConfigureAwait(false);
    }

    private static string NameOf(CoachingEvent coachingEvent) => coachingEvent switch
    {
        CoachingEvent.QueryCompleted => "analytics:query:completed",
        _ => "speechanalytics:insight:updated",
    };

    public Task<IReadOnlyList<CoachingAppointment>> ListAppointmentsAsync(IReadOnlyCollection<string> agentIds, RunContext run, CancellationToken cancellationToken) => throw NoAppointments();

    public Task<CoachingAppointment> CreateAppointmentAsync(AppointmentRequest wanted, RunContext run, CancellationToken cancellationToken) => throw NoAppointments();

    public string Describe(AppointmentRequest wanted) => throw NoAppointments();

    public void Dispose()
    {
        tokens.Dispose();
        sender.Dispose();
    }

    private Task<Page<TRow>> PostAsync<TRow>(
        string path, ReadOnlySequence<byte> body, ResponseReader<Page<TRow>> read, RunContext run, CancellationToken cancellationToken) =>
        sender.SendAsync(new ApiRequest(HttpMethod.Post, path) { Body = body, Scope = QueryAnalytics, NotFound = InsightsError.ModelNotFound }, read, run, cancellationToken);

    private async IAsyncEnumerable<IReadOnlyList<TRow>> ReadAsync<TRow>(
        IReadOnlyList<string>? ids,
        int pageSize,
        long? first,
        Checkpoint? checkpoint,
        string subject,
        Func<IReadOnlyList<string>?, PagedBody> write,
        Func<PagedBody, long, int, CancellationToken, Task<Page<TRow>>> fetch,
        RunContext run,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string>?[] batches = ids is null ? [null] : [.. ids.Chunk(MaximumInteractionIds)];
        for (int i = checkpoint?.Resume.Batch ?? 0; i < batches.Length; i++)
        {
            IReadOnlyList<string>? batch = batches[i];
            PagedBody body = write(batch);
            PageReader<TRow> reader = new((offset, size, token) => fetch(body, offset, size, token), pageSize, PagesAhead * sender.ThrottleLimit, subject, run)
            {
                Checkpoint = checkpoint,
                Batch = i,
            };
            await foreach (IReadOnlyList<TRow> rows in reader.ReadAsync(first, cancellationToken).ConfigureAwait(false))
            {
                yield return rows;
                first -= rows.Count;
            }

            if (first <= 0)
            {
                yield break;
            }
        }
    }

    private static InsightsException NoAppointments() => new(
        InsightsError.NotSupportedByProfile, "The Summary profile has no coaching appointments.", "Use Send-CoachingInsight.", "appointments");
}
