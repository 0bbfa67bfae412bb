using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Receiver;

/// <summary>
/// A coaching platform that takes deliveries by Standard Webhooks 1.0.0: it wants a signature and a time that is near, keeps
/// what it got, and counts what comes again.
/// </summary>
internal sealed class ReceiverEndpoint(DeliveryStore store, string secret, TimeProvider time)
{
    public const string Path = "/coaching/insights";

    private const int LargestBody = 20 * 1024;
    private const string Type = "coaching.candidates";

    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(5);

    public Reply Take(ReceivedRequest request)
    {
        (string id, byte[] body) = Verify(request);
        using JsonDocument json = request.ReadJson();
        IReadOnlyList<ReceivedInsight> insights = Read(json.RootElement);
        if (!store.TryAdd(new Delivery(id, Encoding.UTF8.GetString(body), insights, 1)))
        {
            throw new RefusedException(409, "delivery.changed", $"The delivery {id} came before with another body.");
        }

        return Reply.NoContent();
    }

    private (string Id, byte[] Body) Verify(ReceivedRequest request)
    {
        byte[] body = request.Body.ToArray();
        if (body.Length > LargestBody)
        {
            throw new RefusedException(413, "too.large", "A delivery is at most 20 KB.");
        }

        string id = request.Header("webhook-id") ?? "";
        string text = request.Header("webhook-timestamp") ?? "";
        if (id.Length == 0 || id.Contains('.', StringComparison.Ordinal) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
        {
            throw new RefusedException(400, "bad.headers", "webhook-id and webhook-timestamp are wanted.");
        }

        if ((time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > s_tolerance)
        {
            throw new RefusedException(400, "bad.timestamp", "The timestamp is too far from now.");
        }

        byte[] key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{text}."), .. body];
        byte[] hash = HMACSHA256.HashData(key, signed);
        byte[] wanted = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(hash));
        string given = request.Header("webhook-signature") ?? "";
        return given.Split(' ').Any(one => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), wanted))
            ? (id, body)
            : throw new RefusedException(401, "bad.signature", "No signature holds.");
    }

    private static List<ReceivedInsight> Read(JsonElement root)
    {
        try
        {
            if (root.GetProperty("type").GetString() != Type)
            {
                throw new FormatException($"type is not {Type}.");
            }

            _ = root.GetProperty("timestamp").GetDateTimeOffset();
            List<ReceivedInsight> insights = [];
            foreach (JsonElement one in root.GetProperty("data").GetProperty("insights").EnumerateArray())
            {
                if (one.GetProperty("reasons").GetArrayLength() == 0)
                {
                    throw new FormatException("an insight has no reason.");
                }

                insights.Add(new ReceivedInsight(
                    one.GetProperty("id").GetString()!, one.GetProperty("revision").GetInt32(), one.GetProperty("interactionId").GetString()!, one.GetProperty("agentId").GetString()));
            }

            return insights.Count > 0 ? insights : throw new FormatException("there is no insight.");
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RefusedException(400, "bad.request", e.Message);
        }
    }
}
