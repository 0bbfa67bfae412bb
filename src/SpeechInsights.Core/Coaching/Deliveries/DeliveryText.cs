using System.Globalization;
using System.Text;
using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>A delivery's file: a line that says what it is, and the body as it is sent.</summary>
/// <param name="Id">The id.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Created">When it was written.</param>
/// <param name="InsightCount">Insights in it.</param>
/// <param name="Body">What is sent; empty once it was delivered.</param>
internal sealed record DeliveryText(string Id, DeliveryTarget Target, DateTimeOffset Created, int InsightCount, ReadOnlyMemory<byte> Body)
{
    /// <summary>The largest body, in bytes (the Standard Webhooks specification advises less than 20 KB).</summary>
    public const int MaximumBody = 20_000;

    public const int DefaultBatch = 50;
    public const int MaximumBatch = 1_000;

    private const int MaximumFile = 1024 * 1024;
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <exception cref="InsightsException">LimitOutOfRange.</exception>
    public static void CheckBatch(int size)
    {
        if (size is < 1 or > MaximumBatch)
        {
            throw new InsightsException(
                InsightsError.LimitOutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"-BatchSize {size} is not from 1 to {MaximumBatch}."),
                "Leave it out to take the default.",
                "BatchSize");
        }
    }

    /// <summary>Puts insights together, at most so many and so long as a body may be; one that is longer alone goes alone.</summary>
    public static IEnumerable<(DeliveryText Text, IReadOnlyList<(InsightText Insight, int Revision)> Insights)> Pack(
        IReadOnlyList<(InsightText Insight, int Revision)> insights, DeliveryTarget target, int batchSize, DateTimeOffset now)
    {
        string created = now.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);
        byte[] head = Encoding.ASCII.GetBytes($"{{\"type\":\"coaching.candidates\",\"timestamp\":\"{created}\",\"data\":{{\"insights\":[");
        byte[] tail = "]}}"u8.ToArray();
        List<byte[]> items = [];
        int length = 0;
        int first = 0;
        for (int i = 0; i <= insights.Count; i++)
        {
            byte[]? next = i < insights.Count ? insights[i].Insight.ToJson(insights[i].Revision) : null;
            if (items.Count > 0 && (next is null || items.Count == batchSize || head.Length + length + items.Count + next.Length + tail.Length > MaximumBody))
            {
                (InsightText Insight, int Revision)[] packed = [.. insights.Skip(first).Take(items.Count)];
                string ids = string.Join('\n', packed.Select(static one => one.Insight.IdOf(one.Revision)));
                string id = "msg_" + InsightText.Hex(InsightText.Digest(Encoding.ASCII.GetBytes(target.Digest + "\n" + ids)));
                yield return (new DeliveryText(id, target, now, items.Count, Join(head, items, tail)), packed);
                first = i;
                items.Clear();
                length = 0;
            }

            if (next is not null)
            {
                items.Add(next);
                length += next.Length;
            }
        }
    }

    public byte[] ToBytes() => [.. Head(), (byte)'\n', .. Body.Span];

    /// <summary>How long the file's first line is, with its end.</summary>
    public int HeadLength => Head().Length + 1;

    /// <returns>Null where the file holds no delivery.</returns>
    public static DeliveryText? TryRead(Stream file)
    {
        if (file.Length > MaximumFile)
        {
            return null;
        }

        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        int end = bytes.AsSpan().IndexOf((byte)'\n');
        if (end < 0)
        {
            return null;
        }

        try
        {
            using JsonDocument head = JsonDocument.Parse(bytes.AsMemory(0, end));
            JsonElement root = head.RootElement;
            DeliveryTarget target = DeliveryTarget.Create(
                AddressText.Read(root.GetProperty("uri").GetString()) ?? throw new FormatException(), root.GetProperty("allowPrivateNetwork").GetBoolean(), root.GetProperty("allowLoopback").GetBoolean());
            return new DeliveryText(
                root.GetProperty("id").GetString() ?? throw new FormatException(), target, root.GetProperty("created").GetDateTimeOffset(), root.GetProperty("insights").GetInt32(), bytes.AsMemory(end + 1));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or InsightsException)
        {
            return null;
        }
    }

    private static byte[] Join(byte[] head, List<byte[]> items, byte[] tail)
    {
        using MemoryStream body = new(MaximumBody);
        body.Write(head);
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                body.WriteByte((byte)',');
            }

            body.Write(items[i]);
        }

        body.Write(tail);
        return body.ToArray();
    }

    private byte[] Head() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = Id,
        uri = Target.Uri.AbsoluteUri,
        allowPrivateNetwork = Target.AllowPrivateNetwork,
        allowLoopback = Target.AllowLoopback,
        created = Created.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture),
        insights = InsightCount,
    });
}
