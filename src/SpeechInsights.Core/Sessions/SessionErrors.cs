namespace SpeechInsights.Sessions;

/// <summary>The errors of a session that is not there any more.</summary>
internal static class SessionErrors
{
    /// <param name="session">The session, where it is known.</param>
    public static InsightsException Closed(Guid? session = null) => new(
        InsightsError.SessionClosed, "The session was disconnected.", "Connect again with Connect-GenesysInsights.", session?.ToString());
}
