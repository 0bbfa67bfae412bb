using System.Text.Json;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Platform;

/// <summary>The operations of Genesys Cloud Platform API v2 that the engine's adapter uses, as strictly as they are declared.</summary>
internal sealed class PlatformProfile : IApiProfile
{
    private const string TokenPath = "/oauth/token";
    private const string Limit = "client.credentials.token.rate.per.minute";

    // The gate asks for a scope wherever there is a token; this profile has permissions, which it looks at itself.
    private const string NoScope = "";

    private readonly IReadOnlyCollection<string> _denied;
    private readonly Dictionary<string, ApiRoute> _routes = new(StringComparer.Ordinal);
    private readonly List<(string[] Parts, ApiRoute Route)> _templates = [];

    public PlatformProfile(SimulatorOptions options, SyntheticWorld world, TokenStore tokens, IReadOnlyDictionary<string, string> clients)
    {
        _denied = options.DeniedPermissions;
        World = new PlatformWorld(world);
        FactSource facts = new(World);
        Transcripts = new AggregateEndpoints(options, facts.Communications);
        Surveys = new AggregateEndpoints(options, facts.Surveys);
        BasicTokenEndpoint token = new(tokens, clients, options.InvalidClientStatus);
        LoginEndpoints login = new(options, Logins = new LoginStore(options.Time), tokens);
        _routes.Add(TokenPath, new ApiRoute(TokenPath, null).On("POST", request => LoginEndpoints.IsMeant(request) ? login.Answer(request) : token.Answer(request)));
        _routes.Add(LoginEndpoints.AuthorizePath, new ApiRoute(LoginEndpoints.AuthorizePath, null).On("GET", login.Authorize));
        AddAccount(new AccountEndpoints(tokens, world.End));
        AddSpeech(new SpeechEndpoints(options.ListPageCap));
        AddAggregates(Operations.Transcripts, Transcripts);
        AddAggregates(Operations.Surveys, Surveys);
        Add(Operations.Details, new DetailsEndpoint(World).Query);
        AddDirectory(new DirectoryEndpoints(world.Agents), new AuthorizationEndpoints(options.DeniedPermissions));
        AddTriggers(new TriggerEndpoints(Triggers, options.UniqueWebhookNames, options.ListPageCap));
        AddCoaching(new CoachingEndpoints(Appointments, world.Agents, options.ListPageCap, options.AppointmentsLater));
    }

    /// <summary>Whether a request for a token is this profile's, where another one is served beside it.</summary>
    public static bool IsTokenRequest(ReceivedRequest request) => BasicTokenEndpoint.IsMeant(request) || LoginEndpoints.IsMeant(request);

    public PlatformWorld World { get; }

    public LoginStore Logins { get; }

    public TriggerStore Triggers { get; } = new();

    public AppointmentStore Appointments { get; } = new();

    public AggregateEndpoints Transcripts { get; }

    public AggregateEndpoints Surveys { get; }

    public ApiRoute? Find(string path, out string? argument)
    {
        argument = null;
        if (_routes.TryGetValue(path, out ApiRoute? route) && !path.Contains('{', StringComparison.Ordinal))
        {
            return route;
        }

        string[] parts = path.Split('/');
        foreach ((string[] template, ApiRoute candidate) in _templates)
        {
            if (Fits(template, parts, out string? found))
            {
                argument = found;
                return candidate;
            }
        }

        return null;
    }

    private static bool Fits(string[] template, string[] parts, out string? argument)
    {
        argument = null;
        if (template.Length != parts.Length)
        {
            return false;
        }

        for (int part = 0; part < parts.Length; part++)
        {
            if (template[part].StartsWith('{'))
            {
                argument = parts[part];
            }
            else if (template[part] != parts[part])
            {
                return false;
            }
        }

        return argument is { Length: > 0 };
    }

    private void AddAccount(AccountEndpoints account)
    {
        Add(Operations.Organization, AccountEndpoints.Organization);
        Add(Operations.RevokeToken, account.Revoke);
        Add(Operations.Retention, AccountEndpoints.Retention);
        Add(Operations.Availability, account.Availability);
    }

