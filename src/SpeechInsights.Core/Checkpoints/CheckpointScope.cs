using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Checkpoints;

/// <summary>What a checkpoint belongs to.</summary>
/// <param name="Query">The query's digest: SHA-256, 64 hexadecimal digits.</param>
/// <param name="Host">The API's host.</param>
/// <param name="ClientId">The OAuth client; null where an access token was given.</param>
internal sealed record CheckpointScope(string Query, string Host, string? ClientId)
{
    /// <param name="query">The query.</param>
    /// <param name="purpose">What its rows are for; joined rows are other rows.</param>
    /// <param name="session">The session that asks.</param>
    public static CheckpointScope Of(InsightQuery query, string purpose, InsightsSession session) =>
        new(Digest(query, purpose, session), session.BaseUri.Authority, session.ClientId);

    /// <summary>What differs, in words; null where nothing does.</summary>
    public string? Differs(CheckpointScope other) =>
        Host != other.Host ? $"another host ({DisplayText.Clean(other.Host, 300)})"
        : ClientId != other.ClientId ? $"another OAuth client ({(other.ClientId is null ? "an access token" : DisplayText.Clean(other.ClientId, 300))})"
        : Query != other.Query ? "another query"
        : null;

    private static string Digest(InsightQuery query, string purpose, InsightsSession session)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(purpose);
            json.WriteStringValue(session.Profile.ToString());

            // A token has no client that would tell tenants of one region apart.
            json.WriteStringValue(session.ClientId is null ? session.Organization : null);
            json.WriteStringValue(query.ModelId);
            json.WriteStringValue(query.StartTime);
            json.WriteStringValue(query.EndTime);
            json.WriteNumberValue(query.Interval.Ticks);
            json.WriteNumberValue(query.MinimumSentiment ?? -2);
            json.WriteNumberValue(query.PageSize);
            json.WriteBooleanValue(query.IncludeDetail);
            WriteList(json, query.InteractionId);
            WriteList(json, query.Topic);
            WriteList(json, query.Metric.Select(static metric => metric.ToString()));
            WriteList(json, query.GroupBy.Select(static grouping => grouping.ToString()));
            json.WriteEndArray();
        }

        return Convert.ToHexString(SHA256.HashData(buffer.WrittenSpan)).ToLowerInvariant();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<string>? values)
    {
        if (values is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
