using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Checkpoints;

/// <summary>
/// The lines of a checkpoint: one that says what it belongs to, and one for each page whose rows were written. Each is a
/// JSON object that ends in a sum of its own bytes, so that one that was not written to its end is known.
/// </summary>
internal static class CheckpointLine
{
    /// <summary>The most keys that a line holds.</summary>
    public const int MaximumKeys = 1000;

    /// <summary>The longest line, in bytes.</summary>
    public const int MaximumLength = 64 * 1024;

    // Another number where keys or positions would mean something else.
    private const int Format = 1;
    private const int SumLength = 16;
    private const int KeyBytes = 16;

    private static readonly byte[] s_sumProperty = Encoding.UTF8.GetBytes(",\"sum\":\"");

    /// <summary>The first line, with its newline.</summary>
    public static byte[] Write(CheckpointScope scope) => Write(json =>
    {
        json.WriteNumber("format", Format);
        json.WriteString("query", scope.Query);
        json.WriteString("host", scope.Host);
        json.WriteString("clientId", scope.ClientId);
    });

    /// <summary>A page's line, with its newline.</summary>
    public static byte[] Write(CheckpointMark mark) => Write(json =>
    {
        byte[] keys = new byte[mark.Keys.Count * KeyBytes];
        for (int i = 0; i < mark.Keys.Count; i++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(keys.AsSpan(i * KeyBytes), mark.Keys[i]);
        }

        json.WriteNumber("batch", mark.Batch);
        json.WriteNumber("next", mark.Next);
        json.WriteNumber("total", mark.Total);
        json.WriteBoolean("moving", mark.IsMoving);
        json.WriteBase64String("keys", keys);
    });

    /// <returns>Null where the line is no first line.</returns>
    public static CheckpointScope? ReadScope(ReadOnlySpan<byte> line) => Read(line, static root =>
        root.GetProperty("format").GetInt32() == Format
        && root.GetProperty("query").GetString() is { Length: 64 } query
        && root.GetProperty("host").GetString() is { Length: > 0 } host
            ? new CheckpointScope(query, host, root.GetProperty("clientId").GetString())
            : null);

    /// <returns>Null where the line is no page's.</returns>
    public static CheckpointMark? ReadMark(ReadOnlySpan<byte> line) => Read(line, static root =>
    {
        byte[] bytes = root.GetProperty("keys").GetBytesFromBase64();
        int batch = root.GetProperty("batch").GetInt32();
        long next = root.GetProperty("next").GetInt64();
        long total = root.GetProperty("total").GetInt64();
        if (batch < 0 || next < 0 || total < 0 || bytes.Length % KeyBytes != 0 || bytes.Length > MaximumKeys * KeyBytes)
        {
            return null;
        }

        UInt128[] keys = new UInt128[bytes.Length / KeyBytes];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = BinaryPrimitives.ReadUInt128BigEndian(bytes.AsSpan(i * KeyBytes));
        }

        return new CheckpointMark(batch, next, total, root.GetProperty("moving").GetBoolean(), keys);
    });

    private static byte[] Write(Action<Utf8JsonWriter> writeProperties)
    {
        ReadOnlySpan<byte> covered = JsonBody.Write(writeProperties).Span[..^1];
        return [.. covered, .. s_sumProperty, .. Encoding.ASCII.GetBytes(Sum(covered)), (byte)'"', (byte)'}', (byte)'\n'];
    }

    private static T? Read<T>(ReadOnlySpan<byte> line, Func<JsonElement, T?> read)
        where T : class
    {
        int tail = s_sumProperty.Length + SumLength + 2;
        if (line.Length <= tail
            || !line[^tail..].StartsWith(s_sumProperty)
            || !line[^(SumLength + 2)..].SequenceEqual(Encoding.ASCII.GetBytes(Sum(line[..^tail]) + "\"}")))
        {
            return null;
        }

        try
        {
            Utf8JsonReader reader = new(line, new JsonReaderOptions { MaxDepth = 2 });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return reader.BytesConsumed == line.Length ? read(document.RootElement) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string Sum(ReadOnlySpan<byte> covered) => Convert.ToHexString(SHA256.HashData(covered).AsSpan(0, SumLength / 2)).ToLowerInvariant();
}
