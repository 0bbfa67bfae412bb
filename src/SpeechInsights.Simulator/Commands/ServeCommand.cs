using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Simulator.Receiver;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Commands;

/// <summary>Runs the simulator until it is told to stop, its parent goes away, or its time is over.</summary>
internal static class ServeCommand
{
    private const string SampleTopic = "billing_inquiry";

    public static Command Create()
    {
        ServeOptions options = new();
        Command command = new("serve", "Runs until Ctrl+C, until its standard input closes, or until its time is over.");
        foreach (Option option in options.All)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, _) => RunAsync(options, parsed));
        return command;
    }

    private static async Task<int> RunAsync(ServeOptions options, ParseResult parsed)
    {
        using CancellationTokenSource ending = new(parsed.GetValue(options.MaxLifetime));
        using PosixSignalRegistration interrupt = EndOn(PosixSignal.SIGINT, ending);
        using PosixSignalRegistration terminate = EndOn(PosixSignal.SIGTERM, ending);
        if (parsed.GetValue(options.ExitWithStdin))
        {
            EndWithStdin(ending);
        }

        try
        {
            SimulatorServer server = await SimulatorServer.StartAsync(options.Read(parsed), ending.Token).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                Console.Out.WriteLine(parsed.GetValue(options.Json) ? Json(server) : Lines(server));
                await Console.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                await Task.Delay(Timeout.InfiniteTimeSpan, ending.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The expected end.
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 1;
        }

        return 0;
    }

    private static PosixSignalRegistration EndOn(PosixSignal signal, CancellationTokenSource ending) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            ending.Cancel();
        });

    private static void EndWithStdin(CancellationTokenSource ending)
    {
        Thread reader = new(() =>
        {
            while (Console.In.Read() >= 0)
            {
                // What comes in does not matter, only that it ends.
            }

            try
            {
                ending.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The server has ended already.
            }
        })
        { IsBackground = true };
        reader.Start();
    }

    private static string Json(SimulatorServer server)
    {
        DateTimeOffset day = server.World.BusiestDay();
        return JsonSerializer.Serialize(new
        {
            baseUri = BaseUriOf(server),
            clientId = server.ClientId,
            clientSecret = server.ClientSecret,
            coachingUri = BaseUriOf(server) + ReceiverEndpoint.Path,
            coachingSecret = server.CoachingSecret,
            modelId = ModelCatalog.DeployedId,
            trainingModelId = ModelCatalog.TrainingId,
            deprecatedModelId = ModelCatalog.DeprecatedId,
            from = TextOf(day),
            to = TextOf(day.AddDays(1)),
            topic = SampleTopic,
            programId = PlatformCatalog.PublishedProgramId,
            unpublishedProgramId = PlatformCatalog.UnpublishedProgramId,
            editedProgramId = PlatformCatalog.EditedProgramId,
            unmappedProgramId = PlatformCatalog.UnmappedProgramId,
            flowId = PlatformCatalog.FlowId,
            triggerTopic = PlatformCatalog.AcwTopic,
            organization = PlatformCatalog.OrganizationName,
            pid = Environment.ProcessId,
        });
    }

    private static string Lines(SimulatorServer server)
    {
        DateTimeOffset day = server.World.BusiestDay();
        string[] lines =
        [
            $"# Simulator with {server.World.InteractionCount} conversations. Ctrl+C ends it.",
            $"# It has data from {TextOf(server.World.Start)} to {TextOf(server.World.End)}.",
            "# Import the module first (build.ps1 prints the line), then paste:",
            $"$env:GENESYS_CLIENT_ID = '{Quoted(server.ClientId)}'",
            $"$env:GENESYS_CLIENT_SECRET = '{Quoted(server.ClientSecret)}'",
            $"Connect-GenesysInsights -BaseUri {BaseUriOf(server)}{(server.Options.Profile == ServedProfile.Platform ? " -ApiProfile Platform" : "")} | Out-Null",
            $"$model = '{ModelCatalog.DeployedId}'",
            $"$from = [DateTimeOffset]'{TextOf(day)}'",
            $"$to = [DateTimeOffset]'{TextOf(day.AddDays(1))}'",
            $"$topic = '{SampleTopic}'",
            "Invoke-InsightQuery -ModelId $model -StartTime $from -EndTime $to -Topic $topic | Join-CsatScore | Measure-InsightAccuracy",
        ];
        return string.Join(Environment.NewLine, lines);
    }

    private static string BaseUriOf(SimulatorServer server) => server.BaseAddress.GetLeftPart(UriPartial.Authority);

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    private static string TextOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
