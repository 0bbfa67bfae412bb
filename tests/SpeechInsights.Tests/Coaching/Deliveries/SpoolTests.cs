using System.Text;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Tests.Fakes;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Coaching.Deliveries;

public sealed class SpoolTests : IDisposable
{
    private static readonly DeliveryTarget s_target = DeliveryTarget.Create(new Uri("https://coach.example.com/"), false, false);

    private readonly TempFolder _folder = new();

    private string Root => _folder.File("spool");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_body_is_at_most_20_KB_and_no_insight_is_left_out()
    {
        Spool spool = Open();
        Assert.Equal(300, spool.Add(Insights(0, 300), s_target, DeliveryText.MaximumBatch));
        DeliveryText[] texts = [.. Texts(spool)];
        Assert.True(texts.Length > 1);
        Assert.All(texts, static text => Assert.InRange(text.Body.Length, 1, DeliveryText.MaximumBody));
        Assert.Equal(300, texts.Sum(static text => text.InsightCount));
        Assert.All(texts.SkipLast(1), static text => Assert.True(text.Body.Length > DeliveryText.MaximumBody * 0.9));
    }

    [Fact]
    public void Two_versions_of_a_row_in_one_batch_are_two_revisions()
    {
        InsightText[] insights = [Insight(1, 1), Insight(1, 2), Insight(1, 2), Insight(1, 1)];
        Assert.Equal(3, Open().Add(insights, s_target, 50));
        string body = Encoding.UTF8.GetString(Texts(Open()).Single().Body.Span);
        Assert.Equal(["0", "1", "2"], System.Text.RegularExpressions.Regex.Matches(body, "\"revision\":(\\d)").Select(static match => match.Groups[1].Value));
    }

    [Fact]
    public void Another_process_knows_what_was_taken_and_another_target_does_not()
    {
        Spool first = Open();
        Spool second = Open();
        Assert.Equal(10, first.Add(Insights(0, 10), s_target, 5));
        Assert.Equal(5, second.Add(Insights(5, 10), s_target, 5));
        Assert.Equal(0, first.Add(Insights(0, 15), s_target, 7));
        DeliveryTarget other = DeliveryTarget.Create(new Uri("https://other.example.com/"), false, false);
        Assert.Equal(10, first.Add([.. Enumerable.Range(0, 10).Select(number => InsightText.Of(DeliveryJob.Candidate(number), other))], other, 5));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_draft_is_the_spools_where_the_ledger_says_so_and_is_thrown_away_otherwise(bool isInLedger)
    {
        Spool spool = Open();
        spool.Add(Insights(0, 3), s_target, 5);
        string pending = Directory.GetFiles(Path.Combine(Root, "pending")).Single();
        string draft = Path.Combine(Root, "tmp", Path.GetFileName(pending));
        File.Move(pending, draft);
        if (!isInLedger)
        {
            // The line's end was not written: half a line is none.
            using FileStream ledger = File.OpenWrite(Path.Combine(Root, "ledger"));
            ledger.SetLength(ledger.Length - 7);
        }

        Spool next = Open();
        Assert.False(File.Exists(draft));
        Assert.Equal(isInLedger, File.Exists(pending));
        Assert.Equal(isInLedger ? 0 : 3, next.Add(Insights(0, 3), s_target, 5));
        Assert.Equal(3, Texts(next).Sum(static text => text.InsightCount));
    }

    [Fact]
    public void A_delivery_is_claimed_by_one_alone_and_let_go_of()
    {
        Spool spool = Open();
        spool.Add(Insights(0, 1), s_target, 5);
        DeliveryName name = spool.List(DeliveryState.Pending).Single();
        using (ClaimedDelivery? claimed = spool.TryClaim(DeliveryState.Pending, name, Assert.Fail))
        {
            Assert.NotNull(claimed);
            Assert.Null(Open().TryClaim(DeliveryState.Pending, name, Assert.Fail));
        }

        using ClaimedDelivery? again = Open().TryClaim(DeliveryState.Pending, name, Assert.Fail);
        Assert.NotNull(again);
    }

    [Fact]
    public void What_is_no_delivery_is_told_and_left()
    {
        Spool spool = Open();
        spool.Add(Insights(0, 1), s_target, 5);
        string pending = Directory.GetFiles(Path.Combine(Root, "pending")).Single();
        DeliveryName name = spool.List(DeliveryState.Pending).Single();
        foreach (string content in new[] { "", "{}", "{}\n{}", "\0\0\0\n", File.ReadAllText(pending).Replace("\"id\":\"msg_", "\"id\":\"msg_0"), File.ReadAllText(pending).Replace("https", "http") })
        {
            File.WriteAllText(pending, content);
            List<string> told = [];
            Assert.Null(spool.TryClaim(DeliveryState.Pending, name, told.Add));
            Assert.Single(told);
            Assert.Equal(content, File.ReadAllText(pending));
        }
    }

    [Fact]
    public void A_link_is_not_read_or_sent()
    {
        Spool spool = Open();
        spool.Add(Insights(0, 1), s_target, 5);
        string pending = Directory.GetFiles(Path.Combine(Root, "pending")).Single();
        DeliveryName name = spool.List(DeliveryState.Pending).Single();
        string elsewhere = _folder.File("elsewhere");
        File.Move(pending, elsewhere);
        File.CreateSymbolicLink(pending, elsewhere);
        List<string> told = [];
        Assert.Null(spool.TryClaim(DeliveryState.Pending, name, told.Add));
        Assert.Null(spool.Describe(DeliveryState.Pending, name, told.Add));
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public void A_ledger_with_a_line_that_is_none_is_SpoolInvalid()
    {
        Open().Add(Insights(0, 1), s_target, 5);
        File.AppendAllText(Path.Combine(Root, "ledger"), "something else\n");
        InsightsException e = Assert.Throws<InsightsException>(Open);
        Assert.Equal(InsightsError.SpoolInvalid, e.Error);
    }

    [Fact]
    public void An_id_depends_on_content_and_target_and_nothing_else()
    {
        Assert.Equal(Insight(1, 1).IdOf(0), Insight(1, 1).IdOf(0));
        Assert.NotEqual(Insight(1, 1).IdOf(0), Insight(1, 1).IdOf(1));
        Assert.NotEqual(Insight(1, 1).IdOf(0), Insight(1, 2).IdOf(0));
        Assert.NotEqual(Insight(1, 1).IdOf(0), Insight(2, 1).IdOf(0));
        DeliveryTarget other = DeliveryTarget.Create(new Uri("https://coach.example.com/x"), false, false);
        Assert.NotEqual(Insight(1, 1).IdOf(0), InsightText.Of(DeliveryJob.Candidate(1, 1), other).IdOf(0));
    }

    private Spool Open() => Spool.Open(Root, TimeProvider.System);

    private static InsightText Insight(int number, double csat) => InsightText.Of(DeliveryJob.Candidate(number, csat), s_target);

    private static InsightText[] Insights(int first, int count) => [.. Enumerable.Range(first, count).Select(static number => Insight(number, 1))];

    private static IEnumerable<DeliveryText> Texts(Spool spool)
    {
        foreach (DeliveryName name in spool.List(DeliveryState.Pending).OrderBy(static name => name.At))
        {
            using ClaimedDelivery? claimed = spool.TryClaim(DeliveryState.Pending, name, Assert.Fail);
            yield return claimed!.Text;
        }
    }
}
