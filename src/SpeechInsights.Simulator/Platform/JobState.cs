namespace SpeechInsights.Simulator.Platform;

/// <summary>How an asynchronous query ends.</summary>
internal enum JobState
{
    Fulfilled,
    Failed,
    Cancelled,
    Expired,
}
