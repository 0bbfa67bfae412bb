using System.Net;
using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Coaching;

/// <summary>The first and the last address of each network of IANA's registries, and those beside it.</summary>
public sealed class NetworkAddressTests
{
    [Theory]
    [InlineData(AddressKind.Forbidden, "0.0.0.0", "0.255.255.255", "127.0.0.0", "127.255.255.255", "169.254.0.0", "169.254.255.255")]
    [InlineData(AddressKind.Public, "1.0.0.0", "9.255.255.255", "11.0.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0")]
    [InlineData(AddressKind.Private, "10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255")]
    [InlineData(AddressKind.Public, "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "100.63.255.255", "100.128.0.0")]
    [InlineData(AddressKind.Private, "100.64.0.0", "100.127.255.255", "100.100.100.199", "100.100.100.201")]
    [InlineData(AddressKind.Forbidden, "100.100.100.200", "168.63.129.16")]
    [InlineData(AddressKind.Public, "168.63.129.15", "168.63.129.17", "191.255.255.255", "192.0.1.0", "192.0.1.255", "192.0.3.0", "192.88.98.255", "192.88.100.0")]
    [InlineData(AddressKind.Forbidden, "192.0.0.0", "192.0.0.255", "192.0.2.0", "192.0.2.255", "192.88.99.0", "192.88.99.255")]
    [InlineData(AddressKind.Forbidden, "198.18.0.0", "198.19.255.255", "198.51.100.0", "198.51.100.255", "203.0.113.0", "203.0.113.255")]
    [InlineData(AddressKind.Public, "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255")]
    [InlineData(AddressKind.Forbidden, "224.0.0.0", "239.255.255.255", "240.0.0.0", "255.255.255.255")]
    [InlineData(AddressKind.Public, "2000::", "2001:1::", "2001:1:ffff::", "2001:2:1::", "2001:db7:ffff::", "2001:db9::", "2001:ffff::", "2003::1", "2606:4700::1111")]
    [InlineData(AddressKind.Public, "3ffe::1", "3fff:1000::", "3fff:ffff::")]
    [InlineData(AddressKind.Forbidden, "3fff::", "3fff:fff::ffff", "2001:db8::", "2001:db8:ffff::1", "2001:2::", "2001:2:0:ffff::1")]
    [InlineData(AddressKind.Private, "fc00::", "fdff:ffff::1", "fd00:ec1::254", "fd00:c0::1", "fd20:cd::1")]
    [InlineData(AddressKind.Forbidden, "fd00:ec2::", "fd00:ec2:ffff::1", "fd20:ce::1", "fd00:c1::1")]
    [InlineData(AddressKind.Forbidden, "::", "::1", "::7f00:1", "100::1", "1fff::1", "4000::1", "fbff::1", "fe00::1", "fe80::1", "fec0::1", "ff02::1")]
    [InlineData(AddressKind.Public, "64:ff9b::808:808", "2002:808:808::", "2001:0:808:808::f7f7:f7f7", "::ffff:8.8.8.8")]
    [InlineData(AddressKind.Private, "64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::f7f7:f7f7", "2001:0:808:808::f5ff:fffe", "::ffff:10.0.0.1")]
    [InlineData(AddressKind.Forbidden, "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::f5ff:fffe", "2001:0:a00:1::80ff:fffe", "::ffff:127.0.0.1")]
    [InlineData(AddressKind.Forbidden, "64:ff9b::1:808:808", "64:ff9b:0:1::808:808", "64:ff9b:1::808:808", "64:ff9b:1:ffff::808:808", "64:ff9b:2::808:808")]
    [InlineData(AddressKind.Public, "2606:4700::5efe:808:808", "2606:4700::200:5efe:808:808", "2606:4700::100:5efe:a00:1", "2606:4700::5eff:a00:1")]
    [InlineData(AddressKind.Private, "2606:4700::5efe:a00:1", "2606:4700::200:5efe:a00:1", "fd12::5efe:808:808")]
    [InlineData(AddressKind.Forbidden, "2606:4700::5efe:7f00:1", "fe80::5efe:a00:1", "fd12::5efe:7f00:1")]
    public void Leads_where_the_registries_say(object kind, params string[] addresses) =>
        Assert.All(addresses, address => Assert.Equal((AddressKind)kind, NetworkAddress.KindOf(IPAddress.Parse(address))));

    [Theory]
    [InlineData("https://1.2.3.999/", true)]
    [InlineData("https://a.0x1F/", true)]
    [InlineData("https://a.0X/", true)]
    [InlineData("https://a.0xg/", false)]
    [InlineData("https://a.1b/", false)]
    [InlineData("https://1.a/", false)]
    public void A_number_at_the_end_is_no_name(string uri, bool isNumber) => Assert.Equal(isNumber, HostText.LooksLikeAddress(new Uri(uri)));

    [Theory]
    [InlineData("https://coach.contoso.com/", null)]
    [InlineData("https://8.8.8.8/", "8.8.8.8")]
    [InlineData("https://8.8.8.8./", "8.8.8.8")]
    [InlineData("https://[2606:4700::1]/", "2606:4700::1")]
    [InlineData("https://8。8．8｡8/", "8.8.8.8")]
    public void An_address_is_read_as_a_resolver_would(string uri, string? address) => Assert.Equal(address, HostText.AddressIn(new Uri(uri))?.ToString());

    [Theory]
    [InlineData("https://coach.contoso.com/", false, false, null)]
    [InlineData("https://localhost/", false, true, null)]
    [InlineData("http://localhost/", false, true, null)]
    [InlineData("http://a.localhost./", false, true, null)]
    [InlineData("http://127.9.9.9:8080/x", false, true, null)]
    [InlineData("http://[::1]/", false, true, null)]
    [InlineData("http://coach.contoso.com/", true, true, "is not an absolute https address")]
    [InlineData("http://10.0.0.1/", true, true, "is not an absolute https address")]
    [InlineData("http://localhost/", true, false, "is not an absolute https address")]
    [InlineData("ftp://localhost/", true, true, "is not an absolute https address")]
    [InlineData("/relative", true, true, "is not an absolute https address")]
    [InlineData("https://me:word@coach.contoso.com/", true, true, "holds credentials")]
    [InlineData("https://me@localhost/", true, true, "holds credentials")]
    [InlineData("https://coach.contoso.com/#x", true, true, "holds a fragment")]
    [InlineData("https://localhost/#x", true, true, "holds a fragment")]
    [InlineData("https://127.0.0.1/", true, false, "leads to this machine, its link or a reserved network")]
    [InlineData("https://10.0.0.1/", false, true, "leads into a private network")]
    [InlineData("https://10.0.0.1/", true, false, null)]
    [InlineData("https://coach.1/", true, true, "has a number for a host, which is no address")]
    [InlineData("https://coach/", false, false, "is a name of a local network")]
    [InlineData("https://coach/", true, false, null)]
    [InlineData("https://localhost/", true, false, "is a name of a local network")]
    [InlineData("https://coach.localhost/", true, false, "is a name of a local network")]
    [InlineData("https://coach.LOCAL/", false, false, "is a name of a local network")]
    [InlineData("https://coach.internal./", false, false, "is a name of a local network")]
    [InlineData("https://coach.localdomain/", false, false, "is a name of a local network")]
    [InlineData("https://coach.home.arpa/", false, false, "is a name of a local network")]
    [InlineData("https://coach.home.arpa/", true, false, null)]
    [InlineData("https://mylocal/", false, false, "is a name of a local network")]
    [InlineData("https://coach.mylocal/", false, false, null)]
    public void An_address_is_taken_or_refused_for_what_it_is(string uri, bool allowPrivate, bool allowLoopback, string? trouble)
    {
        Uri given = new(uri, UriKind.RelativeOrAbsolute);
        InsightsException? e = Record.Exception(() => WebhookAddress.Check(given, allowPrivate, allowLoopback)) as InsightsException;
        Assert.Equal(trouble is null ? null : $"The webhook's address {trouble}.", e?.Message);
        Assert.Equal(trouble is null ? null : given.IsAbsoluteUri ? given.Authority : "Uri", e?.Target);
    }

    [Theory]
    [InlineData("https://coach.contoso.com/", "93.184.216.34", false, false, null)]
    [InlineData("https://coach.contoso.com/", "10.0.0.1", false, true, "leads into a private network")]
    [InlineData("https://coach.contoso.com/", "10.0.0.1", true, false, null)]
    [InlineData("https://coach.contoso.com/", "127.0.0.1", true, false, "leads to this machine, its link or a reserved network")]
    [InlineData("https://coach.contoso.com/", "::ffff:127.0.0.1", true, false, "leads to this machine, its link or a reserved network")]
    [InlineData("http://localhost/", "127.0.0.1", false, true, null)]
    [InlineData("http://localhost/", "::ffff:127.0.0.1", false, true, null)]
    [InlineData("http://localhost/", "::1", false, true, null)]
    [InlineData("http://localhost/", "93.184.216.34", true, true, "is not an https address, and leads elsewhere than to this machine")]
    public void What_is_connected_to_is_looked_at_once_more(string uri, string address, bool allowPrivate, bool allowLoopback, string? trouble)
    {
        InsightsException? e = Record.Exception(() => WebhookAddress.CheckAddress(new Uri(uri), IPAddress.Parse(address), allowPrivate, allowLoopback)) as InsightsException;
        Assert.Equal(trouble is null ? null : $"The webhook's address {trouble}.", e?.Message);
        Assert.Equal(trouble is null ? null : InsightsError.InsecureWebhookUri, e?.Error);
    }

    [Theory]
    [InlineData("coach.example", true)]
    [InlineData("example.com", true)]
    [InlineData("a.EXAMPLE.com.", true)]
    [InlineData("a.example.net", true)]
    [InlineData("a.example.org", true)]
    [InlineData("a.invalid", true)]
    [InlineData("a.test", true)]
    [InlineData("myexample.com", false)]
    [InlineData("a.mytest", false)]
    public async Task Names_of_examples_are_not_asked_for(string host, bool isReserved)
    {
        RecordingTrace trace = new();
        int asked = 0;
        await WebhookAddress.CheckResolvedAsync(
            new Uri($"https://{host}/"), false, (_, _) => { asked++; return Task.FromResult(new[] { IPAddress.Parse("8.8.8.8") }); }, new RunContext(trace), default);
        Assert.Equal(isReserved ? 0 : 1, asked);
        Assert.Equal(isReserved ? [$"The name {new Uri($"https://{host}/").IdnHost} is reserved for examples and tests; nobody will answer there."] : [], trace.Warnings);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_name_that_leads_inside_is_refused_unless_allowed(bool allowPrivate, bool isRefused)
    {
        RecordingTrace trace = new();
        Exception? e = await Record.ExceptionAsync(() => WebhookAddress.CheckResolvedAsync(
            new Uri("https://coach.contoso.com/"), allowPrivate, static (_, _) => Task.FromResult(new[] { IPAddress.Parse("10.0.0.1") }), new RunContext(trace), default));
        Assert.Equal(isRefused ? InsightsError.InsecureWebhookUri : null, (e as InsightsException)?.Error);
        Assert.Empty(trace.Warnings);
    }

    [Fact]
    public async Task An_address_is_not_looked_up()
    {
        RecordingTrace trace = new();
        await WebhookAddress.CheckResolvedAsync(new Uri("https://8.8.8.8/"), false, static (_, _) => throw new InvalidOperationException(), new RunContext(trace), default);
        Assert.Empty(trace.Warnings);
    }
}
