using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Summary;

/// <summary>The Summary contract: five resources and the token endpoint.</summary>
internal sealed class SummaryProfile : IApiProfile
{
    private const string ModelsPath = "/api/v2/speechanalytics/v1/models";
    private const string WebhooksPath = "/api/v2/webhooks";

    private readonly Dictionary<string, ApiRoute> _fixed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ApiRoute> _withArgument = new(StringComparer.Ordinal);
    private readonly RowDrift _insightDrift = new();
    private readonly RowDrift _surveyDrift = new();

    public SummaryProfile(SimulatorOptions options, SyntheticWorld world, TokenStore tokens, IReadOnlyDictionary<string, string> clients,
        WebhookStore webhooks)
    {
        Rows = new RowCache(new RowFinder(world));
        TokenEndpoint token = new(tokens, clients, options.InvalidClientStatus);
        InsightQueryEndpoint insights = new(world, Rows, _insightDrift, options.IncludeGroupBy);
        SurveyQueryEndpoint surveys = new(world, Rows, _surveyDrift);
        WebhookEndpoint hooks = new(webhooks, options.Time, options.UniqueWebhookNames);

        Add(new ApiRoute("/oauth/token", null).On("POST", token.Answer));
        Add(new ApiRoute(ModelsPath, Scopes.SpeechAnalytics).On("GET", ModelEndpoint.List));
        Add(new ApiRoute("/api/v2/analytics/conversations/summary/query", Scopes.Analytics) { Pages = _insightDrift }
            .On("POST", insights.Answer));
        Add(new ApiRoute("/api/v2/analytics/surveys/summary/query", Scopes.Analytics) { Pages = _surveyDrift }
            .On("POST", surveys.Answer));
        _withArgument.Add(ModelsPath, new ApiRoute(ModelsPath + "/{id}", Scopes.SpeechAnalytics).On("GET", ModelEndpoint.Get));

        ApiRoute list = new ApiRoute(WebhooksPath, Scopes.Webhooks).On("POST", hooks.Create);
        ApiRoute single = new(WebhooksPath + "/{id}", Scopes.Webhooks);
        if (options.WebhookList)
        {
            list.On("GET", hooks.List);
            single.On("DELETE", hooks.Delete);
        }

        Add(list);
        _withArgument.Add(WebhooksPath, single);
    }

    public RowCache Rows { get; }

    public ApiRoute? Find(string path, out string? argument)
    {
        argument = null;
        if (_fixed.TryGetValue(path, out ApiRoute? route))
        {
            return route;
        }

        int slash = path.LastIndexOf('/');
        if (slash <= 0 || slash == path.Length - 1 || !_withArgument.TryGetValue(path[..slash], out route))
        {
            return null;
        }

        argument = path[(slash + 1)..];
        return route;
    }

    public void ResetDrift()
    {
        _insightDrift.Reset();
        _surveyDrift.Reset();
    }

    private void Add(ApiRoute route) => _fixed.Add(route.Template, route);
}
