using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace SpeechInsights;

/// <summary>The sessions of a runspace. It is asked on the pipeline thread, which is where the runspace is known.</summary>
internal sealed class ModuleState
{
    private static readonly ConditionalWeakTable<Runspace, ModuleState> s_states = new();

    private readonly List<InsightsSession> _sessions = [];

    /// <summary>The session that commands use where they are given none; null where there is none.</summary>
    public InsightsSession? Current { get; private set; }

    /// <summary>The sessions that were made here and are open.</summary>
    public IReadOnlyList<InsightsSession> Sessions => [.. _sessions.Where(static session => session.IsOpen)];

    public static ModuleState ForRunspace() => s_states.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>Closes what was made in this runspace, and forgets it.</summary>
    public static void CloseAll()
    {
        if (Runspace.DefaultRunspace is { } runspace && s_states.TryGetValue(runspace, out ModuleState? state))
        {
            foreach (InsightsSession session in state._sessions)
            {
                session.Close();
            }

            s_states.Remove(runspace);
        }
    }

    public void Add(InsightsSession session)
    {
        _sessions.RemoveAll(static old => !old.IsOpen);
        _sessions.Add(session);
        Current = session;
    }

    /// <summary>Forgets a session that was closed; the newest that is open takes its place.</summary>
    public void Remove(InsightsSession session)
    {
        _sessions.Remove(session);
        if (ReferenceEquals(Current, session))
        {
            Current = Sessions.LastOrDefault();
        }
    }
}
