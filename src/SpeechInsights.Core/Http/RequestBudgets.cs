using System.Collections.Concurrent;

namespace SpeechInsights.Http;

/// <summary>The budgets by host and client, so that all sessions of a process with the same client share one.</summary>
internal sealed class RequestBudgets(TimeProvider time, TimeSpan window)
{
    /// <summary>Those of this process, a minute long.</summary>
    public static readonly RequestBudgets Process = new(TimeProvider.System, TimeSpan.FromMinutes(1));

    private readonly ConcurrentDictionary<(string Host, string Client), RequestBudget> _budgets = new();

    /// <summary>The budget of a client on a host.</summary>
    /// <param name="host">Host and port.</param>
    /// <param name="client">The client id, or a digest of the token where no client id is known.</param>
    public RequestBudget Get(string host, string client) =>
        _budgets.GetOrAdd((host, client), static (_, state) => new RequestBudget(state.time, state.window), (time, window));
}
