namespace SpeechInsights;

/// <summary>A webhook that hands insights to a coaching platform.</summary>
public sealed class CoachingWebhook
{
    internal CoachingWebhook(string id, string name, Uri? uri, bool enabled, IReadOnlyList<string> events, DateTimeOffset? created)
    {
        Id = id;
        Name = name;
        Uri = uri;
        Enabled = enabled;
        Event = events;
        Created = created;
    }

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Where events are sent to; null where the server gives no address, and on the Platform profile.</summary>
    public Uri? Uri { get; }

    /// <summary>Whether events are sent.</summary>
    public bool Enabled { get; }

    /// <summary>The events, as the server names them.</summary>
    public IReadOnlyList<string> Event { get; }

    /// <summary>When it was made, in UTC; null where the server does not say.</summary>
    public DateTimeOffset? Created { get; }

    /// <summary>The workflow that is started, on the Platform profile; otherwise null.</summary>
    public string? FlowId { get; internal init; }

    internal string? ModelId { get; init; }

    internal int? Version { get; init; }

    internal IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Id})";
}
