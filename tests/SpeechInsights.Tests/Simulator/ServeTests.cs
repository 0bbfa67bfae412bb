using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Commands;
using SpeechInsights.Tests.Processes;
using Xunit;

namespace SpeechInsights.Tests.Simulator;

public sealed class ServeTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Serve_says_where_it_is_and_ends_with_its_standard_input()
    {
        using Process process = Start("serve", "--json", "--interactions", "500", "--exit-with-stdin", "--client-secret=it's");
        string line = (await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience))!;
        JsonNode json = JsonNode.Parse(line)!;
        Assert.Equal(["baseUri", "clientId", "clientSecret", "coachingUri", "coachingSecret", "modelId", "trainingModelId", "deprecatedModelId", "from", "to", "topic",
            "programId", "unpublishedProgramId", "editedProgramId", "unmappedProgramId", "flowId", "triggerTopic", "organization", "pid"],
            json.AsObject().Select(p => p.Key));
        Assert.Equal("it's", (string?)json["clientSecret"]);
        Assert.Equal(process.Id, (int)json["pid"]!);
        using HttpClient client = new() { BaseAddress = new Uri((string)json["baseUri"]!) };
        Assert.NotEqual("", await client.GetStringAsync($"/_simulator/truth?from={json["from"]}&to={json["to"]}"));
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
    }

    [Fact]
    public async Task Serve_prints_lines_to_paste_and_ends_after_its_time()
    {
        using Process process = Start("serve", "--interactions=500", "--max-lifetime", "2s", "--client-secret", "it's");
        string text = await process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("$env:GENESYS_CLIENT_SECRET = 'it''s'", text, StringComparison.Ordinal);
        Assert.Contains("Connect-GenesysInsights -BaseUri http://127.0.0.1:", text, StringComparison.Ordinal);
        Assert.Contains("$from = [DateTimeOffset]'2026-10-", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_of_the_platform_profile_says_so_in_its_lines()
    {
        using Process process = Start("serve", "--interactions=10", "--max-lifetime", "1s", "--profile", "platform", "--deny-permission", "processautomation:trigger:add");
        string text = await process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(0, process.ExitCode);
        Assert.Matches("Connect-GenesysInsights -BaseUri http://127.0.0.1:[0-9]+ -ApiProfile Platform ", text);
    }

    [Theory]
    [InlineData("serve", "--profile=genesys")]
    [InlineData("serve", "--deny-permission=trigger:add")]
    [InlineData("serve", "--bogus")]
    [InlineData("serve", "--port")]
    [InlineData("serve", "--port=x")]
    [InlineData("serve", "--json=1")]
    [InlineData("serve", "--latency=10")]
    [InlineData("serve", "--until=soon")]
    [InlineData("bogus", "--port=0")]
    public async Task What_is_not_an_option_is_refused(string command, string option)
    {
        using Process process = Start(command, option);
        string error = await process.StandardError.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(2, process.ExitCode);
        Assert.NotEqual("", error);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_so()
    {
        await using SimulatorHarness sim = await SimulatorHarness.StartAsync();
        using Process process = Start("serve", $"--port={sim.Server.BaseAddress.Port}");
        string error = await process.StandardError.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("address already in use", error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_option_sets_what_it_says()
    {
        ServeOptions serve = new();
        RootCommand root = [.. serve.All];
        ParseResult parsed = root.Parse(["--port=8123", "--interactions", "12", "--seed=-3", "--until=2026-06-01", "--client-secret", "--odd",
            "--deny-permission", "speechAndTextAnalytics:program:view", "--deny-permission=processautomation:trigger:add", "--profile=summary", "--rate-limit=5", "--rate-window=6s", "--rate-headers", "--latency=250ms",
            "--max-lifetime=1.5h", "--exit-with-stdin", "--json"]);
        Assert.Empty(parsed.Errors);
        SimulatorOptions options = serve.Read(parsed);
        Assert.Equal((8123, 12, -3, "--odd"), (options.Port, options.Interactions, options.Seed, options.ClientSecret));
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero), options.Until);
        Assert.Equal(["speechAndTextAnalytics:program:view", "processautomation:trigger:add"], options.DeniedPermissions);
        Assert.Equal((ServedProfile.Summary, 5, true), (options.Profile, options.RateLimit, options.RateHeaders));
        Assert.Equal((TimeSpan.FromSeconds(6), TimeSpan.FromMilliseconds(250)), (options.RateWindow, options.Latency));
        Assert.Equal((TimeSpan.FromMinutes(90), true, true), (parsed.GetValue(serve.MaxLifetime), parsed.GetValue(serve.ExitWithStdin), parsed.GetValue(serve.Json)));
    }

    [Fact]
    public void What_is_not_said_is_as_the_simulator_has_it()
    {
        ServeOptions serve = new();
        RootCommand root = [.. serve.All];
        Assert.Equivalent(new SimulatorOptions(), serve.Read(root.Parse([])), strict: true);
    }

    [Fact]
    public async Task Its_help_lists_every_option()
    {
        using Process process = Start("serve", "--help");
        string text = await process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(0, process.ExitCode);
        Assert.All(new ServeOptions().All, option => Assert.Contains(option.Name, text, StringComparison.Ordinal));
    }

    private static Process Start(params string[] arguments)
    {
        string[] command = Child.CommandOf(typeof(SimulatorServer).Assembly);
        return Process.Start(new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
