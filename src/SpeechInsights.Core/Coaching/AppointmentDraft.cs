using System.Globalization;
using SpeechInsights.Http;

namespace SpeechInsights.Coaching;

/// <summary>What one agent is to be coached about, gathered from candidates.</summary>
internal sealed class AppointmentDraft(string agentId)
{
    private readonly List<string> _interactionIds = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly SortedDictionary<CoachingRule, int> _reasons = [];

    public string AgentId => agentId;

    /// <summary>The interactions, each once, as they came.</summary>
    public IReadOnlyList<string> InteractionIds => _interactionIds;

    /// <summary>The rules that were met, with how many interactions met each.</summary>
    public string Reasons => string.Join(", ", _reasons.Select(static reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Key} {reason.Value}")));

    public void Add(CoachingCandidate candidate)
    {
        if (!_seen.Add(candidate.InteractionId))
        {
            return;
        }

        _interactionIds.Add(candidate.InteractionId);
        foreach (CoachingReason reason in candidate.Reason)
        {
            _reasons[reason.Id] = _reasons.GetValueOrDefault(reason.Id) + 1;
        }
    }

    /// <summary>The interactions that none of the agent's appointments is about.</summary>
    public IReadOnlyList<string> Without(IEnumerable<CoachingAppointment> appointments)
    {
        HashSet<string> known = [.. appointments.Where(static appointment => appointment.IsValid).SelectMany(static appointment => appointment.InteractionId)];
        return [.. _interactionIds.Where(id => !known.Contains(id))];
    }
}
