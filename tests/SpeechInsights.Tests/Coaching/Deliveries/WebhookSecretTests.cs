using System.Security;
using System.Text;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Coaching.Deliveries;

public sealed class WebhookSecretTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1_000_000);

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_key_has_24_to_64_bytes(int length, bool isKey)
    {
        byte[] key = [.. Enumerable.Range(0, length).Select(static i => (byte)i)];
        foreach (string prefix in new[] { "", "whsec_" })
        {
            byte[] text = Encoding.ASCII.GetBytes(prefix + Convert.ToBase64String(key));
            if (isKey)
            {
                using WebhookSecret secret = WebhookSecret.Parse(text);
                Assert.Equal(key, secret.Key.ToArray());
            }
            else
            {
                InsightsException e = Assert.Throws<InsightsException>(() => WebhookSecret.Parse(text));
                Assert.Equal((InsightsError.InvalidSecret, $"The secret stands for {length} bytes, not 24 to 64."), (e.Error, e.Message));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ")]
    [InlineData("AAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-_")]
    [InlineData("WHSEC_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_Base64_is_InvalidSecret(string text) =>
        Assert.Equal(InsightsError.InvalidSecret, Assert.Throws<InsightsException>(() => WebhookSecret.Parse(Encoding.ASCII.GetBytes(text))).Error);

    [Fact]
    public void All_are_read_in_their_order_or_none()
    {
        string[] texts = [Convert.ToBase64String(new byte[24]), "whsec_" + Convert.ToBase64String(new byte[32])];
        SecureString[] secure = [.. texts.Select(EngineHarness.Secure)];
        IReadOnlyList<WebhookSecret> read = WebhookSecret.ReadAll(secure);
        Assert.Equal([24, 32], read.Select(static secret => secret.Key.Length));
        Assert.Throws<InsightsException>(() => WebhookSecret.ReadAll([.. secure, EngineHarness.Secure("x")]));
    }

    [Fact]
    public void A_key_is_wiped_when_it_is_done_with()
    {
        WebhookSecret secret = Secret(1);
        secret.Dispose();
        Assert.Equal(new byte[24], secret.Key.ToArray());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void A_signature_holds_for_five_minutes(int seconds, bool holds)
    {
        using WebhookSecret secret = Secret(1);
        string signature = WebhookSignature.Sign([secret], "msg_1", s_now.ToUnixTimeSeconds(), "{}"u8);
        Assert.Equal(holds, WebhookSignature.Verify([secret], "msg_1", "1000000", signature, "{}"u8, s_now.AddSeconds(seconds), WebhookSignature.DefaultTolerance));
    }

    [Theory]
    [InlineData("msg_1", "1000000", "{}", true)]
    [InlineData("msg_2", "1000000", "{}", false)]
    [InlineData("msg_1", "1000001", "{}", false)]
    [InlineData("msg_1", "1000000", "{ }", false)]
    [InlineData("", "1000000", "{}", false)]
    [InlineData(null, "1000000", "{}", false)]
    [InlineData("msg_1", "", "{}", false)]
    [InlineData("msg_1", null, "{}", false)]
    [InlineData("msg_1", "+1000000", "{}", false)]
    [InlineData("msg_1", "99999999999999999999", "{}", false)]
    public void A_signature_is_of_id_time_and_body(string? id, string? timestamp, string body, bool holds)
    {
        using WebhookSecret secret = Secret(1);
        string signature = WebhookSignature.Sign([secret], "msg_1", 1_000_000, "{}"u8);
        Assert.Equal(holds, Verify([secret], id, timestamp, signature, body));
    }

    [Fact]
    public void While_keys_change_the_old_and_the_new_one_hold()
    {
        using WebhookSecret old = Secret(1);
        using WebhookSecret fresh = Secret(2);
        using WebhookSecret other = Secret(3);
        string both = WebhookSignature.Sign([fresh, old], "msg_1", 1_000_000, "{}"u8);
        Assert.Equal(WebhookSignature.Sign([fresh], "msg_1", 1_000_000, "{}"u8) + " " + WebhookSignature.Sign([old], "msg_1", 1_000_000, "{}"u8), both);
        Assert.True(Verify([old], "msg_1", "1000000", both, "{}"));
        Assert.True(Verify([fresh], "msg_1", "1000000", both, "{}"));
        Assert.True(Verify([other, old], "msg_1", "1000000", both, "{}"));
        Assert.False(Verify([other], "msg_1", "1000000", both, "{}"));
        Assert.False(Verify([], "msg_1", "1000000", both, "{}"));
        Assert.False(Verify([old], "msg_1", "1000000", "", "{}"));
        Assert.False(Verify([old], "msg_1", "1000000", null, "{}"));
        Assert.False(Verify([old], "msg_1", "1000000", "v2," + WebhookSignature.Sign([old], "msg_1", 1_000_000, "{}"u8)[3..], "{}"));
    }

    private static bool Verify(IReadOnlyList<WebhookSecret> secrets, string? id, string? timestamp, string? signature, string body) =>
        WebhookSignature.Verify(secrets, id, timestamp, signature, Encoding.UTF8.GetBytes(body), s_now, WebhookSignature.DefaultTolerance);

    private static WebhookSecret Secret(byte fill) => WebhookSecret.Parse(Encoding.ASCII.GetBytes(Convert.ToBase64String([.. Enumerable.Repeat(fill, 24)])));
}
