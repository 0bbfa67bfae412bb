namespace SpeechInsights;

/// <summary>Which REST contract a session speaks.</summary>
public enum ApiProfile
{
    /// <summary>The summary contract: models, summary queries and webhooks on one host.</summary>
    Summary,

    /// <summary>Genesys Cloud Platform API v2.</summary>
    Platform,
}
