namespace SpeechInsights;

/// <summary>Whether a client may run a cmdlet.</summary>
public sealed class InsightPermission
{
    internal InsightPermission(string command, bool? isAllowed, IReadOnlyList<string> missing, IReadOnlyList<string> limited, int requestCount)
    {
        Command = command;
        IsAllowed = isAllowed;
        Missing = missing;
        Limited = limited;
        RequestCount = requestCount;
    }

    /// <summary>The cmdlet.</summary>
    public string Command { get; }

    /// <summary>Whether the client may run it; null where it can't be known.</summary>
    public bool? IsAllowed { get; }

    /// <summary>Permissions that every call needs and the client lacks; where it can't be known, all that every call needs.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Permissions that some calls need and the client lacks, each with what needs it; where it can't be known, all of them.</summary>
    public IReadOnlyList<string> Limited { get; }

    /// <summary>How many requests the whole answer took.</summary>
    public int RequestCount { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Command}: {(IsAllowed is { } allowed ? (allowed ? "allowed" : "not allowed") : "unknown")}";
}
