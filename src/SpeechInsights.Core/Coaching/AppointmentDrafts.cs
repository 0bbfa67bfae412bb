using SpeechInsights.Http;

namespace SpeechInsights.Coaching;

/// <summary>Gathers candidates by agent, the agents in the order of their first candidate. It keeps ids, and nothing else of a row.</summary>
internal sealed class AppointmentDrafts
{
    private readonly Dictionary<string, AppointmentDraft> _byAgent = new(StringComparer.Ordinal);
    private readonly List<AppointmentDraft> _all = [];

    public IReadOnlyList<AppointmentDraft> All => _all;

    /// <exception cref="InsightsException">AgentMissing.</exception>
    public void Add(CoachingCandidate candidate)
    {
        if (string.IsNullOrEmpty(candidate.AgentId))
        {
            throw new InsightsException(
                InsightsError.AgentMissing,
                $"The candidate '{DisplayText.Clean(candidate.InteractionId, 60)}' has no agent, so nobody is there to coach.",
                "Query with -GroupBy InteractionId, AgentId.",
                candidate.InteractionId);
        }

        if (!_byAgent.TryGetValue(candidate.AgentId, out AppointmentDraft? draft))
        {
            draft = new AppointmentDraft(candidate.AgentId);
            _byAgent.Add(candidate.AgentId, draft);
            _all.Add(draft);
        }

        draft.Add(candidate);
    }
}
