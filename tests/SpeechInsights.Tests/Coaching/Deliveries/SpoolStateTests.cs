using System.Globalization;
using System.Text;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Tests.Fakes;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Coaching.Deliveries;

/// <summary>What a spool says of its deliveries, where it puts them, and what it takes for a spool.</summary>
public sealed class SpoolStateTests : IDisposable
{
    private const string Ledger = "ledger";

    private static readonly DeliveryTarget s_target = DeliveryTarget.Create(new Uri("https://coach.example.com/in?key=1"), false, false);
    private static readonly DeliveryTarget s_other = DeliveryTarget.Create(new Uri("https://other.example.com/"), false, false);

    private readonly TempFolder _folder = new();
    private readonly ManualTimeProvider _time = new();

    private string Root => _folder.File("spool");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_delivery_that_waits_says_all_of_itself()
    {
        Spool spool = Open();
        spool.Add(Insights(s_target, 3), s_target, 5);
        DeliveryName name = spool.List(DeliveryState.Pending).Single();
        CoachingDelivery delivery = spool.Describe(DeliveryState.Pending, name, Assert.Fail)!;
        Assert.Equal((name.Id, "https://coach.example.com/in?***", DeliveryState.Pending, 3, 0), (delivery.DeliveryId, delivery.Uri, delivery.State, delivery.InsightCount, delivery.AttemptCount));
        Assert.Equal((null, null, Root), (delivery.LastStatus, delivery.Reason, delivery.SpoolPath));
        Assert.Equal((_time.GetUtcNow(), _time.GetUtcNow().AddMinutes(-1)), (delivery.Created, delivery.NextAttempt));
        Assert.Equal(name.Id, delivery.ToString());
    }

    [Theory]
    [InlineData(410, "Gone")]
    [InlineData(400, "Refused")]
    [InlineData(499, "Refused")]
    [InlineData(503, "AttemptsExhausted")]
    [InlineData(408, "AttemptsExhausted")]
    [InlineData(0, "AttemptsExhausted")]
    public void One_that_was_given_up_says_why_and_keeps_what_it_holds(int status, string reason)
    {
        Spool spool = Open();
        CoachingDelivery dead = Move(spool, DeliveryState.Dead, status);
        Assert.Equal((DeliveryState.Dead, reason, status == 0 ? null : status, 4), (dead.State, dead.Reason, dead.LastStatus, dead.AttemptCount));
        Assert.Null(dead.NextAttempt);
        Assert.Empty(spool.List(DeliveryState.Pending));
        CoachingDelivery again = spool.Describe(DeliveryState.Dead, spool.List(DeliveryState.Dead).Single(), Assert.Fail)!;
        Assert.Equal((dead.DeliveryId, reason, dead.LastStatus), (again.DeliveryId, again.Reason, again.LastStatus));
        using ClaimedDelivery? claimed = spool.TryClaim(DeliveryState.Dead, spool.List(DeliveryState.Dead).Single(), Assert.Fail);
        Assert.False(claimed!.Text.Body.IsEmpty);
    }

    [Fact]
    public void One_that_was_delivered_keeps_nothing_of_customers()
    {
        Spool spool = Open();
        CoachingDelivery delivered = Move(spool, DeliveryState.Delivered, 204);
        Assert.Equal((DeliveryState.Delivered, 204), (delivered.State, delivered.LastStatus));
        Assert.Null(delivered.Reason);
        Assert.Null(delivered.NextAttempt);
        string text = File.ReadAllText(Directory.GetFiles(Path.Combine(Root, "delivered")).Single());
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.Equal(1, text.Count(static c => c == '\n'));
        Assert.Equal(1, spool.Describe(DeliveryState.Delivered, spool.List(DeliveryState.Delivered).Single(), Assert.Fail)!.InsightCount);
    }

