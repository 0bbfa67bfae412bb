using SpeechInsights.Files;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>Where the spool lies where nobody says otherwise.</summary>
internal static class SpoolLocation
{
    public const string Variable = "SPEECHINSIGHTS_SPOOL_PATH";

    /// <summary>The path that the environment names, or one under the user's local application data; it may be relative.</summary>
    public static string Default() => DataLocation.Of(Variable, "spool");
}
