using System.Text;
using SpeechInsights.Coaching;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>What reads the spool of deliveries, which a crash may have cut off, and what people give for a webhook.</summary>
internal static class CoachingTargets
{
    private const string Id = "msg_0123456789abcdef0123456789abcdef";

    private static readonly DeliveryText s_delivery = new(
        Id, new DeliveryTarget(new Uri("https://coach.contoso.com/hook?key=1"), false, false), DateTimeOffset.UnixEpoch.AddDays(20_000), 2, "{\"type\":\"coaching.candidates\"}"u8.ToArray());

    private static readonly string[] s_names = [$"0123456789abcdef-{Id}-0-1792742400000-0.json", $"fedcba9876543210-{Id}-12-1-410.json"];

    private static readonly string[] s_ledgers = [$"{Id} {new string('a', 64)}0 {new string('0', 63)}11\n{Id} {new string('f', 64)}2147483647\n"];

    private static readonly string[] s_addresses =
        ["https://coach.contoso.com/hook?key=1", "https://203.0.114.7:8443/", "https://[2600:1f18::1]/x", "https://b\u00FCcher.contoso.com/", "https://xn--bcher-kva.contoso.com./"];

    private static readonly string[] s_secrets =
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('k', WebhookSecret.LongestKey)))];

    public static IEnumerable<FuzzTarget> All
    {
        get
        {
            OneFile ledger = new("ledger");
            return
            [
                FuzzTarget.Of("delivery", [Encoding.UTF8.GetString(s_delivery.ToBytes())], ReadDelivery, Check, Refusal.None),
                FuzzTarget.Of("delivery name", s_names, static input => DeliveryName.TryParse(Encoding.UTF8.GetString(input)) is { } name ? new Named(Encoding.UTF8.GetString(input), name) : null, Check, Refusal.None),
                FuzzTarget.Of("spool ledger", s_ledgers, input => ledger.Use(input, path => ReadLedger(path, input)), static _ => { }, Refusal.Api("SpoolInvalid")),
                FuzzTarget.Of("webhook address", s_addresses, ReadAddress, static target => Sane.Label(target.Display, "the address"), Refusal.Api("InsecureWebhookUri")),
                FuzzTarget.Of("webhook secret", s_secrets, static input => WebhookSecret.Parse(input), static secret => Assert.InRange(secret.Key.Length, WebhookSecret.ShortestKey, WebhookSecret.LongestKey), Refusal.Api("InvalidSecret")),
            ];
        }
    }

    private static DeliveryText? ReadDelivery(byte[] input)
    {
        using MemoryStream file = new(input);
        return DeliveryText.TryRead(file);
    }

    private static void Check(DeliveryText text)
    {
        Assert.NotNull(text.Id);
        Assert.True(text.Target.Uri.Scheme == Uri.UriSchemeHttps || text.Target.AllowLoopback, "it goes out by plain http");
        Assert.Equal(16, text.Target.Digest.Length);
        Sane.Label(text.Target.Display, "the address");

        // What is kept of it once it was delivered is read again.
        using MemoryStream again = new(text.ToBytes());
        Assert.Equal((text.Target.Digest, text.InsightCount), DeliveryText.TryRead(again) is { } read ? (read.Target.Digest, read.InsightCount) : default);
    }

    // A delivery is found again by what its name says.
    private static void Check(Named named) => Assert.Equal(named.Text, named.Name.ToString());

    // Null, a refusal, where a part of a line was taken off.
    private static object? ReadLedger(string path, byte[] input)
    {
        SpoolLedger ledger = new(path);
        ledger.Refresh();
        int whole = Array.LastIndexOf(input, (byte)'\n') + 1;
        Assert.Equal(input[..whole], File.ReadAllBytes(path));
        return whole == input.Length ? ledger : null;
    }

    private static DeliveryTarget? ReadAddress(byte[] input) =>
        AddressText.Read(Encoding.UTF8.GetString(input)) is { } uri ? DeliveryTarget.Create(uri, input.Length % 2 == 0, input.Length % 3 == 0) : null;

    private sealed record Named(string Text, DeliveryName Name);
}