    [Fact]
    public void All_are_due_at_once_in_the_order_in_which_they_came()
    {
        Spool spool = Open();
        spool.Add(Insights(s_target, 6), s_target, 2);
        spool.Add(Insights(s_target, 10), s_target, 2);
        DeliveryName[] names = [.. spool.List(DeliveryState.Pending).OrderBy(static name => name.At)];
        Assert.Equal(5, names.Select(static name => name.At).Distinct().Count());
        Assert.All(names, name => Assert.True(name.At <= _time.GetUtcNow()));
        Assert.Equal(Enumerable.Range(0, 10).Select(static i => i.ToString(CultureInfo.InvariantCulture)), names.SelectMany(name => IdsIn(spool, name)));
        _time.Advance(TimeSpan.FromHours(1));
        spool.Add(Insights(s_other, 1), s_other, 2);
        Assert.Equal(_time.GetUtcNow().AddMinutes(-1), spool.List(DeliveryState.Pending).Single(static name => name.Target == s_other.Digest).At);
    }

    [Fact]
    public void What_is_revived_starts_anew_and_nothing_else_does()
    {
        Spool spool = Open();
        spool.Add(Insights(s_target, 3), s_target, 1);
        DeliveryName[] names = [.. spool.List(DeliveryState.Pending).OrderBy(static name => name.At)];
        MoveOne(spool, names[0], DeliveryState.Dead, names[0] with { Attempts = 11, Status = 503 });
        MoveOne(spool, names[1], DeliveryState.Pending, names[1] with { Attempts = 2, Status = 500, At = _time.GetUtcNow().AddHours(1) });
        MoveOne(spool, names[2], DeliveryState.Dead, names[2] with { Attempts = 1, Status = 400 });
        _time.Advance(TimeSpan.FromMinutes(3));
        spool.Revive(new HashSet<string> { names[0].Id, names[1].Id }, Assert.Fail);
        Assert.Equal(names[2].Id, spool.List(DeliveryState.Dead).Single().Id);
        DeliveryName[] waiting = [.. spool.List(DeliveryState.Pending)];
        Assert.Equal(new[] { names[0].Id, names[1].Id }.Order(), waiting.Select(static name => name.Id).Order());
        Assert.All(waiting, name => Assert.Equal((0, 0, _time.GetUtcNow()), (name.Attempts, name.Status, name.At)));
    }

    [Theory]
    [InlineData(410, true)]
    [InlineData(400, false)]
    public void A_target_that_answered_410_is_closed_until_it_is_opened_again(int status, bool isClosed)
    {
        Spool spool = Open();
        spool.CheckOpen(s_target);
        Move(spool, DeliveryState.Dead, status);
        InsightsException? e = Record.Exception(() => spool.CheckOpen(s_target)) as InsightsException;
        Assert.Equal(isClosed ? (InsightsError.TargetGone, "coach.example.com") : (null, null), (e?.Error, e?.Target));
        spool.CheckOpen(s_other);
        spool.Revive(spool.List(DeliveryState.Dead).Select(static name => name.Id).ToHashSet(), Assert.Fail);
        spool.CheckOpen(s_target);
    }

    [Fact]
    public void One_that_went_on_its_way_is_nothing_to_tell_of()
    {
        Spool spool = Open();
        spool.Add(Insights(s_target, 1), s_target, 5);
        DeliveryName name = spool.List(DeliveryState.Pending).Single();
        File.Delete(Directory.GetFiles(Path.Combine(Root, "pending")).Single());
        Assert.Null(spool.TryClaim(DeliveryState.Pending, name, Assert.Fail));
        Assert.Null(spool.Describe(DeliveryState.Pending, name, Assert.Fail));
    }

    [Fact]
    public void A_name_that_is_not_its_files_is_told()
    {
        Spool spool = Open();
        spool.Add(Insights(s_target, 1), s_target, 5);
        DeliveryName name = spool.List(DeliveryState.Pending).Single();
        string pending = Directory.GetFiles(Path.Combine(Root, "pending")).Single();
        DeliveryName elsewhere = name with { Target = s_other.Digest };
        File.Move(pending, Path.Combine(Root, "pending", elsewhere.ToString()));
        List<string> told = [];
        Assert.Null(spool.TryClaim(DeliveryState.Pending, elsewhere, told.Add));
        DeliveryName stranger = name with { Id = "msg_00000000000000000000000000000000" };
        File.Move(Path.Combine(Root, "pending", elsewhere.ToString()), Path.Combine(Root, "pending", stranger.ToString()));
        Assert.Null(spool.Describe(DeliveryState.Pending, stranger, told.Add));
        Assert.Equal([elsewhere, stranger], told.Select(static text => DeliveryName.TryParse(Path.GetFileName(text.Split(" is no delivery")[0]))));
    }

