using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Auditing;

/// <summary>Reads a line of the trail. It does not check its hash.</summary>
internal static class AuditEntryReader
{
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
        AuditStatus status = Enum.Parse<AuditStatus>(root.GetProperty("status").GetString()!, ignoreCase: true);
        Guid? run = Id(root, "runId");
        bool isOpen = status == AuditStatus.Started && run is { } id && interrupted?.Contains(id) == true;
        return new AuditEntry
        {
            Timestamp = root.GetProperty("timestamp").GetDateTimeOffset(),
            Sequence = root.GetProperty("sequence").GetInt64(),
            RunId = run,
            SessionId = Id(root, "sessionId"),
            Command = Text(root, "command") ?? throw new FormatException(),
            Status = isOpen ? AuditStatus.Interrupted : status,
            Error = Text(root, "error"),
            DateFrom = Time(query, "dateFrom"),
            DateTo = Time(query, "dateTo"),
            ModelId = Text(query, "modelId"),
            InteractionCount = Number(query, "interactionCount") is { } interactions ? (long)interactions : null,
            ExecutionLatencyMs = Number(root, "executionLatencyMs"),
            RequestCount = root.GetProperty("requestCount").GetInt64(),
            RetryCount = root.GetProperty("retryCount").GetInt64(),
            ResultCount = Number(root, "resultCount") is { } results ? (long)results : null,
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

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetDateTimeOffset() : null;

    private static double? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetDouble() : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? Clean(value.GetString()) : null;

    // The file may have been written to by anybody.
    private static string? Clean(string? text) => text is null ? null : DisplayText.Clean(text, 400);
}