    private void AddSpeech(SpeechEndpoints speech)
    {
        Add(Operations.Programs, speech.Programs);
        Add(Operations.Program, SpeechEndpoints.Program);
        Add(Operations.Mappings, SpeechEndpoints.Mappings);
        Add(Operations.Topics, speech.Topics);
        Add(Operations.Topic, SpeechEndpoints.Topic);
        Add(Operations.SentimentDialects, SpeechEndpoints.Dialects);
    }

    private void AddAggregates(AggregateOperations operations, AggregateEndpoints aggregates)
    {
        Add(operations.Query, aggregates.Query);
        Add(operations.CreateJob, aggregates.CreateJob);
        Add(operations.Job, aggregates.Status);
        Add(operations.DeleteJob, aggregates.DeleteJob);
        Add(operations.Results, aggregates.Results);
    }

    private void AddDirectory(DirectoryEndpoints directory, AuthorizationEndpoints authorization)
    {
        Add(DirectoryOperations.Users, directory.Users);
        Add(DirectoryOperations.Queues, DirectoryEndpoints.Queues);
        Add(DirectoryOperations.Teams, DirectoryEndpoints.Teams);
        Add(DirectoryOperations.Divisions, DirectoryEndpoints.Divisions);
        Add(DirectoryOperations.Subject, authorization.Subject);
        Add(DirectoryOperations.Client, AuthorizationEndpoints.Client);
        Add(DirectoryOperations.Role, authorization.Role);
    }

    private void AddTriggers(TriggerEndpoints triggers)
    {
        Add(Operations.Triggers, triggers.List);
        Add(Operations.CreateTrigger, triggers.Create);
        Add(Operations.TriggerTopics, triggers.Topics);
        Add(Operations.Trigger, triggers.Get);
        Add(Operations.UpdateTrigger, triggers.Update);
        Add(Operations.DeleteTrigger, triggers.Delete);
        Add(Operations.TestTrigger, triggers.Test);
        Add(Operations.TestTopic, triggers.TestTopic);
    }

    private void AddCoaching(CoachingEndpoints coaching)
    {
        Add(CoachingOperations.Appointments, coaching.List);
        Add(CoachingOperations.CreateAppointment, coaching.Create);
    }

    private void Add(Operation operation, Func<ReceivedRequest, Reply> answer) => RouteOf(operation).On(operation.Method, request =>
    {
        CheckRequest(operation, request);
        return answer(request);
    });

    private void Add(Operation operation, Func<ReceivedRequest, JsonElement, Reply> answer) => RouteOf(operation).On(operation.Method, request =>
    {
        CheckRequest(operation, request);
        using JsonDocument body = ReadBody(operation, request);
        return answer(request, body.RootElement);
    });

    private static JsonDocument ReadBody(Operation operation, ReceivedRequest request)
    {
        // An event to test with may be left out.
        if (operation.TakesEvent && request.Body.IsEmpty)
        {
            return JsonDocument.Parse("null");
        }

        JsonDocument body = request.ReadJson();
        if (operation.Body is { } shape)
        {
            ShapeCheck.Check(body.RootElement, shape);
        }

        return body;
    }

    private void CheckRequest(Operation operation, ReceivedRequest request)
    {
        if (operation.Permissions.Length > 0 && operation.Permissions.All(_denied.Contains))
        {
            throw PlatformRefusal.Permission(operation.Permissions);
        }

        QueryCheck.Check(request.Query, operation.Query);
        if (operation.Body is null && !operation.TakesEvent && !request.Body.IsEmpty)
        {
            throw PlatformRefusal.Bad("body", "This request takes no body.");
        }
    }

    private ApiRoute RouteOf(Operation operation)
    {
        if (!_routes.TryGetValue(operation.Template, out ApiRoute? route))
        {
            route = new ApiRoute(operation.Template, NoScope) { LimitKey = Limit };
            _routes.Add(operation.Template, route);
            if (operation.Template.Contains('{', StringComparison.Ordinal))
            {
                _templates.Add((operation.Template.Split('/'), route));
            }
        }

        return route;
    }
}