    [Fact]
    public void A_file_with_another_name_is_told_and_is_none()
    {
        Spool spool = Open();
        string notes = Path.Combine(Root, "pending", "notes.txt");
        File.WriteAllText(notes, "x");
        File.WriteAllText(Path.Combine(Root, "tmp", "notes.txt"), "x");
        List<string> told = [];
        Assert.Empty(spool.List(DeliveryState.Pending, told.Add));
        Assert.Equal([$"{notes} is no delivery; it was left as it is."], told);
        Assert.Empty(spool.List(DeliveryState.Pending));
        Open();
        Assert.True(File.Exists(Path.Combine(Root, "tmp", "notes.txt")));
    }

    [Fact]
    public void A_folder_is_a_spool_made_one_or_left_alone()
    {
        Assert.Null(Spool.OpenToRead(Root, _time));
        Directory.CreateDirectory(Root);
        Assert.Null(Spool.OpenToRead(Root, _time));
        File.WriteAllText(Path.Combine(Root, "version.x"), "");
        Assert.Null(Spool.OpenToRead(Root, _time));
        Open();
        Assert.Equal("SpeechInsights spool 1\n", File.ReadAllText(Path.Combine(Root, "version")));
        Assert.Equal(["dead", "delivered", "pending", "tmp"], Directory.GetDirectories(Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Root, Spool.OpenToRead(Root, _time)!.Path);
        Directory.Delete(Path.Combine(Root, "dead"));
        Assert.Empty(Spool.OpenToRead(Root, _time)!.List(DeliveryState.Dead));
    }

    [Theory]
    [InlineData("version", "SpeechInsights spool 2\n", "is of another version")]
    [InlineData("version", "SpeechInsights spool 1", "is of another version")]
    [InlineData("version", "SpeechInsights spool 1\nmore", "is of another version")]
    [InlineData("photo.jpg", "x", "holds other things")]
    public void A_folder_of_something_else_is_SpoolInvalid(string name, string content, string trouble)
    {
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(Root, name), content);
        foreach (Action open in new Action[] { () => Open(), () => Spool.OpenToRead(Root, _time) })
        {
            InsightsException e = Assert.Throws<InsightsException>(open);
            Assert.Equal((InsightsError.SpoolInvalid, $"The folder {Root} {trouble}.", Root), (e.Error, e.Message, e.Target));
        }

        Assert.Equal([name], Directory.GetFileSystemEntries(Root).Select(Path.GetFileName));
    }

    [Fact]
    public void A_path_that_no_folder_can_be_at_is_SpoolWriteFailed()
    {
        File.WriteAllText(Root, "");
        InsightsException e = Assert.Throws<InsightsException>(() => Spool.Open(Path.Combine(Root, "in"), _time));
        Assert.Equal((InsightsError.SpoolWriteFailed, Path.Combine(Root, "in")), (e.Error, e.Target));
    }

    [Fact]
    public void A_row_that_changed_as_often_as_can_be_counted_is_not_sent_under_an_old_number()
    {
        InsightText insight = Insights(s_target, 1)[0];
        Spool spool = Open();
        foreach ((int revision, bool isSent) in new[] { (int.MaxValue - 1, true), (int.MaxValue, false) })
        {
            string ledger = string.Create(CultureInfo.InvariantCulture, $"msg_x {InsightText.Hex(insight.Key)}{new string('0', 32)}{revision}\n");
            File.WriteAllText(Path.Combine(Root, Ledger), ledger);
            InsightsException? e = Record.Exception(() => Open().Add([insight], s_target, 5)) as InsightsException;
            Assert.Equal(isSent ? null : InsightsError.SpoolInvalid, e?.Error);
            string now = File.ReadAllText(Path.Combine(Root, Ledger));
            Assert.True(isSent ? now.EndsWith($"{InsightText.Hex(insight.Content)}2147483647\n", StringComparison.Ordinal) : now == ledger, now);
        }

        Assert.Single(spool.List(DeliveryState.Pending));
    }

