using System.Text;

namespace SpeechInsights.Simulator.Http;

/// <summary>One request as the server saw it. Status 0 means that no answer was given.</summary>
internal sealed class RequestRecord(long number, string method, string path, string query, double startedMs, string correlationId)
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[]? _body;

    public long Number { get; } = number;

    public string Method { get; } = method;

    public string Path { get; } = path;

    public string Query { get; } = query;

    /// <summary>Milliseconds from the server's start to the arrival, on the injected clock.</summary>
    public double StartedMs { get; } = startedMs;

    public string CorrelationId { get; } = correlationId;

    public int Status { get; internal set; }

    public bool AbortedByClient { get; internal set; }

    public int? FaultId { get; internal set; }

    /// <summary>The body, kept for JSON only: the token form holds a secret.</summary>
    public string? Body => _body is { } body ? Encoding.UTF8.GetString(body) : null;

    /// <summary>Ends when the server is done with the request, however it went.</summary>
    public Task Completion => _completion.Task;

    internal int BodyLength => _body?.Length ?? 0;

    internal void KeepBody(byte[] body) => _body = body;

    internal void DropBody() => _body = null;

    internal void Complete() => _completion.TrySetResult();
}
