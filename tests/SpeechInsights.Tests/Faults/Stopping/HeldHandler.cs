namespace SpeechInsights.Tests.Faults.Stopping;

/// <summary>Holds one request back until it is told to fail it.</summary>
internal sealed class HeldHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _failing = new();
    private string? _path;

    /// <summary>Holds the next request to the path back.</summary>
    /// <returns>Ends when it is there.</returns>
    public Task HoldAsync(string path)
    {
        _path = path;
        return _arrived.Task;
    }

    /// <summary>Lets it fail as if the connection broke.</summary>
    /// <returns>Ends when its failure has been dealt with: that runs inside the call, on a thread without a context.</returns>
    public Task FailAsync() => Task.Run(_failing.SetResult);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_path is not { } path || !request.RequestUri!.AbsolutePath.Contains(path, StringComparison.Ordinal))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        _path = null;
        _arrived.SetResult();
        await _failing.Task;
        throw new HttpRequestException(HttpRequestError.ResponseEnded);
    }
}
