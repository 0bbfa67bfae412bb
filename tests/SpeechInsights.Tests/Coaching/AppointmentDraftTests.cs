using SpeechInsights.Coaching;
using SpeechInsights.Tests.Coaching.Deliveries;
using Xunit;

namespace SpeechInsights.Tests.Coaching;

public sealed class AppointmentDraftTests
{
    [Fact]
    public void Reasons_are_counted_once_an_interaction()
    {
        AppointmentDrafts drafts = new();
        foreach (CoachingCandidate candidate in new[] { DeliveryJob.Candidate(1), DeliveryJob.Candidate(2), DeliveryJob.Candidate(2), DeliveryJob.Candidate(3, csat: 5) })
        {
            drafts.Add(candidate);
        }

        AppointmentDraft draft = Assert.Single(drafts.All);
        Assert.Equal("LowCsat 2, LowSentiment 3", draft.Reasons);
        Assert.Equal(["1", "2", "3"], draft.InteractionIds);
    }

    [Theory]
    [InlineData("Scheduled", "2")]
    [InlineData("Completed", "2")]
    [InlineData(null, "2")]
    [InlineData("InvalidSchedule", "1", "2")]
    public void What_an_appointment_is_about_needs_no_other_unless_its_schedule_is_invalid(string? status, params string[] expected)
    {
        AppointmentDraft draft = new("agent");
        draft.Add(DeliveryJob.Candidate(1));
        draft.Add(DeliveryJob.Candidate(2));
        Assert.Equal(expected, draft.Without([new CoachingAppointment("a", "name", ["agent"], ["1"]) { Status = status }]));
    }

    [Fact]
    public void A_candidate_without_an_agent_is_nobodys()
    {
        AppointmentDrafts drafts = new();
        Assert.Equal(InsightsError.AgentMissing, Assert.Throws<InsightsException>(() => drafts.Add(DeliveryJob.Candidate(1, agent: null))).Error);
        Assert.Empty(drafts.All);
    }
}
