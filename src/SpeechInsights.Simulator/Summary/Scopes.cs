namespace SpeechInsights.Simulator.Summary;

/// <summary>The OAuth scopes of the Summary contract.</summary>
internal static class Scopes
{
    public const string SpeechAnalytics = "speechanalytics:read";
    public const string Analytics = "analytics:query";
    public const string Webhooks = "webhooks:readwrite";
}
