using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Auditing;

/// <summary>Reads a line of the trail. It does not check its hash.</summary>
internal static class AuditEntryReader
{
    private static readonly string[] s_statuses = Enum.GetNames<AuditStatus>();

    /// <param name="line">The line without its newline.</param>
    /// <param name="interrupted">The runs that are known to have no end; null where that does not matter.</param>
    /// <returns>Null where the line is no audit entry.</returns>
    public static AuditEntry? TryRead(ReadOnlySpan<byte> line, IReadOnlySet<Guid>? interrupted = null)
    {
        if (!AuditLine.TrySplit(line, out _, out string hash))
        {
            return null;
        }

        try
        {
            Utf8JsonReader reader = new(line, new JsonReaderOptions { MaxDepth = 8 });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return reader.BytesConsumed == line.Length ? Read(document.RootElement, hash, interrupted) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static AuditEntry Read(JsonElement root, string hash, IReadOnlySet<Guid>? interrupted)
    {
        JsonElement query = root.GetProperty("queryParams");
        AuditStatus status = Status(Text(root, "status"));
        Guid? run = Id(root, "runId");
        bool isOpen = status == AuditStatus.Started && run is { } id && interrupted?.Contains(id) == true;
        return new AuditEntry
        {
            Timestamp = Time(root, "timestamp") ?? throw new FormatException(),
            Sequence = root.GetProperty("sequence").GetInt64(),
            RunId = run,
            SessionId = Id(root, "sessionId"),
            Command = Text(root, "command") ?? throw new FormatException(),
            Status = isOpen ? AuditStatus.Interrupted : status,
            Error = Text(root, "error"),
            DateFrom = Time(query, "dateFrom"),
            DateTo = Time(query, "dateTo"),
            ModelId = Text(query, "modelId"),
            InteractionCount = Count(query, "interactionCount"),
            ExecutionLatencyMs = Number(root, "executionLatencyMs"),
            RequestCount = root.GetProperty("requestCount").GetInt64(),
            RetryCount = root.GetProperty("retryCount").GetInt64(),
            ResultCount = Count(root, "resultCount"),
            AccuracyScore = Number(root, "accuracyScore"),
            CorrelationId = [.. root.GetProperty("correlationIds").EnumerateArray().Select(static e => Clean(e.GetString()) ?? "")],
            User = Text(root, "user"),
            Host = Text(root, "host"),
            ClientId = Text(root, "clientId"),
            ApiHost = Text(root, "apiHost"),
            PreviousHash = Text(root, "previousHash") ?? throw new FormatException(),
            Hash = hash,
        };
    }

    private static Guid? Id(JsonElement element, string name) => Text(element, name) is { } text ? Guid.Parse(text) : null;

    // The writer's own names; Enum.Parse takes numbers and lists as well.
    private static AuditStatus Status(string? text)
    {
        int index = Array.FindIndex(s_statuses, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? (AuditStatus)index : throw new FormatException();
    }

    private static DateTimeOffset? Time(JsonElement element, string name) => Find(element, name) is { } value ? value.GetDateTimeOffset().ToUniversalTime() : null;

    private static long? Count(JsonElement element, string name) => Find(element, name)?.GetInt64();

    private static double? Number(JsonElement element, string name) =>
        Find(element, name) is { } value ? (double.IsFinite(value.GetDouble()) ? value.GetDouble() : throw new FormatException()) : null;

    private static string? Text(JsonElement element, string name) => Find(element, name) is { } value ? Clean(value.GetString()) : null;

    private static JsonElement? Find(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // The file may have been written to by anybody.
    private static string? Clean(string? text) => text is null ? null : DisplayText.Clean(text, 400);
}
