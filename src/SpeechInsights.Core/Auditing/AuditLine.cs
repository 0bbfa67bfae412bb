using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Auditing;

/// <summary>Writes a record as a line of the trail, hashed and chained.</summary>
internal static class AuditLine
{
    /// <summary>The longest line, in bytes: log collectors cut longer ones.</summary>
    public const int MaximumLength = 8 * 1024;

    private const int MaximumText = 200;

    private static readonly byte[] s_hashProperty = Encoding.UTF8.GetBytes(",\"hash\":\"");

    /// <summary>The version of this module, as each line names it.</summary>
    public static readonly string ModuleVersion = typeof(AuditLine).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The line with its newline, and its hash.</summary>
    public static (ReadOnlyMemory<byte> Bytes, string Hash) Create(AuditRecord record, long sequence, string previousHash, AuditHasher hasher)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter json = new(buffer))
        {
            Write(json, record, sequence, previousHash, hasher.Algorithm);
        }

        // The object is closed only behind the hash, which covers everything before it.
        ReadOnlySpan<byte> covered = buffer.WrittenSpan[..^1];
        string hash = hasher.Compute(covered);
        byte[] line = [.. covered, .. s_hashProperty, .. Encoding.ASCII.GetBytes(hash), (byte)'"', (byte)'}', (byte)'\n'];
        return line.Length <= MaximumLength
            ? (line, hash)
            : throw new InsightsException(InsightsError.AuditWriteFailed, "An audit entry would be longer than 8 KB.", "Shorten the names that it holds.");
    }

    /// <summary>The part of a line that its hash covers, and the hash that it names.</summary>
    /// <returns>False where the line does not end in a hash.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> covered, out string hash)
    {
        covered = default;
        hash = "";
        int at = line.LastIndexOf(s_hashProperty);
        if (at < 0 || line.Length != at + s_hashProperty.Length + 66 || !line.EndsWith("\"}"u8))
        {
            return false;
        }

        covered = line[..at];
        hash = Encoding.ASCII.GetString(line.Slice(at + s_hashProperty.Length, 64));
        return hash.All(static c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
    }

    private static void Write(Utf8JsonWriter json, AuditRecord record, long sequence, string previousHash, string algorithm)
    {
        json.WriteStartObject();
        json.WriteString("timestamp", record.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteNumber("sequence", sequence);
        WriteId(json, "runId", record.RunId);
        WriteId(json, "sessionId", record.SessionId);
        json.WriteString("command", record.Command);
        WriteQuery(json, record.Query);
        WriteNumber(json, "executionLatencyMs", record.ExecutionLatencyMs, 2);
        json.WriteNumber("requestCount", record.RequestCount);
        json.WriteNumber("retryCount", record.RetryCount);
        if (record.ResultCount is { } count)
        {
            json.WriteNumber("resultCount", count);
        }
        else
        {
            json.WriteNull("resultCount");
        }

        WriteNumber(json, "accuracyScore", record.AccuracyScore, 4);
        json.WriteString("status", record.Status.ToString().ToLowerInvariant());
        json.WriteString("error", record.Error);
        json.WriteStartArray("correlationIds");
        foreach (string id in record.CorrelationIds)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        json.WriteString("user", DisplayText.Clean(Environment.UserName, MaximumText));
        json.WriteString("host", DisplayText.Clean(Environment.MachineName, MaximumText));
        json.WriteString("clientId", record.ClientId is null ? null : DisplayText.Clean(record.ClientId, MaximumText));
        json.WriteString("apiHost", record.ApiHost);
        json.WriteString("profile", record.Profile?.ToString());
        json.WriteString("moduleVersion", ModuleVersion);
        json.WriteString("hashAlgorithm", algorithm);
        json.WriteString("previousHash", previousHash);
        json.WriteEndObject();
    }

    private static void WriteQuery(Utf8JsonWriter json, AuditQuery? query)
    {
        json.WriteStartObject("queryParams");
        WriteTime(json, "dateFrom", query?.DateFrom);
        WriteTime(json, "dateTo", query?.DateTo);
        if (query?.ModelId is { } model)
        {
            json.WriteString("modelId", DisplayText.Clean(model, MaximumText));
        }

        WriteCount(json, "interactionCount", query?.InteractionCount);
        WriteCount(json, "topicCount", query?.TopicCount);
        if (query?.MinimumSentiment is { } minimum)
        {
            json.WriteNumber("minimumSentiment", minimum);
        }

        WriteCount(json, "resumedRows", query?.ResumedRows);
        WriteCount(json, "deliveredCount", query?.DeliveredCount);
        WriteCount(json, "waitingCount", query?.WaitingCount);
        WriteCount(json, "deadCount", query?.DeadCount);
        if (query?.Target is { } target)
        {
            json.WriteString("target", DisplayText.Redact(target, MaximumText));
        }

        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string name, Guid? id) => json.WriteString(name, id?.ToString("D"));

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            json.WriteString(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }
    }

    private static void WriteCount(Utf8JsonWriter json, string name, long? count)
    {
        if (count is { } value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number, int decimals)
    {
        if (number is { } value && double.IsFinite(value))
        {
            json.WriteNumber(name, Math.Round((decimal)value, decimals));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
