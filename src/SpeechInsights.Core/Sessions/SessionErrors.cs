namespace SpeechInsights.Sessions;

/// <summary>The errors of a session that is not there any more.</summary>
internal static class SessionErrors
{
    public static InsightsException Closed() => new(
        InsightsError.SessionClosed, "The session was disconnected.", "Connect again with Connect-GenesysInsights.");
}
