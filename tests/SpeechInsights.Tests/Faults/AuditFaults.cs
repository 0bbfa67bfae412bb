using SpeechInsights.Auditing;
using SpeechInsights.Coaching;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using SpeechInsights.Tests.Processes;
using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>Trails that can't be written. /dev/full is a disk that is full, for root too.</summary>
internal static class AuditFaults
{
    private const string Trail = "the audit trail";
    private const string Device = "/dev/full";
    private const string WholeAndWarning = FaultLine.Whole + ", and one warning";
    private const string WriteFailed = "AuditWriteFailed";

    public static readonly IReadOnlyList<StagedFault> All =
    [
        new(Trail, "a link to a device stands in its place, and the command reads", WholeAndWarning, _ => PlayReadAsync(PlantDevice)),
        new(Trail, "a link to a device stands in its place, and the command changes something", WriteFailed, fault => PlayChangeAsync(fault, PlantDevice)) { Attempts = 0 },
        new(Trail, "its folder is a file, and the command reads", WholeAndWarning, _ => PlayReadAsync(Block)),
        new(Trail, "its folder is a file, and the command changes something", WriteFailed, fault => PlayChangeAsync(fault, Block)) { Attempts = 0 },
        new(Trail, "the disk fills up in mid-run", WholeAndWarning, _ => PlayMidRunAsync()),
        new(Trail, "the disk fills up in the middle of a line, which is cut back", WriteFailed, _ => PlayHalfLineAsync()),
        new(Trail, "there is no room for the head, and the line is taken back", WriteFailed, PlayHeadAsync),
    ];

    private static async Task PlayReadAsync(Action<string> spoil)
    {
        await using EngineHarness harness = await StartAsync(spoil);
        for (int i = 0; i < 2; i++)
        {
            AuditedJob job = new(harness);
            await job.RunAsync(EngineHarness.Token);
            job.AssertIsTruth();
        }

        Assert.Single(harness.Trace.Warnings, text => text.Contains("without an audit entry", StringComparison.Ordinal));
    }

    private static async Task PlayChangeAsync(StagedFault fault, Action<string> spoil)
    {
        await using EngineHarness harness = await StartAsync(spoil);
        AuditedJob job = new(harness)
        {
            Registration = new WebhookRegistration { Name = "a", Uri = new Uri("https://coach.example.com/"), ModelId = ModelCatalog.DeployedId },
        };
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => job.RunAsync(EngineHarness.Token));
        Assert.Equal(fault.Outcome, error.ErrorId);
        Assert.Contains("-AuditPath", error.Hint, StringComparison.Ordinal);
        Assert.Equal(fault.Attempts, job.SeenCount);
    }

    private static async Task PlayMidRunAsync()
    {
        await using EngineHarness harness = await StartAsync(_ => { });
        AuditedJob job = new(harness)
        {
            OnBatch = number =>
            {
                if (number == 1)
                {
                    File.Delete(harness.AuditPath);
                    PlantDevice(harness.AuditPath);
                }

                return ValueTask.CompletedTask;
            },
        };
        await job.RunAsync(EngineHarness.Token);
        job.AssertIsTruth();
        Assert.Single(harness.Trace.Warnings, text => text.Contains("without an audit entry", StringComparison.Ordinal));
    }

    // A bound on a file's size stands in for the disk: it too takes the first part of a write and refuses the rest.
    private static async Task PlayHalfLineAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "did not run: it needs a shell that bounds the size of files");
        await InFolderAsync(async path =>
        {
            using Child child = Child.StartBounded("trap '' XFSZ; ulimit -f 32; export DOTNET_EnableWriteXorExecute=0", OtherProcess.Fill, path);
            (int exitCode, string written) = await child.EndAsync();
            Assert.Equal(0, exitCode);
            Assert.InRange(int.Parse(written, System.Globalization.CultureInfo.InvariantCulture), 20, 100);
            AssertValid(path, int.Parse(written, System.Globalization.CultureInfo.InvariantCulture));
            new AuditFile(path, AuditHasher.Plain).Append(OtherProcess.Started(Guid.NewGuid()));
            AssertValid(path, int.Parse(written, System.Globalization.CultureInfo.InvariantCulture) + 1);
        });
    }

    private static Task PlayHeadAsync(StagedFault fault) => InFolderAsync(path =>
    {
        AuditFile file = new(path, AuditHasher.Plain);
        file.Append(OtherProcess.Started(Guid.NewGuid()));
        byte[] before = File.ReadAllBytes(path);
        byte[] head = File.ReadAllBytes(path + ".head");
        for (int i = 0; i < 3; i++)
        {
            AuditFile hindered = new(path, AuditHasher.Plain) { OnStep = step => Hinder(step, path + ".head") };
            InsightsException error = Assert.Throws<InsightsException>(() => hindered.Append(OtherProcess.Started(Guid.NewGuid())));
            Assert.Equal(fault.Outcome, error.ErrorId);
            Assert.Equal(before, File.ReadAllBytes(path));
            Directory.Delete(path + ".head", recursive: true);
            File.WriteAllBytes(path + ".head", head);
        }

        file.Append(OtherProcess.Started(Guid.NewGuid()));
        AssertValid(path, 2);
        return Task.CompletedTask;
    });

    // A folder in the head's place stands in for whatever keeps it from being replaced.
    private static void Hinder(AuditStep step, string head)
    {
        if (step == AuditStep.LineWritten)
        {
            File.Delete(head);
            Directory.CreateDirectory(Path.Combine(head, "in the way"));
        }
    }

    private static void PlantDevice(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), $"did not run: it needs {Device}");
        File.CreateSymbolicLink(path, Device);
    }

    private static void Block(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        Directory.Move(folder, folder + "-moved");
        File.WriteAllText(folder, "");
    }

    private static void AssertValid(string path, int count)
    {
        AuditReport report = AuditVerifier.Verify(path, AuditHasher.Plain, null, null, EngineHarness.Token);
        Assert.True(report.IsValid, report.Reason);
        Assert.Equal(count, report.EntryCount);
    }

    private static async Task InFolderAsync(Func<string, Task> play)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("speechinsights-");
        try
        {
            await play(Path.Combine(folder.FullName, "audit.jsonl"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<EngineHarness> StartAsync(Action<string> spoil)
    {
        EngineHarness harness = await EngineHarness.StartAsync(
            new SimulatorOptions { Interactions = 2_200 },
            new SessionOptions { Time = new HastyTimeProvider(), Timeout = TimeSpan.FromSeconds(60), RequestsPerMinute = 0 },
            connect: false);
        Directory.CreateDirectory(Path.GetDirectoryName(harness.AuditPath)!);
        spoil(harness.AuditPath);
        await harness.ConnectAsync();
        return harness;
    }
}
