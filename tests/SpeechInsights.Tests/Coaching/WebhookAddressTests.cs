using System.Net;
using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Coaching;

public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("https://93.184.216.34/", false)]
    [InlineData("https://coach.example.com:8443/path?x=1", false)]
    [InlineData("https://[2606:2800:220:1::1]/", false)]
    [InlineData("https://10.1.2.3/", true)]
    [InlineData("https://[fd12::1]/", true)]
    [InlineData("https://coach.internal/", true)]
    [InlineData("https://intranet/", true)]
    public void Is_allowed(string uri, bool allowPrivate) => WebhookAddress.Check(new Uri(uri), allowPrivate);

    [Theory]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://172.31.255.255/")]
    [InlineData("https://192.168.0.1/")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://[fd12::1]/")]
    [InlineData("https://intranet/")]
    [InlineData("https://coach.internal/")]
    [InlineData("https://coach.local./")]
    public void A_private_one_is_refused_unless_allowed(string uri) => AssertRefused(uri, allowPrivate: false);

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://１２７.０.０.１/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://a.localhost/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://100.100.100.200/")]
    [InlineData("https://168.63.129.16/")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("https://[64:ff9b:1::a9fe:a9fe]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[2001:0:4136:e378:8000:63bf:80ff:fffe]/")]
    [InlineData("https://[::ffff:100.100.100.200]/")]
    [InlineData("https://[2002:6464:64c8::]/")]
    [InlineData("https://[64:ff9b::a83f:8110]/")]
    [InlineData("https://[2001:0:4136:e378:0:63bf:57c0:7eef]/")]
    [InlineData("https://[::127.0.0.1]/")]
    [InlineData("https://[ff02::1]/")]
    [InlineData("https://255.255.255.255/")]
    [InlineData("https://198.18.0.1/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://169.254.169.254./")]
    [InlineData("https://0x7f.1./")]
    [InlineData("https://١٢٧.٠.٠.١/")]
    [InlineData("https://۱۶۹.۲۵۴.۱۶۹.۲۵۴/")]
    [InlineData("https://१२७.०.०.१/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("https://127．0．0．1/")]
    [InlineData("https://①27.0.0.1/")]
    [InlineData("https://192.88.99.1/")]
    [InlineData("https://[2001:2::1]/")]
    [InlineData("https://[3fff::1]/")]
    [InlineData("https://[3fff:fff::1]/")]
    [InlineData("https://[2606:4700::5efe:127.0.0.1]/")]
    [InlineData("https://[2606:4700::200:5efe:a9fe:a9fe]/")]
    [InlineData("https://[fe80::5efe:8.8.8.8]/")]
    [InlineData("https://[fd20:ce::254]/")]
    [InlineData("https://[fd00:c1::a9fe:a9fe]/")]
    [InlineData("https://1.2.3.4.5/")]
    [InlineData("https://0x7f.0x0.0x0.0x0.0x1/")]
    [InlineData("https://coach.example.999/")]
    public void One_that_leads_back_is_refused_always(string uri) => AssertRefused(uri, allowPrivate: true);

    [Fact]
    public async Task Every_address_of_a_name_counts()
    {
        IPAddress[] addresses = [IPAddress.Parse("93.184.216.34"), IPAddress.Parse("169.254.169.254")];
        InsightsException error = await Assert.ThrowsAsync<InsightsException>(() => ResolveAsync(addresses, new RecordingTrace()));
        Assert.Equal("InsecureWebhookUri", error.ErrorId);
        await ResolveAsync(addresses[..1], new RecordingTrace());
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_warning()
    {
        RecordingTrace trace = new();
        await ResolveAsync(null, trace);
        Assert.Single(trace.Warnings, text => text.Contains("does not resolve", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_of_examples_is_not_asked_for()
    {
        RecordingTrace trace = new();
        await WebhookAddress.CheckResolvedAsync(
            new Uri("https://coach.example.com/"), false, (_, _) => throw new InvalidOperationException(), new RunContext(trace), TestContext.Current.CancellationToken);
        Assert.Single(trace.Warnings, text => text.Contains("reserved", StringComparison.Ordinal));
    }

    private static Task ResolveAsync(IPAddress[]? addresses, RecordingTrace trace) => WebhookAddress.CheckResolvedAsync(
        new Uri("https://coach.contoso.com/"),
        allowPrivate: false,
        (_, _) => addresses is null ? Task.FromException<IPAddress[]>(new System.Net.Sockets.SocketException()) : Task.FromResult(addresses),
        new RunContext(trace),
        TestContext.Current.CancellationToken);

    private static void AssertRefused(string uri, bool allowPrivate) =>
        Assert.Equal("InsecureWebhookUri", Assert.Throws<InsightsException>(() => WebhookAddress.Check(new Uri(uri), allowPrivate)).ErrorId);
}
