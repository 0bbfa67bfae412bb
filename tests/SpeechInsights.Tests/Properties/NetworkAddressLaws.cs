using System.Buffers.Binary;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Coaching;
using Xunit;

namespace SpeechInsights.Tests.Properties;

public sealed class NetworkAddressLaws
{
    private static readonly Gen<uint> s_any = Gen.Choose(int.MinValue, int.MaxValue).Select(static number => (uint)number);

    private static readonly Gen<uint> s_closed =
        from network in Gen.Elements<(uint Start, int Bits)>((0x0A000000, 8), (0xAC100000, 12), (0xC0A80000, 16), (0x64400000, 10), (0x7F000000, 8), (0xA9FE0000, 16), (0x646464C8, 32), (0xA83F8110, 32), (0xE0000000, 4))
        from host in s_any
        select network.Start | (network.Bits == 32 ? 0 : host >> network.Bits);

    [Fact]
    public void A_tunnel_leads_where_its_address_leads() => Law.Holds(
        Gen.OneOf(s_any, s_closed),
        static address =>
        {
            AddressKind plain = NetworkAddress.KindOf(V4(address));
            Assert.All(Tunnels(address), tunnel => Assert.True(NetworkAddress.KindOf(tunnel) == plain, $"{tunnel} is {NetworkAddress.KindOf(tunnel)}, {V4(address)} is {plain}"));
        },
        count: 3_000);

    [Fact]
    public void A_closed_network_is_never_public() => Law.Holds(
        s_closed,
        static address =>
        {
            Assert.NotEqual(AddressKind.Public, NetworkAddress.KindOf(V4(address)));
            Assert.Throws<InsightsException>(() => WebhookAddress.Check(new Uri($"https://{V4(address)}/"), allowPrivate: false));
            Assert.All(Tunnels(address), tunnel => Assert.Throws<InsightsException>(() => WebhookAddress.Check(new Uri($"https://[{tunnel}]/"), allowPrivate: false)));
        });

    // As a text, the forms of inet_aton too: Uri reads them, and so would whoever is asked to send there.
    [Fact]
    public void However_it_is_written_a_closed_network_is_refused() => Law.Holds(
        s_closed,
        static address => Assert.All(
            new[] { $"{address}", $"0x{address:x8}", $"{address >> 24}.{address & 0xFFFFFF}", $"0{Convert.ToString(address >> 24, 8)}.{(address >> 16) & 255}.{address & 0xFFFF}" },
            host => Assert.Throws<InsightsException>(() => WebhookAddress.Check(new Uri($"https://{host}/"), allowPrivate: false))));

    private static IPAddress V4(uint address)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, address);
        return new IPAddress(bytes);
    }

    private static IEnumerable<IPAddress> Tunnels(uint address)
    {
        const uint TeredoServer = 0x4136E378;
        yield return V4(address).MapToIPv6();
        yield return V6(0x2002_0000_0000_0000UL | ((ulong)address << 16), 1);
        yield return V6(0x0064_FF9B_0000_0000UL, address);
        yield return V6(0x2001_0000_0000_0000UL | TeredoServer, 0x0000_63BF_0000_0000UL | ~address);
        yield return V6(0x2001_0000_0000_0000UL | address, 0x0000_63BF_0000_0000UL | ~address);
    }

    private static IPAddress V6(ulong upper, ulong lower)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, upper);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), lower);
        return new IPAddress(bytes);
    }
}
