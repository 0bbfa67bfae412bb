namespace SpeechInsights.Coaching;

/// <summary>
/// Keeps the most important candidates of each agent. An agent with few rows is not ranked: all of theirs stay. It holds
/// at most as many candidates an agent as are wanted or as make few rows, whichever is more.
/// </summary>
/// <param name="most">Candidates an agent, 1 or more.</param>
/// <param name="minimumRows">Rows from which on an agent's candidates are ranked.</param>
internal sealed class AgentPicks(int most, int minimumRows)
{
    /// <summary>The most that a count may be.</summary>
    public const int LargestCount = 1_000_000;

    private readonly Dictionary<string, Agent> _agents = new(StringComparer.Ordinal);
    private long _place;

    /// <summary>Counts a row.</summary>
    /// <param name="agentId">Whose it is; rows of nobody are not ranked.</param>
    /// <param name="candidate">The candidate that it is, or null.</param>
    public void Add(string? agentId, CoachingCandidate? candidate)
    {
        string key = agentId is null ? "" : "a" + agentId;
        if (!_agents.TryGetValue(key, out Agent? agent))
        {
            _agents.Add(key, agent = new Agent());
        }

        agent.Rows++;
        if (candidate is not null)
        {
            agent.Picked.Add((_place++, candidate));
        }

        // Of those that matter as much the first stays.
        if (key.Length > 0 && agent.Rows >= minimumRows)
        {
            while (agent.Picked.Count > most)
            {
                agent.Picked.Remove(agent.Picked.MinBy(static pick => (pick.Candidate.Priority, -pick.Place)));
            }
        }
    }

    /// <summary>What is left, in the order in which it came.</summary>
    public IEnumerable<CoachingCandidate> Complete() => _agents.Values.SelectMany(static agent => agent.Picked).OrderBy(static pick => pick.Place).Select(static pick => pick.Candidate);

    private sealed class Agent
    {
        public long Rows { get; set; }

        public List<(long Place, CoachingCandidate Candidate)> Picked { get; } = [];
    }
}
