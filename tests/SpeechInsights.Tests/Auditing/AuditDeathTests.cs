using SpeechInsights.Auditing;
using SpeechInsights.Files;
using SpeechInsights.Tests.Faults;
using SpeechInsights.Tests.Processes;
using Xunit;

namespace SpeechInsights.Tests.Auditing;

/// <summary>Processes that are killed between any two writes of an append, and many that append at once.</summary>
public sealed class AuditDeathTests : IDisposable
{
    private const int Killed = 128 + 9;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("speechinsights-");

    private string FilePath => Path.Combine(_folder.FullName, "audit.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string, bool, string?, int, string?> Deaths()
    {
        TheoryData<string, bool, string?, int, string?> data = [];
        foreach (AuditDeath death in AuditDeath.All)
        {
            data.Add(death.Step, death.IsTornBefore, death.Before, death.Interrupted, death.Repair);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Killed_there_the_next_writer_mends_it(string step, bool isTornBefore, string? before, int interrupted, string? repair)
    {
        AuditFile file = new(FilePath, AuditHasher.Plain);
        Guid run = Guid.NewGuid();
        file.Append(OtherProcess.Started(run));
        file.Append(OtherProcess.Started(run) with { Status = AuditStatus.Completed });
        if (isTornBefore)
        {
            File.AppendAllText(FilePath, "{\"timestamp\":\"2026");
        }

        using (Child child = Child.Start(null, OtherProcess.Die, FilePath, step))
        {
            Assert.Equal((OperatingSystem.IsWindows() ? -1 : Killed, step), await child.EndAsync());
        }

        AuditReport left = Verify();
        Assert.Equal(before, left.Reason);
        Assert.Equal(interrupted, Interrupted());

        long started = Environment.TickCount64;
        Guid next = Guid.NewGuid();
        file.Append(OtherProcess.Started(next));
        file.Append(OtherProcess.Started(next) with { Status = AuditStatus.Completed });
        Assert.True(Environment.TickCount64 - started < FileLock.Patience.TotalMilliseconds, "the lock went with its process");
        AuditReport report = Verify();
        Assert.True(report.IsValid, report.Reason);
        AuditEntry[] repairs = [.. AuditedEntries.Read(FilePath).Where(entry => entry.Status == AuditStatus.Repaired)];
        Assert.Equal(repair is null ? [] : [repair], repairs.Select(entry => entry.Error));
        Assert.Equal(4 + interrupted + repairs.Length, report.EntryCount);
        Assert.Equal(interrupted, Interrupted());

        // Killed before it could say so, it leaves its copy of the tail, and the next one makes its own.
        string[] copies = [.. Directory.GetFiles(_folder.FullName, "*.torn-*").Select(File.ReadAllText)];
        Assert.InRange(copies.Length, repair is null ? 0 : 1, repair is null ? 0 : 2);
        Assert.Single(copies.DefaultIfEmpty("").Distinct());
    }

    [Fact]
    public async Task Eight_processes_lose_no_line()
    {
        const int more = 30;
        Child[] children = [.. Enumerable.Range(0, 8).Select(_ => Child.Start(null, OtherProcess.Append, FilePath, $"{more}"))];
        try
        {
            // All have begun before the first goes on: then all are at it at once.
            foreach (string said in new[] { "ready", "begun" })
            {
                Assert.All(await Task.WhenAll(children.Select(child => child.ReadLineAsync())), line => Assert.Equal(said, line));
                Array.ForEach(children, static child => child.Go());
            }

            Assert.All(await Task.WhenAll(children.Select(child => child.EndAsync())), end => Assert.Equal((0, ""), end));
        }
        finally
        {
            Array.ForEach(children, static child => child.Dispose());
        }

        AuditReport report = Verify();
        Assert.True(report.IsValid, report.Reason);
        AuditEntry[] entries = AuditedEntries.Read(FilePath);
        Assert.Equal(8 * (more + 1) * 2, entries.Length);
        Assert.All(entries.GroupBy(entry => entry.RunId), run => Assert.Equal([AuditStatus.Started, AuditStatus.Completed], run.Select(entry => entry.Status)));

        Assert.Equal(8, entries.Select(entry => entry.SessionId).Distinct().Count());
    }

    private AuditReport Verify() => AuditVerifier.Verify(FilePath, AuditHasher.Plain, null, null, TestContext.Current.CancellationToken);

    private int Interrupted() => AuditReader.FindInterrupted(FilePath, TestContext.Current.CancellationToken).Count;
}
