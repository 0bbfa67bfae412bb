namespace SpeechInsights.Simulator;

/// <summary>Which API the simulator speaks.</summary>
internal enum ServedProfile
{
    Both,
    Summary,
    Platform,
}
