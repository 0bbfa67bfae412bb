using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>What is sent of one candidate, and what stands for it in the ledger.</summary>
internal sealed class InsightText
{
    private readonly byte[] _members;

    private InsightText(UInt128 key, UInt128 content, byte[] members)
    {
        Key = key;
        Content = content;
        _members = members;
    }

    /// <summary>Stands for the row at this target, whatever its figures.</summary>
    public UInt128 Key { get; }

    /// <summary>Stands for the row with its figures at this target.</summary>
    public UInt128 Content { get; }

    public static InsightText Of(CoachingCandidate candidate, DeliveryTarget target)
    {
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter json = new(buffer))
        {
            Write(json, candidate);
        }

        string row = string.Join(
            '\n',
            target.Digest,
            candidate.ModelId,
            candidate.InteractionId,
            candidate.AgentId,
            candidate.Timestamp?.UtcTicks.ToString(CultureInfo.InvariantCulture),
            string.Join('\n', Groups(candidate).Select(static group => group.Value)));
        byte[] members = buffer.WrittenSpan[1..^1].ToArray();
        return new InsightText(Digest(Encoding.UTF8.GetBytes(row)), Digest([.. Encoding.UTF8.GetBytes(target.Digest), .. members]), members);
    }

    /// <summary>The id of an insight with its revision.</summary>
    public string IdOf(int revision) =>
        "ins_" + Hex(Digest(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Hex(Content)}-{revision}"))));

    /// <summary>The JSON object of it.</summary>
    public byte[] ToJson(int revision) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"id\":\"{IdOf(revision)}\",\"revision\":{revision},")), .. _members, (byte)'}'];

    public static string Hex(UInt128 digest) => digest.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>The first 128 bits of SHA-256.</summary>
    public static UInt128 Digest(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private static void Write(Utf8JsonWriter json, CoachingCandidate candidate)
    {
        json.WriteStartObject();
        json.WriteString("interactionId", candidate.InteractionId);
        json.WriteString("agentId", candidate.AgentId);
        json.WriteString("timestamp", candidate.Timestamp?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("modelId", candidate.ModelId);
        foreach ((string name, string? value) in Groups(candidate))
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }

        WriteNumber(json, "sentiment", candidate.SentimentAverage);
        WriteNumber(json, "csat", candidate.Csat);
        json.WriteString("csatScale", candidate.CsatScale?.ToString());
        json.WriteNumber("surveyCount", candidate.SurveyCount);
        WriteNumber(json, "topicMentions", candidate.SpeechAnalytics?.Count);
        WriteNumber(json, "priority", candidate.Priority);
        json.WriteStartArray("reasons");
        foreach (CoachingReason reason in candidate.Reason)
        {
            json.WriteStartObject();
            json.WriteString("id", reason.Id.ToString());
            json.WriteNumber("figure", reason.Figure);
            json.WriteNumber("limit", reason.Limit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // What a row may be grouped by beside interaction and agent.
    private static (string Name, string? Value)[] Groups(CoachingCandidate candidate) =>
    [
        ("queueId", candidate.QueueId),
        ("mediaType", candidate.MediaType),
        ("direction", candidate.Direction),
        ("topicId", candidate.TopicId),
        ("teamId", candidate.TeamId),
        ("divisionId", candidate.DivisionId),
        ("wrapUpCode", candidate.WrapUpCode),
    ];

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
