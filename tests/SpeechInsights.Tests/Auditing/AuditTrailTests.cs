using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SpeechInsights.Auditing;
using Xunit;

namespace SpeechInsights.Tests.Auditing;

public sealed class AuditTrailTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("speechinsights-");

    private string FilePath => Path.Combine(_folder.FullName, "nested", "audit.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_lines_hash_covers_its_own_bytes_and_the_line_before()
    {
        Append(3);
        string previous = new('0', 64);
        foreach (string line in File.ReadAllLines(FilePath))
        {
            int at = line.LastIndexOf(",\"hash\":\"", StringComparison.Ordinal);
            string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(line[..at]))).ToLowerInvariant();
            Assert.Equal($",\"hash\":\"{hash}\"}}", line[at..]);
            Assert.Contains($"\"previousHash\":\"{previous}\"", line, StringComparison.Ordinal);
            previous = hash;
        }

        AuditReport report = Verify();
        Assert.True(report.IsValid, report.ToString());
        Assert.Equal((3, 3, previous), (report.EntryCount, report.LastSequence, report.LastHash));
    }

    [Fact]
    public void Only_the_owner_may_read_it()
    {
        Append(1);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath + ".head"));
        }
    }

    [Theory]
    [InlineData("change", 3L, "HashMismatch")]
    [InlineData("delete", 3L, "SequenceBroken")]
    [InlineData("swap", 3L, "SequenceBroken")]
    [InlineData("insert", 3L, "SequenceBroken")]
    [InlineData("cut", 6L, "TailCut")]
    [InlineData("tear", 6L, "TailTorn")]
    [InlineData("garbage", 3L, "LineUnreadable")]
    [InlineData("empty", 1L, "TailCut")]
    [InlineData("head", 7L, "HeadMissing")]
    [InlineData("rehash", 4L, "ChainBroken")]
    public void What_was_done_to_it_is_found(string what, long line, string reason)
    {
        Append(6);
        List<string> lines = [.. File.ReadAllLines(FilePath)];
        switch (what)
        {
            case "change":
                lines[2] = lines[2].Replace("\"requestCount\":3", "\"requestCount\":4", StringComparison.Ordinal);
                break;
            case "rehash":
                string changed = lines[2].Replace("\"requestCount\":3", "\"requestCount\":4", StringComparison.Ordinal);
                int at = changed.LastIndexOf(",\"hash\":\"", StringComparison.Ordinal);
                lines[2] = changed[..at] + ",\"hash\":\"" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(changed[..at]))).ToLowerInvariant() + "\"}";
                break;
            case "delete":
                lines.RemoveAt(2);
                break;
            case "swap":
                (lines[2], lines[3]) = (lines[3], lines[2]);
                break;
            case "insert":
                lines.Insert(2, lines[0]);
                break;
            case "cut":
                lines.RemoveAt(5);
                break;
            case "garbage":
                lines[2] = "not a line of the trail";
                break;
            case "empty":
                lines.Clear();
                break;
            case "head":
                File.Delete(FilePath + ".head");
                break;
        }

        string text = string.Concat(lines.Select(entry => entry + "\n"));
        File.WriteAllText(FilePath, what == "tear" ? text[..^10] : text);
        AuditReport report = Verify();
        Assert.False(report.IsValid);
        Assert.Equal((line, reason), (report.FirstBroken, report.Reason));
    }

    [Fact]
    public void A_cut_tail_stays_found_after_more_was_written()
    {
        Append(6);
        File.WriteAllText(FilePath, string.Concat(File.ReadAllLines(FilePath).Take(4).Select(line => line + "\n")));
        Append(2);
        Assert.Equal((5L, "SequenceBroken"), (Verify().FirstBroken, Verify().Reason));
    }

    [Fact]
    public void A_torn_tail_is_moved_aside_and_said()
    {
        Append(2);
        File.AppendAllText(FilePath, "{\"timestamp\":\"2026");
        Append(1);
        AuditEntry[] entries = Read();
        Assert.Equal(["Test", "Test", "AuditRepair", "Test"], entries.Select(entry => entry.Command));
        Assert.Equal("TornTail", entries[2].Error);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(FilePath)!, "*.torn-*"));
        Assert.True(Verify().IsValid);
    }

    [Fact]
    public void Killed_between_line_and_head_it_goes_on()
    {
        Append(2);
        byte[] head = File.ReadAllBytes(FilePath + ".head");
        Append(1);
        File.WriteAllBytes(FilePath + ".head", head);
        Assert.True(Verify().IsValid);
        Append(1);
        Assert.True(Verify().IsValid);
        Assert.Equal(4, Read().Length);
    }

    [Fact]
    public void A_rollback_of_both_files_is_found_by_what_was_kept_elsewhere()
    {
        Append(2);
        (byte[] trail, byte[] head) = (File.ReadAllBytes(FilePath), File.ReadAllBytes(FilePath + ".head"));
        Append(3);
        AuditReport kept = Verify();
        Assert.True(Verify(kept.LastSequence, kept.LastHash).IsValid);
        File.WriteAllBytes(FilePath, trail);
        File.WriteAllBytes(FilePath + ".head", head);
        Assert.True(Verify().IsValid);
        Assert.Equal("ExpectedSequenceMissing", Verify(kept.LastSequence, kept.LastHash).Reason);
        Assert.Equal("ExpectedHashMismatch", Verify(null, kept.LastHash).Reason);
        Append(3);
        Assert.Equal("ExpectedHashMismatch", Verify(kept.LastSequence, kept.LastHash).Reason);
    }

    [Fact]
    public async Task Sixteen_writers_lose_no_line()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() =>
        {
            AuditFile file = new(FilePath, AuditHasher.Plain);
            for (int i = 0; i < 25; i++)
            {
                file.Append(Record(writer));
            }
        })));
        AuditReport report = Verify();
        Assert.True(report.IsValid, report.ToString());
        Assert.Equal(400, report.EntryCount);
    }

    [Fact]
    public void A_rewrite_without_the_key_is_found()
    {
        AuditHasher keyed = new("a key that is kept elsewhere"u8.ToArray());
        AuditFile file = new(FilePath, keyed);
        file.Append(Record(1));
        file.Append(Record(2));
        Assert.True(AuditVerifier.Verify(FilePath, keyed, null, null, CancellationToken.None).IsValid);
        Assert.Equal("AlgorithmMismatch", Verify().Reason);
        Assert.Equal("HashMismatch", AuditVerifier.Verify(FilePath, new AuditHasher("another"u8.ToArray()), null, null, CancellationToken.None).Reason);

        // Somebody without the key writes it all anew, as a plain trail that is right in itself.
        File.Delete(FilePath);
        File.Delete(FilePath + ".head");
        Append(2);
        Assert.True(Verify().IsValid);
        Assert.Equal("AlgorithmMismatch", AuditVerifier.Verify(FilePath, keyed, null, null, CancellationToken.None).Reason);
    }

    [Fact]
    public void A_plain_line_in_a_keyed_trail_is_found()
    {
        AuditHasher keyed = new("key"u8.ToArray());
        AuditFile file = new(FilePath, keyed);
        file.Append(Record(1));
        new AuditFile(FilePath, AuditHasher.Plain).Append(Record(2));
        Assert.Equal((2L, "AlgorithmMismatch"), (AuditVerifier.Verify(FilePath, keyed, null, null, CancellationToken.None).FirstBroken, AuditVerifier.Verify(FilePath, keyed, null, null, CancellationToken.None).Reason));
    }

    [Fact]
    public void A_path_that_can_not_be_written_is_AuditWriteFailed()
    {
        Directory.CreateDirectory(FilePath);
        Assert.Equal("AuditWriteFailed", Assert.Throws<InsightsException>(() => Append(1)).ErrorId);
    }

    [Fact]
    public void A_line_stays_under_eight_kilobytes_whatever_it_is_about()
    {
        string huge = new('ß', 20_000);
        AuditFile file = new(FilePath, AuditHasher.Plain);
        file.Append(Record(1) with { Query = new AuditQuery { ModelId = huge, Target = huge }, ClientId = huge });
        Assert.InRange(File.ReadAllBytes(FilePath).Length, 100, AuditLine.MaximumLength);
    }

    private static AuditRecord Record(int number) => new()
    {
        Timestamp = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero),
        RunId = Guid.NewGuid(),
        SessionId = Guid.NewGuid(),
        Command = "Test",
        Status = AuditStatus.Completed,
        RequestCount = number,
        ResultCount = 7,
        ExecutionLatencyMs = 12.345,
        AccuracyScore = 0.123456,
    };

    private void Append(int count)
    {
        int before = File.Exists(FilePath) ? File.ReadAllLines(FilePath).Length : 0;
        AuditFile file = new(FilePath, AuditHasher.Plain);
        for (int i = 1; i <= count; i++)
        {
            file.Append(Record(before + i));
        }
    }

    private AuditEntry[] Read() =>
        [.. AuditReader.ReadLines(FilePath, CancellationToken.None).Select(line => AuditEntryReader.TryRead(line.Bytes.Span) ?? throw new FormatException(line.Number.ToString(CultureInfo.InvariantCulture)))];

    private AuditReport Verify(long? sequence = null, string? hash = null) =>
        AuditVerifier.Verify(FilePath, AuditHasher.Plain, sequence, hash, TestContext.Current.CancellationToken);
}
