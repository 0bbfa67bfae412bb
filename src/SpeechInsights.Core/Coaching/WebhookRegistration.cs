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

    public required Uri Uri { get; init; }

    public required string ModelId { get; init; }

    public string Description { get; init; } = DefaultDescription;

    public IReadOnlyList<CoachingEvent> Events { get; init; } = Enum.GetValues<CoachingEvent>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = DefaultHeaders;
}
