using SpeechInsights.Files;

namespace SpeechInsights.Auditing;

/// <summary>Where the trail lies where nobody says otherwise.</summary>
internal static class AuditLocation
{
    public const string Variable = "SPEECHINSIGHTS_AUDIT_PATH";

    /// <summary>The path that the environment names, or one under the user's local application data; it may be relative.</summary>
    public static string Default() => DataLocation.Of(Variable, "speech_insights_audit.jsonl");
}
