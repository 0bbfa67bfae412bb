using System.Net;
using System.Text.Json;
using SpeechInsights.Connections;
using SpeechInsights.Simulator;
using SpeechInsights.Tests.Connections;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

/// <summary>The simulator's login refuses what a careless client sends: the requests are literal text.</summary>
public sealed class LoginEndpointTests : IAsyncLifetime
{
    private const string Redirect = "http://127.0.0.1:8477/callback";

    // RFC 7636, appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private readonly ManualTimeProvider _time = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private SimulatorServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await SimulatorServer.StartAsync(new SimulatorOptions { Interactions = 1, Profile = ServedProfile.Platform, Time = _time });
        _http.BaseAddress = _server.BaseAddress;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task State_comes_back_as_it_was()
    {
        Uri? answer = await AuthorizeAsync(Query() + "&state=a%26b%3D%C3%A9");
        Assert.Equal("a&b=é", LoginHarness.Value(answer!, "state"));
    }

    [Theory]
    [InlineData("client_id=nobody")]
    [InlineData("client_id=demo-client")]
    [InlineData("redirect_uri=http%3A%2F%2F127.0.0.1%3A8477%2Fcallback%2F")]
    [InlineData("redirect_uri=http%3A%2F%2F127.0.0.1%3A8478%2Fcallback")]
    [InlineData("redirect_uri=https%3A%2F%2Fattacker.example%2F")]
    public async Task Whoever_is_not_known_is_sent_nowhere(string change) => Assert.Null(await AuthorizeAsync(Query(change)));

    [Theory]
    [InlineData("response_type=token", "unsupported_response_type")]
    [InlineData("code_challenge_method=plain", "invalid_request")]
    [InlineData("code_challenge=short", "invalid_request")]
    [InlineData("nonsense=1", "invalid_request")]
    public async Task What_is_wrong_with_the_rest_goes_back_with_the_browser(string change, string error)
    {
        Uri? answer = await AuthorizeAsync(Query(change));
        Assert.Equal(error, LoginHarness.Value(answer!, "error"));
        Assert.Null(LoginHarness.Value(answer!, "code"));
    }

