using SpeechInsights.Auditing;
using SpeechInsights.Tests.Files;
using SpeechInsights.Tests.Processes;
using Xunit;

namespace SpeechInsights.Tests.Auditing;

/// <summary>A folder that others can write to, and a trail that others have had in their hands.</summary>
public sealed class AuditAttackTests : IDisposable
{
    private const string Victim = "a file of the administrator's\n";

    private readonly TempFolder _folder = new();

    private string Trail => _folder.File("audit.jsonl");

    private string VictimPath => _folder.File("victim");

    public AuditAttackTests() => File.WriteAllText(VictimPath, Victim);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".head")]
    [InlineData(".lock")]
    public void A_planted_link_is_never_followed(string ending)
    {
        Append();
        Attack.PlantLink(Trail + ending, VictimPath);
        Assert.Contains("is a link", AssertRefused(), StringComparison.Ordinal);
        Assert.Equal(Victim, File.ReadAllText(VictimPath));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".head")]
    [InlineData(".lock")]
    public void A_link_that_leads_nowhere_makes_no_file_there(string ending)
    {
        Attack.PlantLink(Trail + ending, _folder.File("nowhere"));
        AssertRefused();
        Assert.False(File.Exists(_folder.File("nowhere")));
    }

    [Theory]
    [InlineData(".head.new")]
    [InlineData(".torn-0")]
    public void Names_that_could_be_guessed_once_are_not_used(string ending)
    {
        File.WriteAllText(Trail, "half a line");
        Attack.PlantLink(Trail + ending, VictimPath);
        Append();
        Assert.Equal(Victim, File.ReadAllText(VictimPath));
        Assert.Equal("half a line", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder.Path, "*.torn-0-*"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".head")]
    [InlineData(".lock")]
    public async Task A_pipe_is_refused_and_nobody_waits_at_it(string ending)
    {
        Append();
        Attack.PlantPipe(Trail + ending);
        string message = await Task.Run(AssertRefused).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("is no regular file", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checking_and_reading_do_not_wait_at_a_pipe_either()
    {
        Append();
        Attack.PlantPipe(Trail + ".head");
        AuditReport report = await Task.Run(() => Verify()).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("HeadUnreadable", report.Reason);
        Attack.PlantPipe(Trail);
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => Task.Run(() => Verify())).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(InsightsError.AuditRecordInvalid, error.Error);
    }

    [Fact]
    public void A_device_swallows_no_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no /dev/null");
        InsightsException error = Assert.Throws<InsightsException>(() => new AuditFile("/dev/null", AuditHasher.Plain).Append(OtherProcess.Started(Guid.NewGuid())));
        Assert.Equal(InsightsError.AuditWriteFailed, error.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".lock")]
    public void What_others_may_write_to_is_not_written_to(string ending)
    {
        Append();
        Attack.Widen(Trail + ending);
        Assert.Contains("can be written to by other accounts", AssertRefused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".lock")]
    public void What_belongs_to_another_account_is_not_written_to(string ending)
    {
        Append();
        Attack.GiveAway(Trail + ending);
        Assert.Contains("belongs to another account", AssertRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_everybodys_is_refused_unless_nobody_can_move_what_is_in_it()
    {
        Append();
        Attack.Widen(_folder.Path);
        AssertRefused();
        Attack.MakeSticky(_folder.Path);
        Append();
        Assert.True(Verify().IsValid);
    }

    [Fact]
    public void A_folder_of_another_account_is_refused()
    {
        Append();
        Attack.GiveAway(_folder.Path);
        AssertRefused();
    }

    [Fact]
    public void Whoever_reads_a_trail_that_others_could_change_is_told()
    {
        Append();
        List<string> told = [];
        Assert.True(Verify(told.Add).IsValid);
        Assert.Empty(told);
        Attack.Widen(Trail);
        Assert.True(Verify(told.Add).IsValid);
        Assert.Contains("can be written to by other accounts", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Checking_makes_and_changes_nothing()
    {
        Append();
        File.Delete(Trail + ".lock");
        Dictionary<string, DateTime> before = Directory.GetFiles(_folder.Path).ToDictionary(path => path, File.GetLastWriteTimeUtc);
        Assert.True(Verify().IsValid);
        Assert.Equal(before, Directory.GetFiles(_folder.Path).ToDictionary(path => path, File.GetLastWriteTimeUtc));
    }

    [Fact]
    public void With_a_key_lines_can_not_be_dropped_behind_a_torn_tail_and_a_broken_head()
    {
        AuditHasher keyed = new("a key that the attacker has not"u8.ToArray());
        for (int i = 0; i < 4; i++)
        {
            Append(keyed);
        }

        AuditReport kept = AuditVerifier.Verify(Trail, keyed, null, null, CancellationToken.None);
        string[] lines = File.ReadAllLines(Trail);
        File.WriteAllText(Trail, string.Concat(lines.Take(2).Select(line => line + "\n")) + lines[2][..20]);
        File.WriteAllText(Trail + ".head", "broken");
        Append(keyed);
        AuditReport report = AuditVerifier.Verify(Trail, keyed, null, null, CancellationToken.None);
        Assert.Equal((false, "HeadLost", 3L), (report.IsValid, report.Reason, report.FirstBroken));
        Assert.Equal(1, report.RepairCount);
        Assert.Equal(["HeadUnreadable (1)", "TornTail (1)"], report.Repairs);

        // Who kept the last line elsewhere sees that it went.
        Assert.Equal("ExpectedHashMismatch", AuditVerifier.Verify(Trail, keyed, kept.LastSequence, kept.LastHash, CancellationToken.None).Reason);
    }

    [Fact]
    public void With_a_key_a_head_that_went_alone_is_forgiven_where_the_line_before_was_kept_elsewhere()
    {
        AuditHasher keyed = new("a key"u8.ToArray());
        Append(keyed);
        Append(keyed);
        AuditReport kept = AuditVerifier.Verify(Trail, keyed, null, null, CancellationToken.None);
        File.Delete(Trail + ".head");
        Append(keyed);
        Assert.Equal("HeadLost", AuditVerifier.Verify(Trail, keyed, null, null, CancellationToken.None).Reason);
        Assert.Equal("HeadLost", AuditVerifier.Verify(Trail, keyed, kept.LastSequence - 1, null, CancellationToken.None).Reason);
        Assert.Equal("HeadLost", AuditVerifier.Verify(Trail, keyed, kept.LastSequence, null, CancellationToken.None).Reason);
        Assert.True(AuditVerifier.Verify(Trail, keyed, kept.LastSequence, kept.LastHash, CancellationToken.None).IsValid);
    }

    [Fact]
    public void Drafts_that_a_killed_process_left_are_cleared_away()
    {
        Append();
        File.WriteAllText(Trail + ".head.0123456789abcdef.new", "left behind");
        byte[] head = File.ReadAllBytes(Trail + ".head");
        Append();
        File.WriteAllBytes(Trail + ".head", head);
        Append();
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.new"));
        Assert.True(Verify().IsValid);
    }

    private void Append(AuditHasher? hasher = null) => new AuditFile(Trail, hasher ?? AuditHasher.Plain).Append(OtherProcess.Started(Guid.NewGuid()));

    private AuditReport Verify(Action<string>? doubt = null) => AuditVerifier.Verify(Trail, AuditHasher.Plain, null, null, CancellationToken.None, doubt);

    private string AssertRefused()
    {
        InsightsException error = Assert.Throws<InsightsException>(() => Append());
        Assert.Equal(InsightsError.AuditWriteFailed, error.Error);
        return error.Message;
    }
}
