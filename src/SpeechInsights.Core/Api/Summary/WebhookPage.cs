namespace SpeechInsights.Api.Summary;

/// <summary>One page of the list of webhooks.</summary>
internal sealed record WebhookPage(IReadOnlyList<CoachingWebhook> Entities, long PageCount, long Total);
