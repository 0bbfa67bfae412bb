using System.Text;
using SpeechInsights.Coaching.Deliveries;
using Xunit;

namespace SpeechInsights.Tests.Coaching.Deliveries;

public sealed class WebhookSignatureTests
{
    // The example that the libraries of the Standard Webhooks project test themselves by.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const long Timestamp = 1614265330;
    private const string Body = "{\"test\": 2432232314}";
    private const string Published = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly DateTimeOffset s_sent = DateTimeOffset.FromUnixTimeSeconds(Timestamp);

    [Fact]
    public void A_signature_is_the_published_one()
    {
        Assert.Equal(Published, WebhookSignature.Sign([Parse(Secret)], Id, Timestamp, Encoding.UTF8.GetBytes(Body)));
        Assert.Equal(Published, WebhookSignature.Sign([Parse(Secret["whsec_".Length..])], Id, Timestamp, Encoding.UTF8.GetBytes(Body)));
    }

    [Fact]
    public void While_a_secret_is_replaced_both_sign_and_either_verifies()
    {
        string other = "whsec_" + Convert.ToBase64String(new byte[32]);
        string both = WebhookSignature.Sign([Parse(other), Parse(Secret)], Id, Timestamp, Encoding.UTF8.GetBytes(Body));
        Assert.EndsWith(" " + Published, both);
        Assert.True(Verify(signature: both));
        Assert.True(Verify(signature: both, secrets: [other]));
        Assert.True(Verify(secrets: [other, Secret]));
        Assert.False(Verify(secrets: [other]));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void The_timestamp_may_be_five_minutes_away_on_either_side(int seconds, bool holds) =>
        Assert.Equal(holds, Verify(now: s_sent.AddSeconds(seconds)));

    [Theory]
    [InlineData("", "1614265330", Published, Body)]
    [InlineData(null, "1614265330", Published, Body)]
    [InlineData("msg_p5jXN8AQM9LWM0D4loKWxJel", "1614265330", Published, Body)]
    [InlineData(Id, "1614265331", Published, Body)]
    [InlineData(Id, "+1614265330", Published, Body)]
    [InlineData(Id, " 1614265330", Published, Body)]
    [InlineData(Id, "1614265330.0", Published, Body)]
    [InlineData(Id, "", Published, Body)]
    [InlineData(Id, null, Published, Body)]
    [InlineData(Id, "99999999999999999999", Published, Body)]
    [InlineData(Id, "9223372036854775807", Published, Body)]
    [InlineData(Id, "1614265330", "", Body)]
    [InlineData(Id, "1614265330", null, Body)]
    [InlineData(Id, "1614265330", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", Body)]
    [InlineData(Id, "1614265330", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", Body)]
    [InlineData(Id, "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=", Body)]
    [InlineData(Id, "1614265330", Published, "{\"test\": 2432232315}")]
    [InlineData(Id, "1614265330", Published, "")]
    public void What_was_changed_or_is_missing_does_not_hold(string? id, string? timestamp, string? signature, string body) =>
        Assert.False(WebhookSignature.Verify([Parse(Secret)], id, timestamp, signature, Encoding.UTF8.GetBytes(body), s_sent, WebhookSignature.DefaultTolerance));

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(0, false)]
    public void A_secret_has_24_to_64_bytes(int length, bool isGood)
    {
        string text = "whsec_" + Convert.ToBase64String(Enumerable.Repeat((byte)7, length).ToArray());
        if (isGood)
        {
            using WebhookSecret secret = Parse(text);
            Assert.Equal(length, secret.Key.Length);
        }
        else
        {
            Refuses(text);
        }
    }

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La LaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La-_Sw")]
    [InlineData("correct horse battery staple, and some more")]
    public void What_is_no_Base64_is_refused(string text) => Refuses(text);

    [Fact]
    public void A_secret_is_wiped_when_it_is_disposed()
    {
        WebhookSecret secret = Parse(Secret);
        secret.Dispose();
        Assert.True(secret.Key.IndexOfAnyExcept((byte)0) < 0);
    }

    private static void Refuses(string text)
    {
        InsightsException e = Assert.Throws<InsightsException>(() => Parse(text));
        Assert.Equal(InsightsError.InvalidSecret, e.Error);
        string key = text.Replace("whsec_", "").Trim();
        Assert.DoesNotContain(key.Length > 0 ? key : text + "?", e.Message + e.Hint);
    }

    private static bool Verify(string signature = Published, string[]? secrets = null, DateTimeOffset? now = null) => WebhookSignature.Verify(
        [.. (secrets ?? [Secret]).Select(Parse)],
        Id,
        "1614265330",
        signature,
        Encoding.UTF8.GetBytes(Body),
        now ?? s_sent,
        WebhookSignature.DefaultTolerance);

    private static WebhookSecret Parse(string text) => WebhookSecret.Parse(Encoding.UTF8.GetBytes(text));
}