    [Theory]
    [InlineData("msg_x g")]
    [InlineData("msg_x {0}{1}")]
    [InlineData("msg_x x{0}{1}0")]
    [InlineData("msg_x {0}x{1}0")]
    [InlineData("msg_x {0}{1}0 ")]
    [InlineData("msg_x {0}{1}2147483648")]
    [InlineData("msg_x {0}{1}-1")]
    public void A_line_that_is_none_is_SpoolInvalid(string line)
    {
        Open();
        string digest = new('0', 32);
        File.WriteAllText(Path.Combine(Root, Ledger), string.Format(CultureInfo.InvariantCulture, line, digest, digest) + "\n");
        Assert.Equal(InsightsError.SpoolInvalid, Assert.Throws<InsightsException>(Open).Error);
    }

    [Fact]
    public void A_ledger_is_a_line_a_delivery_and_half_a_line_is_taken_off()
    {
        Spool spool = Open();
        InsightText[] insights = Insights(s_target, 2);
        spool.Add(insights, s_target, 5);
        string line = $"{spool.List(DeliveryState.Pending).Single().Id} {Entry(insights[0], 0)} {Entry(insights[1], 0)}\n";
        Assert.Equal(line, File.ReadAllText(Path.Combine(Root, Ledger)));
        File.AppendAllText(Path.Combine(Root, Ledger), "msg_half");
        Assert.Equal(0, spool.Add(insights, s_target, 5));
        Assert.Equal(line, File.ReadAllText(Path.Combine(Root, Ledger)));
        Spool second = Open();
        _time.Advance(TimeSpan.FromMinutes(1));
        foreach (Spool one in new[] { spool, second, second, spool })
        {
            InsightText next = InsightText.Of(DeliveryJob.Candidate(100 + line.Length), s_target);
            Assert.Equal(1, one.Add([insights[0], next], s_target, 5));
            line += $"{one.List(DeliveryState.Pending).MaxBy(static name => name.At)!.Id} {Entry(next, 0)}\n";
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(line, File.ReadAllText(Path.Combine(Root, Ledger)));
    }

    private static string Entry(InsightText insight, int revision) => string.Create(CultureInfo.InvariantCulture, $"{InsightText.Hex(insight.Key)}{InsightText.Hex(insight.Content)}{revision}");

    private Spool Open() => Spool.Open(Root, _time);

    private static InsightText[] Insights(DeliveryTarget target, int count) => [.. Enumerable.Range(0, count).Select(number => InsightText.Of(DeliveryJob.Candidate(number), target))];

    private static CoachingDelivery Move(Spool spool, DeliveryState to, int status)
    {
        spool.Add(Insights(s_target, 1), s_target, 5);
        DeliveryName name = spool.List(DeliveryState.Pending).Single();
        return MoveOne(spool, name, to, name with { Attempts = 4, Status = status });
    }

    private static CoachingDelivery MoveOne(Spool spool, DeliveryName name, DeliveryState to, DeliveryName after)
    {
        using ClaimedDelivery? claimed = spool.TryClaim(DeliveryState.Pending, name, Assert.Fail);
        return claimed!.Move(to, after);
    }

    private static IEnumerable<string> IdsIn(Spool spool, DeliveryName name)
    {
        using ClaimedDelivery? claimed = spool.TryClaim(DeliveryState.Pending, name, Assert.Fail);
        string body = Encoding.UTF8.GetString(claimed!.Text.Body.Span);
        return System.Text.RegularExpressions.Regex.Matches(body, "\"interactionId\":\"(\\d+)\"").Select(static match => match.Groups[1].Value).ToArray();
    }
}
