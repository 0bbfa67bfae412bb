using System.Text.Json;

namespace SpeechInsights.Simulator.Http;

/// <summary>An answer that is complete before its first byte is sent, so that a fault can still change it.</summary>
internal sealed class Reply(int status, string? contentType = Reply.Json, int capacity = 1024) : IDisposable
{
    public const string Json = "application/json";

    private List<KeyValuePair<string, string>>? _headers;

    public int Status { get; } = status;

    public string? ContentType { get; set; } = contentType;

    public PooledBuffer Body { get; } = new(capacity);

    public IReadOnlyList<KeyValuePair<string, string>> Headers =>
        _headers ?? (IReadOnlyList<KeyValuePair<string, string>>)[];

    public static Reply Of(int status, Action<Utf8JsonWriter> write)
    {
        Reply reply = new(status);
        using Utf8JsonWriter writer = new(reply.Body);
        write(writer);
        return reply;
    }

    public static Reply Text(int status, string contentType, string text)
    {
        Reply reply = new(status, contentType);
        reply.Body.Append(text);
        return reply;
    }

    public static Reply NoContent(int status = StatusCodes.Status204NoContent) => new(status, null);

    public Reply WithHeader(string name, string value)
    {
        (_headers ??= []).Add(new(name, value));
        return this;
    }

    public void Dispose() => Body.Dispose();
}
