using System.Net;
using System.Net.Sockets;
using System.Text;
using SpeechInsights.Connections;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Connections;

/// <summary>Whatever else comes to the port is turned away, does not end the login, and keeps the true answer from nothing.</summary>
public sealed class LoginAttackTests
{
    [Theory]
    [InlineData("state", "of-somebody-else", 400)]
    [InlineData("state", null, 400)]
    [InlineData("state", "", 400)]
    [InlineData("code", null, 400)]
    [InlineData("code", "", 400)]
    [InlineData("code", "a b", 400)]
    [InlineData("error", "access_denied", 400)]
    public async Task An_answer_with_another_value_does_not_end_the_login(string name, string? value, int status)
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri answer = await harness.AnswerAsync();
        Assert.Equal(status, await StatusAsync(harness, LoginHarness.With(answer, name, value)));
        await AssertStillConnectsAsync(harness, answer);
    }

    [Fact]
    public async Task A_refusal_without_the_state_does_not_end_the_login()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri answer = await harness.AnswerAsync();
        Assert.Equal(400, await StatusAsync(harness, new Uri($"{harness.Redirect}?error=access_denied&state=guessed")));
        await AssertStillConnectsAsync(harness, answer);
    }

    [Fact]
    public async Task A_state_that_comes_twice_does_not_end_the_login()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri answer = await harness.AnswerAsync();
        Assert.Equal(400, await StatusAsync(harness, new Uri(answer + "&state=" + LoginHarness.Value(answer, "state"))));
        Assert.Equal(400, await StatusAsync(harness, new Uri(answer + "&code=another")));
        await AssertStillConnectsAsync(harness, answer);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/callback/")]
    [InlineData("/Callback")]
    [InlineData("/other/callback")]
    public async Task Another_path_does_not_end_the_login(string path)
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri answer = await harness.AnswerAsync();
        Assert.Equal(404, await StatusAsync(harness, new UriBuilder(answer) { Path = path }.Uri));
        await AssertStillConnectsAsync(harness, answer);
    }

    [Theory]
    [InlineData("Host: attacker.example", 404)]
    [InlineData("Host: 127.0.0.1", 404)]
    [InlineData("Host: localhost:{port}", 404)]
    [InlineData("X: y", 404)]
    [InlineData("Host: 127.0.0.1:{port}\r\nHost: attacker.example", 404)]
    [InlineData("Host: 127.0.0.1:{port}", 405, "POST")]
    [InlineData("Host: 127.0.0.1:{port}", 405, "HEAD")]
    public async Task Another_host_or_method_does_not_end_the_login(string headers, int status, string method = "GET")
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri answer = await harness.AnswerAsync();
        string port = harness.Redirect.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string said = await SendAsync(harness, $"{method} {answer.PathAndQuery} HTTP/1.1\r\n{headers.Replace("{port}", port, StringComparison.Ordinal)}\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", said, StringComparison.Ordinal);
        await AssertStillConnectsAsync(harness, answer);
    }

    [Theory]
    [InlineData("\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET http://127.0.0.1/callback HTTP/1.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\r\n\r\n")]
    public async Task What_is_no_request_is_not_answered(string sent)
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri answer = await harness.AnswerAsync();
        Assert.Equal("", await SendAsync(harness, sent));
        await AssertStillConnectsAsync(harness, answer);
    }

    [Fact]
    public async Task A_request_without_end_is_cut_off()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri answer = await harness.AnswerAsync();
        Assert.Equal("", await SendAsync(harness, "GET /callback HTTP/1.1\r\nX: " + new string('x', 17_000)));
        await AssertStillConnectsAsync(harness, answer);
    }

    [Fact]
    public async Task Connections_that_say_nothing_hold_nobody_up()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri answer = await harness.AnswerAsync();
        List<TcpClient> silent = [];
        for (int i = 0; i < 8; i++)
        {
            TcpClient client = new();
            silent.Add(client);
            await client.ConnectAsync(IPAddress.Loopback, harness.Redirect.Port, EngineHarness.Token);
        }

        await AssertStillConnectsAsync(harness, answer);
        silent.ForEach(static client => client.Dispose());
    }

    [Fact]
    public async Task A_second_code_is_not_taken()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri redirect = new($"http://127.0.0.1:{LoginHarness.FreePort()}/callback");
        using LoginListener listener = new(redirect);
        LoginProof proof = new();
        Task<LoginAnswer> waiting = listener.WaitAsync(proof, EngineHarness.Token);
        Task<int>[] sent = [.. Enumerable.Range(0, 5).Select(number => StatusAsync(harness, new Uri(FormattableString.Invariant($"{redirect}?state={proof.State}&code={number}"))))];
        LoginAnswer taken = await waiting;

        // As it is done with once there is an answer: who was not accepted by then is cut off.
        listener.Dispose();
        List<int> statuses = [];
        foreach (Task<int> one in sent)
        {
            try
            {
                statuses.Add(await one);
            }
            catch (HttpRequestException)
            {
                statuses.Add(0);
            }
        }

        Assert.Equal(1, statuses.Count(static status => status == 200));
        Assert.All(statuses, static status => Assert.Contains(status, (int[])[200, 409, 0]));
        Assert.Equal(statuses.IndexOf(200).ToString(System.Globalization.CultureInfo.InvariantCulture), taken.Code);
    }

    [Fact]
    public async Task The_one_who_waited_in_vain_is_told_what_came()
    {
        ManualTimeProvider time = new();
        await using LoginHarness harness = await LoginHarness.StartAsync(time: time);
        Uri answer = await harness.AnswerAsync();
        await StatusAsync(harness, LoginHarness.With(answer, "state", "x"));
        await StatusAsync(harness, LoginHarness.With(answer, "state", "y"));
        time.Advance(TimeSpan.FromMinutes(6));
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => harness.Connecting);
        Assert.Equal("LoginTimedOut", error.ErrorId);
        Assert.Contains("2 requests came", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_of_another_client_gets_no_token()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        Uri shown = await harness.Shown;
        using HttpResponseMessage other = await harness.Slow.GetAsync(LoginHarness.With(shown, "client_id", "other-login-client"), EngineHarness.Token);
        Assert.Equal(200, await StatusAsync(harness, other.Headers.Location!));
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => harness.Connecting);
        Assert.Equal("AuthenticationFailed", error.ErrorId);
        Assert.Equal(0, harness.Server.Tokens.IssuedCount);
    }

    [Fact]
    public async Task It_listens_on_this_machine_only()
    {
        await using LoginHarness harness = await LoginHarness.StartAsync();
        await harness.Shown;
        IPEndPoint[] at = [.. System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(point => point.Port == harness.Redirect.Port)];
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, harness.Redirect.Port)], at);
    }

    [Theory]
    [InlineData("https://127.0.0.1:8477/callback")]
    [InlineData("http://0.0.0.0:8477/callback")]
    [InlineData("http://192.0.2.1:8477/callback")]
    [InlineData("http://attacker.example:8477/callback")]
    [InlineData("http://user@127.0.0.1:8477/callback")]
    [InlineData("http://127.0.0.1:8477/callback?a=b")]
    [InlineData("http://127.0.0.1:8477/callback#a")]
    [InlineData("http://[::1]:8477/callback")]
    public void Another_address_is_InvalidRedirectUri(string address) =>
        Assert.Equal("InvalidRedirectUri", Assert.Throws<InsightsException>(() => InteractiveLogin.CheckRedirect(new Uri(address))).ErrorId);

    private static async Task AssertStillConnectsAsync(LoginHarness harness, Uri answer)
    {
        Assert.False(harness.Connecting.IsCompleted);
        Assert.Equal(200, await StatusAsync(harness, answer));
        Assert.True((await harness.Connecting).IsOpen);
    }

    private static async Task<int> StatusAsync(LoginHarness harness, Uri uri)
    {
        try
        {
            using HttpResponseMessage answer = await harness.Slow.GetAsync(uri, EngineHarness.Token);
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static async Task<string> SendAsync(LoginHarness harness, string text)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, harness.Redirect.Port, EngineHarness.Token);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), EngineHarness.Token);
        try
        {
            using StreamReader reader = new(client.GetStream(), Encoding.UTF8);
            return await reader.ReadToEndAsync(EngineHarness.Token);
        }
        catch (IOException)
        {
            // Cut off with bytes unread is a reset.
            return "";
        }
    }
}
