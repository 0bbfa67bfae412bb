using SpeechInsights.Coaching;
using SpeechInsights.Tests.Coaching.Deliveries;
using Xunit;

namespace SpeechInsights.Tests.Coaching;

public sealed class AgentPicksTests
{
    [Fact]
    public void The_most_important_of_an_agent_stay_in_the_order_in_which_they_came()
    {
        AgentPicks picks = new(2, 1);
        foreach ((int number, double sentiment) in new[] { (1, -0.9), (2, -0.6), (3, -0.7), (4, -1) })
        {
            picks.Add("agent", Candidate(number, sentiment));
        }

        Assert.Equal(["1", "4"], Ids(picks));
    }

    [Fact]
    public void Of_those_that_matter_as_much_the_first_stay()
    {
        AgentPicks picks = new(2, 1);
        for (int number = 1; number <= 4; number++)
        {
            picks.Add("agent", Candidate(number, -0.75));
        }

        Assert.Equal(["1", "2"], Ids(picks));
    }

    [Theory]
    [InlineData(0, "1", "2", "3")]
    [InlineData(1, "1", "3")]
    [InlineData(2, "1", "3")]
    public void An_agent_is_ranked_from_the_fewest_rows_on_whether_candidates_or_not(int others, params string[] expected)
    {
        AgentPicks picks = new(2, 4);
        picks.Add("agent", Candidate(1, -0.9));
        picks.Add("agent", Candidate(2, -0.6));
        picks.Add("agent", Candidate(3, -0.7));
        for (int i = 0; i < others; i++)
        {
            picks.Add("agent", null);
        }

        Assert.Equal(expected, Ids(picks));
    }

    [Fact]
    public void Each_agent_has_its_own_and_rows_of_nobody_all_stay()
    {
        AgentPicks picks = new(1, 1);
        picks.Add("b", Candidate(1, -0.6));
        picks.Add(null, Candidate(2, -0.6));
        picks.Add("a", Candidate(3, -0.6));
        picks.Add(null, Candidate(4, -0.9));
        picks.Add("b", Candidate(5, -0.9));
        picks.Add("", Candidate(6, -0.6));
        picks.Add("", Candidate(7, -0.9));
        picks.Add("B", Candidate(8, -0.6));
        Assert.Equal(["2", "3", "4", "5", "7", "8"], Ids(picks));
    }

    [Fact]
    public void None_is_none()
    {
        AgentPicks picks = new(1, 1);
        Assert.Empty(picks.Complete());
        picks.Add("agent", null);
        Assert.Empty(picks.Complete());
    }

    private static CoachingCandidate Candidate(int number, double sentiment) => DeliveryJob.Candidate(number, null, "agent", sentiment);

    private static IEnumerable<string> Ids(AgentPicks picks) => picks.Complete().Select(static candidate => candidate.InteractionId);
}
