using System.Net;
using SpeechInsights.Auditing;
using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Coaching;

/// <summary>One webhook of a name, by the requests that it takes.</summary>
public sealed class WebhookRegistrarTests : IDisposable
{
    private const string Path = "/api/v2/webhooks";
    private const string List = "GET " + Path;
    private const string Create = "POST " + Path;
    private const string None = """{"entities":[]}""";
    private const string Made = """{"id":"w-9","name":"hook"}""";
    private const string Same = """{"id":"w-1","name":"hook","url":"https://coach.contoso.com/in","events":["analytics:query:completed"],"headers":{},"filter":{"value":"m-1"}}""";
    private const string Other = """{"id":"w-1","name":"hook","url":"https://coach.contoso.com/in","events":["analytics:query:completed"],"headers":{},"filter":{"value":"m-2"}}""";

    private static readonly WebhookRegistration s_wanted = new()
    {
        Name = "hook",
        ModelId = "m-1",
        Uri = new Uri("https://coach.contoso.com/in"),
        Events = [CoachingEvent.QueryCompleted],
        Headers = new Dictionary<string, string>(),
    };

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_name_that_leads_inside_is_refused_before_anything_is_sent(bool allowPrivate, bool isRefused)
    {
        ScriptedServer server = new((List, None), (Create, Made));
        Exception? e = await Record.ExceptionAsync(() => RegisterAsync(server, s_wanted with { AllowPrivateNetwork = allowPrivate }, address: "10.0.0.1"));
        Assert.Equal(isRefused ? InsightsError.InsecureWebhookUri : null, (e as InsightsException)?.Error);
        Assert.Equal(isRefused ? [] : [List, Create], server.Lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_is_there_already_is_it(bool force)
    {
        ScriptedServer server = new((List, $$"""{"entities":[{"id":"w-0","name":"other"},{{Other.Replace("w-1", "w-2", StringComparison.Ordinal)}},{{Same}}]}"""));
        Assert.Equal("w-1", (await RegisterAsync(server, s_wanted, force)).Id);
        Assert.Equal([List], server.Lines);
    }

    [Fact]
    public async Task One_with_other_settings_is_told_and_left()
    {
        ScriptedServer server = new((List, $$"""{"entities":[{{Other}}]}"""));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => RegisterAsync(server, s_wanted));
        Assert.Equal((InsightsError.WebhookAlreadyExists, "A webhook named 'hook' exists with other settings (w-1).", "hook"), (e.Error, e.Message, e.Target));
        Assert.Equal([List], server.Lines);
    }

    [Fact]
    public async Task By_force_a_new_one_is_made_and_all_others_of_its_name_are_deleted()
    {
        ScriptedServer server = new(
            (List, $$"""{"entities":[{{Other}},{"id":"w-2","name":"hook"},{"id":"w-3","name":"Hook"}]}"""), (Create, Made), ($"DELETE {Path}/w-1", "{}"), ($"DELETE {Path}/w-2", "{}"));
        Assert.Equal("w-9", (await RegisterAsync(server, s_wanted, force: true)).Id);
        Assert.Equal([List, Create, $"DELETE {Path}/w-1", $"DELETE {Path}/w-2"], server.Lines);
    }

    [Fact]
    public async Task After_an_unclear_answer_only_a_new_one_that_is_what_was_wanted_is_taken()
    {
        ScriptedServer server = new((List, """{"entities":[{"id":"w-0","name":"old"}]}"""), (List, $$"""{"entities":[{"id":"w-0","name":"old"},{"id":"w-5","name":"somebody's"},{{Same}}]}"""), (Create, "500 {}"));
        Assert.Equal("w-1", (await RegisterAsync(server, s_wanted)).Id);
        Assert.Equal([List, Create, List], server.Lines);
        ScriptedServer none = new((List, None), (List, """{"entities":[{"id":"w-5","name":"somebody's"}]}"""), (Create, "500 {}"));
        Assert.Equal(InsightsError.ServerError, (await Assert.ThrowsAsync<ApiException>(() => RegisterAsync(none, s_wanted))).Error);
    }

    [Theory]
    [InlineData(None)]
    [InlineData("404 {}")]
    public async Task Where_it_can_not_be_looked_up_it_is_not_known(string first)
    {
        ScriptedServer server = new((List, first), (List, "404 {}"), (Create, "500 {}"));
        ApiException e = await Assert.ThrowsAsync<ApiException>(() => RegisterAsync(server, s_wanted));
        Assert.Equal((InsightsError.WebhookStateUnknown, HttpStatusCode.InternalServerError, "hook"), (e.Error, e.Status, e.Target));
        Assert.StartsWith("Whether the webhook 'hook' was made is not known: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_list_what_is_refused_is_refused_and_what_is_made_is_warned_of()
    {
        ScriptedServer refused = new((Create, "400 {}"));
        Assert.Equal(InsightsError.RequestRejected, (await Assert.ThrowsAsync<ApiException>(() => RegisterAsync(refused, s_wanted))).Error);
        ScriptedServer server = new((Create, Made));
        Assert.Equal("w-9", (await RegisterAsync(server, s_wanted)).Id);
        Assert.Single(server.Trace.Warnings, static text => text.StartsWith("The server has no list of webhooks", StringComparison.Ordinal));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => WebhookRegistrar.ListAsync(server.Summary(), server.Run, Token));
        Assert.Equal((InsightsError.WebhookListUnavailable, "webhooks"), (e.Error, e.Target));
    }

    private Task<CoachingWebhook> RegisterAsync(ScriptedServer server, WebhookRegistration wanted, bool force = false, string address = "93.184.216.34")
    {
        SessionOptions options = new() { Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) }) };
        InsightsSession session = new(
            ConnectionTarget.Resolve(new ConnectionInput(BaseUri: new Uri("http://127.0.0.1/"))), "client", server.Summary(), new AuditFile(_folder.File("audit.jsonl"), AuditHasher.Plain), options);
        return WebhookRegistrar.RegisterAsync(session, wanted, force, server.Run, Token);
    }
}
