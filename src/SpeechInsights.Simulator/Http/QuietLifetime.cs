namespace SpeechInsights.Simulator.Http;

/// <summary>
/// Leaves the process alone. The host's own lifetime would take Ctrl+C for itself, also in a test run or a shell that has
/// a simulator inside.
/// </summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
