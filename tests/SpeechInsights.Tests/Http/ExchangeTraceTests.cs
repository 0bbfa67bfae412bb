using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Tests.Files;
using SpeechInsights.Tests.Platform;
using Xunit;

namespace SpeechInsights.Tests.Http;

public sealed class ExchangeTraceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("trace.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_exchange_leaves_a_line_without_what_was_sent()
    {
        await using PlatformHarness harness = await StartAsync();
        await harness.Session.Api.GetModelAsync(PlatformCatalog.PublishedProgramId, harness.Run, PlatformHarness.Token);
        Assert.NotEmpty(await harness.ReadAsync());
        JsonElement[] lines = ReadLines();
        Assert.Equal(harness.Requests.Select(static request => $"{request.Method} {request.Path} {request.Status}"),
            lines.Select(static line => $"{line.GetProperty("method")} {line.GetProperty("path")} {line.GetProperty("status")}"));
        Assert.Equal(harness.Requests.Select(static request => request.CorrelationId), lines.Select(static line => line.GetProperty("correlationId").GetString()));
        Assert.All(lines, static line => Assert.True(line.GetProperty("milliseconds").GetDouble() >= 0));
        Assert.Contains(lines, static line => line.GetProperty("bytes").GetInt64() > 1000);
        string text = File.ReadAllText(Path);
        Assert.DoesNotContain(harness.Server.ClientSecret, text, StringComparison.Ordinal);
        Assert.All(harness.Server.Tokens.Issued, token => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
        Assert.DoesNotContain("?", text, StringComparison.Ordinal);
        Assert.DoesNotContain("interval", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_had_no_answer_says_why_and_each_attempt_has_its_line()
    {
        await using PlatformHarness harness = await StartAsync(new SessionOptions { RequestsPerMinute = 0, MaximumRetryCount = 1, Random = static () => 0 });
        harness.Fault(new FaultOrder { Path = "/programs/", Kind = FaultKind.Reset, Times = 1 });
        Assert.NotNull(await harness.Session.Api.GetModelAsync(PlatformCatalog.PublishedProgramId, harness.Run, PlatformHarness.Token));
        JsonElement[] lines = ReadLines()[^2..];
        Assert.Equal("ConnectionFailed", lines[0].GetProperty("error").GetString());
        Assert.False(lines[0].TryGetProperty("status", out _));
        Assert.Equal(200, lines[1].GetProperty("status").GetInt32());
    }

    [Fact]
    public void A_path_shows_no_address_of_a_person_and_no_token()
    {
        AccessToken token = new("a-token-that-somebody-put-into-a-path");
        ExchangeTrace trace = new(Path);
        using HttpRequestMessage message = new(HttpMethod.Get, $"https://api.example.com/api/v2/users/jane.doe%40example.com/{token.Header.Parameter}?token=x");
        trace.Write(DateTimeOffset.UnixEpoch, message, TimeSpan.Zero, System.Net.HttpStatusCode.OK, 1, null, null);
        Assert.Equal("/api/v2/users/***/***", ReadLines().Single().GetProperty("path").GetString());
    }

    [Fact]
    public void A_line_says_what_was_asked_how_it_ended_and_how_long_it_took()
    {
        ExchangeTrace trace = new(_folder.File("new/folder/trace.jsonl"));
        Assert.Equal("", File.ReadAllText(trace.Path));
        using HttpRequestMessage message = new(HttpMethod.Post, "https://api.example.com:8443/x%20y?secret=z");
        DateTimeOffset began = new(2026, 11, 2, 10, 0, 0, 7, TimeSpan.FromHours(1));
        trace.Write(began, message, TimeSpan.FromMilliseconds(12.36), System.Net.HttpStatusCode.Created, 34, "c-1", null);
        trace.Write(began, message, TimeSpan.Zero, null, 34, null, "ConnectionFailed");
        Assert.Equal(
            [
                """{"timestamp":"2026-11-02T09:00:00.007Z","method":"POST","host":"api.example.com:8443","path":"/x y","status":201,"bytes":34,"milliseconds":12.4,"correlationId":"c-1"}""",
                """{"timestamp":"2026-11-02T09:00:00.007Z","method":"POST","host":"api.example.com:8443","path":"/x y","milliseconds":0,"error":"ConnectionFailed"}""",
            ],
            File.ReadAllLines(trace.Path));
    }

    [Fact]
    public void A_path_of_more_than_500_characters_is_cut()
    {
        ExchangeTrace trace = new(Path);
        using HttpRequestMessage message = new(HttpMethod.Get, "https://api.example.com/" + new string('x', 600));
        trace.Write(DateTimeOffset.UnixEpoch, message, TimeSpan.Zero, null, 0, null, null);
        Assert.Equal("/" + new string('x', 499) + "…", ReadLines().Single().GetProperty("path").GetString());
    }

    [Fact]
    public void One_that_cant_be_written_is_refused_before_anything_is_sent()
    {
        Directory.CreateDirectory(Path);
        InsightsException error = Assert.Throws<InsightsException>(() => new ExchangeTrace(Path));
        Assert.Equal(("TraceWriteFailed", Path), (error.ErrorId, error.Target));
        Assert.StartsWith($"The trace {Path} can't be written: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_missing_is_told_once()
    {
        ExchangeTrace trace = new(Path);
        File.Delete(Path);
        Directory.CreateDirectory(Path);
        using HttpRequestMessage message = new(HttpMethod.Get, "https://api.example.com/x");
        trace.Write(DateTimeOffset.UnixEpoch, message, TimeSpan.Zero, null, 0, null, null);
        Assert.StartsWith($"The trace {Path} can't be written; lines are missing there. ", trace.TakeTrouble(), StringComparison.Ordinal);
        Assert.Null(trace.TakeTrouble());
    }

    [Fact]
    public void Sessions_may_share_it_and_no_line_is_lost()
    {
        Parallel.For(0, 8, _ =>
        {
            ExchangeTrace trace = new(Path);
            using HttpRequestMessage message = new(HttpMethod.Get, "https://api.example.com/x");
            for (int i = 0; i < 25; i++)
            {
                trace.Write(DateTimeOffset.UnixEpoch, message, TimeSpan.Zero, System.Net.HttpStatusCode.OK, 1, null, null);
            }

            Assert.Null(trace.TakeTrouble());
        });
        Assert.Equal(200, ReadLines().Length);
    }

    [Fact]
    public void It_is_this_accounts_alone()
    {
        _ = new ExchangeTrace(Path);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
            Assert.Equal("TraceWriteFailed", Assert.Throws<InsightsException>(() => new ExchangeTrace(Path)).ErrorId);
        }
    }

    [Fact]
    public async Task Lines_that_are_missing_are_told_once()
    {
        await using PlatformHarness harness = await StartAsync();
        File.Delete(Path);
        Directory.CreateDirectory(Path);
        for (int i = 0; i < 2; i++)
        {
            Assert.NotNull(await harness.Session.Api.GetModelAsync(PlatformCatalog.PublishedProgramId, harness.Run, PlatformHarness.Token));
        }

        Assert.All(harness.Trace.Warnings, static text => Assert.Contains("lines are missing", text, StringComparison.Ordinal));
        Assert.NotEmpty(harness.Trace.Warnings);
    }

    private Task<PlatformHarness> StartAsync(SessionOptions? options = null) => PlatformHarness.StartAsync(
        new SimulatorOptions { Interactions = 300, JobLooks = 0 }, (options ?? new SessionOptions { RequestsPerMinute = 0 }) with { Trace = new ExchangeTrace(Path) });

    private JsonElement[] ReadLines() => [.. File.ReadAllLines(Path).Select(static line => JsonDocument.Parse(line).RootElement.Clone())];
}
