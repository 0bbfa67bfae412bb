using System.Text;
using SpeechInsights.Checkpoints;
using SpeechInsights.Coaching;
using SpeechInsights.Csat;
using SpeechInsights.Http;
using SpeechInsights.Models;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Platform;

/// <summary>Genesys Cloud Platform API v2.</summary>
internal sealed class PlatformApi : ISpeechInsightsApi
{
    private readonly RequestSender _sender;
    private readonly ITokenProvider _tokens;
    private readonly PlatformModels _models;
    private readonly PlatformInsights _insights;
    private readonly PlatformCsat _csat;
    private readonly PlatformTriggers _triggers;
    private readonly PlatformAppointments _appointments;

    public PlatformApi(Uri baseUri, RequestSender sender, ITokenProvider tokens, TimeProvider time)
    {
        Known = new KnownNames { PageOf = InteractionPage.Of(baseUri) };
        _sender = sender;
        _tokens = tokens;
        _models = new PlatformModels(sender, Known);
        _insights = new PlatformInsights(
            new AggregateSource(sender, AggregateKind.Transcripts, time), new PlatformTopics(sender, Known), _models, new ConversationDetails(sender), Known, new PlatformNames(sender, Known));
        _csat = new PlatformCsat(new AggregateSource(sender, AggregateKind.Surveys, time));
        _triggers = new PlatformTriggers(sender);
        _appointments = new PlatformAppointments(sender);
    }

    public ApiProfile Profile => ApiProfile.Platform;

    public KnownNames Known { get; }

    /// <summary>Customers answer days after the conversation.</summary>
    public TimeSpan DefaultSurveyLag => TimeSpan.FromDays(14);

    public CsatScale Scale => CsatScale.Percent;

    public int MaximumInteractionIds => 1000;

    public int? RequestsLeft => _sender.RequestsLeft;

    public async Task<OrganizationIdentity?> AuthenticateAsync(RunContext run, CancellationToken cancellationToken)
    {
        await _tokens.GetAsync(run, cancellationToken).ConfigureAwait(false);
        return await _sender.SendAsync(
            new ApiRequest(HttpMethod.Get, PlatformPaths.Organization),
            static body => PlatformJson.Read(body, static root => new OrganizationIdentity(JsonRead.CheckId(PlatformJson.Text(root, "id"), "id"), PlatformJson.Label(root, "name"))),
            run,
            cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> RevokeAsync(RunContext run, CancellationToken cancellationToken) => _sender.SendAsync(
        new ApiRequest(HttpMethod.Delete, PlatformPaths.Token), static _ => true, run, cancellationToken);

    public async Task<SpeechModel> GetModelAsync(string modelId, RunContext run, CancellationToken cancellationToken) =>
        (await _models.GetAsync(modelId, run, cancellationToken).ConfigureAwait(false)).ToModel();

    public IAsyncEnumerable<IReadOnlyList<SpeechModel>> ListModelsAsync(RunContext run, CancellationToken cancellationToken) =>
        _models.ListAsync(run, cancellationToken);

    public Task<SpeechModelReport> InspectModelAsync(ModelInspection inspection, RunContext run, CancellationToken cancellationToken) =>
        new PlatformInspector(_models).InspectAsync(inspection, run, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<SpeechInsight>> QueryAsync(
        InsightQuery query, long? first, Checkpoint? checkpoint, RunContext run, CancellationToken cancellationToken) =>
        _insights.ReadAsync(query, first, checkpoint, run, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<CsatScore>> GetCsatAsync(CsatQuery query, RunContext run, CancellationToken cancellationToken) =>
        _csat.ReadAsync(query, run, cancellationToken);

    public long? CountRequests(CsatQuery query) => PlatformCsat.CountRequests(query);

    public Task<GrantedPermissions?> ReadPermissionsAsync(string? clientId, RunContext run, CancellationToken cancellationToken) =>
        new PlatformPermissions(_sender).ReadAsync(clientId, run, cancellationToken);

    public Task<T> SendAsync<T>(ApiRequest request, ResponseReader<T> read, RunContext run, CancellationToken cancellationToken) => _sender.SendAsync(request, read, run, cancellationToken);

    public async Task<IReadOnlyList<CoachingWebhook>?> ListWebhooksAsync(RunContext run, CancellationToken cancellationToken) =>
        await _triggers.ListAsync(run, cancellationToken).ConfigureAwait(false);

    public Task<CoachingWebhook> CreateWebhookAsync(WebhookRegistration registration, RunContext run, CancellationToken cancellationToken) =>
        _triggers.CreateAsync(registration, run, cancellationToken);

    public Task<CoachingWebhook?> ReplaceWebhookAsync(CoachingWebhook old, WebhookRegistration registration, RunContext run, CancellationToken cancellationToken) =>
        _triggers.ReplaceAsync(old, registration, run, cancellationToken);

    public async Task<string?> TryWebhookAsync(WebhookRegistration registration, RunContext run, CancellationToken cancellationToken) =>
        await _triggers.TryAsync(registration, run, cancellationToken).ConfigureAwait(false);

    public bool IsSame(CoachingWebhook webhook, WebhookRegistration registration) => PlatformTriggers.IsSame(webhook, registration);

    public Task DeleteWebhookAsync(string id, RunContext run, CancellationToken cancellationToken) => _triggers.DeleteAsync(id, run, cancellationToken);

    public Task<IReadOnlyList<CoachingAppointment>> ListAppointmentsAsync(IReadOnlyCollection<string> agentIds, RunContext run, CancellationToken cancellationToken) =>
        _appointments.ListAsync(agentIds, run, cancellationToken);

    public Task<CoachingAppointment> CreateAppointmentAsync(AppointmentRequest wanted, RunContext run, CancellationToken cancellationToken) =>
        _appointments.CreateAsync(wanted, run, cancellationToken);

    public string Describe(AppointmentRequest wanted) => Encoding.UTF8.GetString(PlatformAppointments.Write(wanted).Span);

    public void Dispose()
    {
        _tokens.Dispose();
        _sender.Dispose();
    }
}
