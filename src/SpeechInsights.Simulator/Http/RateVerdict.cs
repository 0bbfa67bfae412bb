namespace SpeechInsights.Simulator.Http;

/// <summary>What the rate limiter says: the requests in the window, and the whole seconds until the oldest leaves it.</summary>
internal readonly record struct RateVerdict(bool IsAdmitted, int Count, int ResetSeconds);
