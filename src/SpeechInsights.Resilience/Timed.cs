namespace SpeechInsights.Resilience;

/// <summary>Runs the part of an attempt that the timeout covers.</summary>
/// <typeparam name="T">What the attempt gives.</typeparam>
/// <param name="work">The part; its token is cancelled when time is up.</param>
/// <param name="cancellationToken">The attempt's own token.</param>
public delegate Task<T> Timed<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken);
