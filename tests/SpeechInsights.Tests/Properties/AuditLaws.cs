using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Auditing;
using SpeechInsights.Http;
using SpeechInsights.Tests.Fuzzing;
using Xunit;

namespace SpeechInsights.Tests.Properties;

public sealed class AuditLaws : IDisposable
{
    private static readonly AuditHasher s_keyed = new("a key that is kept elsewhere"u8.ToArray());

    private static readonly Gen<AuditRecord> s_record =
        from command in Law.Text
        from model in Law.Text.OrNull()
        from target in Law.Text.OrNull()
        from status in Gen.Elements(Enum.GetValues<AuditStatus>())
        from latency in Gen.Elements<double?>(null, 0, 12.345, double.NaN, double.PositiveInfinity, 7.9e27, -1e27)
        from count in Gen.Choose(0, int.MaxValue)
        from ids in Gen.ListOf(Law.Text)
        select new AuditRecord
        {
            Timestamp = DateTimeOffset.UnixEpoch.AddSeconds(count),
            Command = Cut(command, 30),
            Status = status,
            RequestCount = count,
            ResultCount = count,
            ExecutionLatencyMs = latency,
            Query = new AuditQuery { ModelId = model, Target = target, InteractionCount = count },
            CorrelationIds = [.. ids.Take(RunContext.MaximumCorrelationIds).Select(static id => Cut(id, 20))],
        };

    private static readonly Gen<(AuditRecord[] Records, bool IsKeyed)> s_trails =
        from records in Gen.ArrayOf(s_record, 4)
        from isKeyed in Gen.Elements(false, true)
        select (records, isKeyed);

    private readonly TrailFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_valid_and_can_be_read() => Law.Holds(
        s_trails,
        sample =>
        {
            string path = _folder.Write(sample.Records, HasherOf(sample.IsKeyed));
            AuditReport report = Verify(path, sample.IsKeyed);
            Assert.True(report.IsValid, report.ToString());
            Assert.Equal((sample.Records.Length, sample.Records.Length), (report.EntryCount, report.LastSequence));
            AuditEntry[] entries = [.. AuditReader.ReadLines(path, CancellationToken.None).Select(static line => AuditEntryReader.TryRead(line.Bytes.Span)!)];
            Assert.Equal(sample.Records.Select(static record => (record.Status, (long)record.RequestCount)), entries.Select(static entry => (entry.Status, entry.RequestCount)));
            Assert.All(entries, static entry => Assert.True(Sane.IsPrintable(entry.Command) && Sane.IsPrintable(entry.ModelId)));
        },
        count: 150);

    [Fact]
    public void A_byte_that_was_changed_removed_or_put_in_is_found() => Law.Holds(
        from trail in s_trails
        from places in Gen.ArrayOf(Gen.Choose(0, int.MaxValue), 12)
        from value in Gen.Choose(1, 255)
        select (trail, places, value),
        sample =>
        {
            string path = _folder.Write(sample.trail.Records, HasherOf(sample.trail.IsKeyed));
            byte[] bytes = File.ReadAllBytes(path);
            foreach (int place in sample.places)
            {
                int at = place % bytes.Length;
                byte[] changed = [.. bytes];
                changed[at] ^= (byte)sample.value;
                AssertFound(path, changed, sample.trail.IsKeyed);
                AssertFound(path, [.. bytes[..at], .. bytes[(at + 1)..]], sample.trail.IsKeyed);
                AssertFound(path, [.. bytes[..at], (byte)sample.value, .. bytes[at..]], sample.trail.IsKeyed);
                AssertFound(path, bytes[..at], sample.trail.IsKeyed);
            }
        },
        count: 40);

    [Fact]
    public void A_line_that_was_removed_repeated_or_moved_is_found() => Law.Holds(
        from trail in s_trails
        from one in Gen.Choose(0, 3)
        from other in Gen.Choose(0, 3)
        select (trail, one, other),
        sample =>
        {
            string path = _folder.Write(sample.trail.Records, HasherOf(sample.trail.IsKeyed));
            string[] lines = File.ReadAllLines(path);
            AssertFound(path, [.. lines.Where((_, index) => index != sample.one)], sample.trail.IsKeyed);
            AssertFound(path, [.. lines[..sample.other], lines[sample.one], .. lines[sample.other..]], sample.trail.IsKeyed);
            AssertFound(path, [.. lines[..sample.other], "", .. lines[sample.other..]], sample.trail.IsKeyed);
            if (sample.one != sample.other)
            {
                string[] swapped = [.. lines];
                (swapped[sample.one], swapped[sample.other]) = (swapped[sample.other], swapped[sample.one]);
                AssertFound(path, swapped, sample.trail.IsKeyed);
            }
        },
        count: 60);

    [Fact]
    public void A_last_line_that_was_written_anew_is_found_though_another_one_follows() => Law.Holds(
        s_trails.Where(static trail => !trail.IsKeyed && trail.Records[3].RequestCount != 5),
        sample =>
        {
            string path = _folder.Write(sample.Records, AuditHasher.Plain);
            byte[] head = File.ReadAllBytes(path + ".head");
            string[] kept = File.ReadAllLines(path)[..3];
            string forged = _folder.Write([.. sample.Records[..3], sample.Records[3] with { RequestCount = 5 }, sample.Records[3]], AuditHasher.Plain);
            Assert.Equal(kept, File.ReadAllLines(forged)[..3]);
            File.WriteAllBytes(forged + ".head", head);
            Assert.Equal("HeadMismatch", Verify(forged, isKeyed: false).Reason);
        },
        count: 20);

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    private static AuditHasher HasherOf(bool isKeyed) => isKeyed ? s_keyed : AuditHasher.Plain;

    private static AuditReport Verify(string path, bool isKeyed) => AuditVerifier.Verify(path, HasherOf(isKeyed), null, null, CancellationToken.None);

    private static void AssertFound(string path, string[] lines, bool isKeyed) =>
        AssertFound(path, Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n"))), isKeyed);

    private static void AssertFound(string path, byte[] bytes, bool isKeyed)
    {
        File.WriteAllBytes(path, bytes);
        Assert.False(Verify(path, isKeyed).IsValid, "what was done is not found");
    }
}
