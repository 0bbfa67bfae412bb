namespace SpeechInsights.Coaching;

/// <summary>A webhook that is wanted, validated.</summary>
internal sealed record WebhookRegistration
{
    public const string DefaultName = "SpeechInsightsToCoachingSync";
    public const string DefaultDescription = "Syncs speech analytics insights to external coaching platform";

    public static readonly IReadOnlyDictionary<string, string> DefaultHeaders = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["X-Webhook-Source"] = "GenesysCloud",
        ["Content-Type"] = "application/json",
    };

    public required string Name { get; init; }

    /// <summary>Where events are sent to; null where a workflow takes them.</summary>
    public Uri? Uri { get; init; }

    /// <summary>The workflow that is started, on the Platform profile; otherwise null.</summary>
    public string? FlowId { get; init; }

    /// <summary>The trigger's topic, on the Platform profile; null takes the usual one.</summary>
    public string? Topic { get; init; }

    /// <summary>The model whose insights are sent; empty for all, on the Platform profile.</summary>
    public required string ModelId { get; init; }

    public string? ModelIdOrNull => ModelId.Length == 0 ? null : ModelId;

    /// <summary>What it goes to, for messages and the audit; a query may hold a key, and is left out.</summary>
    public string Destination => Uri is null ? $"workflow {FlowId}" : WithoutQuery(Uri);

    /// <summary>Whether the address may lead into a private network.</summary>
    public bool AllowPrivateNetwork { get; init; }

    public string Description { get; init; } = DefaultDescription;

    public IReadOnlyList<CoachingEvent> Events { get; init; } = Enum.GetValues<CoachingEvent>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = DefaultHeaders;

    /// <summary>The same without what may be a secret: the values of headers that are not the usual ones, and the address's query.</summary>
    public WebhookRegistration ForDisplay() => this with
    {
        Uri = Uri is null ? null : new Uri(WithoutQuery(Uri)),
        Headers = Headers.ToDictionary(
            static header => header.Key, static header => DefaultHeaders.TryGetValue(header.Key, out string? usual) && usual == header.Value ? usual : "***"),
    };

    private static string WithoutQuery(Uri uri) => uri.GetLeftPart(UriPartial.Path) + (uri.Query.Length > 0 ? "?***" : "");
}