    [Fact]
    public async Task The_published_verifier_fits_the_published_challenge()
    {
        (HttpStatusCode status, JsonElement answer) = await ExchangeAsync($"code={await CodeAsync()}&code_verifier={Verifier}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEmpty(answer.GetProperty("access_token").GetString()!);
        Assert.NotEmpty(answer.GetProperty("refresh_token").GetString()!);
    }

    [Theory]
    [InlineData("", "invalid_request")]
    [InlineData("&code_verifier=short", "invalid_request")]
    [InlineData("&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK", "invalid_grant")]
    [InlineData("&code_verifier=" + Challenge, "invalid_grant")]
    public async Task Without_the_verifier_there_is_no_token(string verifier, string error) =>
        Assert.Equal(error, await ErrorAsync($"code={await CodeAsync()}{verifier}"));

    [Theory]
    [InlineData("client_id", "other-login-client", "invalid_grant")]
    [InlineData("client_id", "demo-client", "invalid_client")]
    [InlineData("redirect_uri", "http://127.0.0.1:1/", "invalid_grant")]
    [InlineData("code", "unknown", "invalid_grant")]
    [InlineData("more", "1", "invalid_request")]
    public async Task A_code_belongs_to_its_client_and_address(string name, string value, string error) =>
        Assert.Equal(error, await ErrorAsync($"code={await CodeAsync()}&code_verifier={Verifier}", (name, value)));

    [Fact]
    public async Task A_code_is_good_once_and_not_for_long()
    {
        string code = await CodeAsync();
        Assert.Equal(HttpStatusCode.OK, (await ExchangeAsync($"code={code}&code_verifier={Verifier}")).Status);
        Assert.Equal("invalid_grant", await ErrorAsync($"code={code}&code_verifier={Verifier}"));
        code = await CodeAsync();
        Assert.Equal("invalid_grant", await ErrorAsync($"code={code}&code_verifier={Verifier.Replace('d', 'e')}"));
        Assert.Equal("invalid_grant", await ErrorAsync($"code={code}&code_verifier={Verifier}"));
        code = await CodeAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("invalid_grant", await ErrorAsync($"code={code}&code_verifier={Verifier}"));
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_for_its_client()
    {
        string first = (await ExchangeAsync($"code={await CodeAsync()}&code_verifier={Verifier}")).Answer.GetProperty("refresh_token").GetString()!;
        Assert.Equal("invalid_request", await RefreshAsync($"refresh_token={first}&client_id=login-client&scope=x"));
        Assert.Equal("", await RefreshAsync($"refresh_token={first}&client_id=login-client"));
        Assert.Equal("invalid_grant", await RefreshAsync($"refresh_token={first}&client_id=login-client"));
        string second = (await ExchangeAsync($"code={await CodeAsync()}&code_verifier={Verifier}")).Answer.GetProperty("refresh_token").GetString()!;
        Assert.Equal("invalid_grant", await RefreshAsync($"refresh_token={second}&client_id=other-login-client"));
    }

    [Fact]
    public void The_engine_makes_the_challenge_as_the_standard_does()
    {
        LoginProof proof = new();
        string challenge = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(proof.Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        Assert.Equal(challenge, proof.Challenge);
        Assert.Equal(43, proof.Verifier.Length);
        Assert.True(proof.IsState(proof.State));
        Assert.False(proof.IsState(proof.State[..^1]));
        Assert.False(proof.IsState(proof.Verifier));
        Assert.False(proof.IsState(null));
    }

    private static string Query(string change = "")
    {
        string[] wanted = ["response_type=code", "client_id=login-client", "redirect_uri=" + Uri.EscapeDataString(Redirect), "code_challenge=" + Challenge, "code_challenge_method=S256"];
        string name = change.Split('=')[0] + "=";
        return string.Join('&', wanted.Where(pair => !pair.StartsWith(name, StringComparison.Ordinal)).Append(change).Where(static pair => pair.Length > 0));
    }

    private async Task<Uri?> AuthorizeAsync(string query)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri("/oauth/authorize?" + query, UriKind.Relative), Token);
        Assert.Equal(answer.Headers.Location is null ? HttpStatusCode.BadRequest : HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location;
    }

    private async Task<string> CodeAsync() => LoginHarness.Value((await AuthorizeAsync(Query()))!, "code")!;

    private async Task<(HttpStatusCode Status, JsonElement Answer)> ExchangeAsync(string rest, params (string Name, string Value)[] changes)
    {
        Dictionary<string, string> form = new() { ["grant_type"] = "authorization_code", ["client_id"] = "login-client", ["redirect_uri"] = Redirect };
        foreach (string pair in rest.Split('&'))
        {
            form[pair.Split('=')[0]] = pair.Split('=')[1];
        }

        foreach ((string name, string value) in changes)
        {
            form[name] = value;
        }

        return await PostAsync(form);
    }

    private async Task<string> ErrorAsync(string rest, params (string Name, string Value)[] changes) => (await ExchangeAsync(rest, changes)).Answer.GetProperty("error").GetString()!;

    private async Task<string> RefreshAsync(string rest)
    {
        Dictionary<string, string> form = rest.Split('&').ToDictionary(static pair => pair.Split('=')[0], static pair => pair.Split('=')[1]);
        form["grant_type"] = "refresh_token";
        (HttpStatusCode status, JsonElement answer) = await PostAsync(form);
        return status == HttpStatusCode.OK ? "" : answer.GetProperty("error").GetString()!;
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(Dictionary<string, string> form)
    {
        using FormUrlEncodedContent content = new(form);
        using HttpResponseMessage answer = await _http.PostAsync(new Uri("/oauth/token", UriKind.Relative), content, Token);
        using JsonDocument body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return (answer.StatusCode, body.RootElement.Clone());
    }
}
