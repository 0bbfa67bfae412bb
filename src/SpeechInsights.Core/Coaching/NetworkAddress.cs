using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SpeechInsights.Coaching;

/// <summary>Tells where an IP address leads, by IANA's special-purpose registries (RFC 6890); tunnels are looked into.</summary>
internal static class NetworkAddress
{
    private static readonly (uint Network, int Bits, AddressKind Kind)[] s_v4 =
    [
        (0x00000000, 8, AddressKind.Forbidden),   // 0.0.0.0/8, this network
        (0x0A000000, 8, AddressKind.Private),     // 10/8
        (0x646464C8, 32, AddressKind.Forbidden),  // 100.100.100.200, Alibaba Cloud's metadata
        (0x64400000, 10, AddressKind.Private),    // 100.64/10, carrier-grade NAT
        (0x7F000000, 8, AddressKind.Forbidden),   // 127/8, loopback
        (0xA83F8110, 32, AddressKind.Forbidden),  // 168.63.129.16, Azure's metadata
        (0xA9FE0000, 16, AddressKind.Forbidden),  // 169.254/16, link-local and cloud metadata
        (0xAC100000, 12, AddressKind.Private),    // 172.16/12
        (0xC0000000, 24, AddressKind.Forbidden),  // 192.0.0/24, protocol assignments
        (0xC0000200, 24, AddressKind.Forbidden),  // 192.0.2/24, documentation
        (0xC0586300, 24, AddressKind.Forbidden),  // 192.88.99/24, 6to4 relays
        (0xC0A80000, 16, AddressKind.Private),    // 192.168/16
        (0xC6120000, 15, AddressKind.Forbidden),  // 198.18/15, benchmarking
        (0xC6336400, 24, AddressKind.Forbidden),  // 198.51.100/24, documentation
        (0xCB007100, 24, AddressKind.Forbidden),  // 203.0.113/24, documentation
        (0xE0000000, 3, AddressKind.Forbidden),   // 224/4 multicast, 240/4 reserved, broadcast
    ];

    // Metadata of AWS, Google Cloud and Oracle Cloud over IPv6: private to them, but never a webhook's.
    private static readonly uint[] s_metadata = [0xFD000EC2, 0xFD2000CE, 0xFD0000C1];

    public static AddressKind KindOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return KindOf(address.MapToIPv4());
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork ? KindOf(BinaryPrimitives.ReadUInt32BigEndian(bytes)) : KindOfV6(bytes);
    }

    private static AddressKind KindOf(uint address)
    {
        foreach ((uint network, int bits, AddressKind kind) in s_v4)
        {
            if ((address ^ network) >> (32 - bits) == 0)
            {
                return kind;
            }
        }

        return AddressKind.Public;
    }

    private static AddressKind KindOfV6(ReadOnlySpan<byte> bytes)
    {
        uint last = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        return (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) | 0x02000000) == 0x02005EFE
                ? Worst(KindOf(last), KindOfPrefix(bytes))                                               // ISATAP, RFC 5214
            : KindOfPrefix(bytes);
    }

    private static AddressKind KindOfPrefix(ReadOnlySpan<byte> bytes)
    {
        ushort first = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        ulong upper = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        uint last = BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]);
        return Array.IndexOf(s_metadata, (uint)(upper >> 32)) >= 0 ? AddressKind.Forbidden
            : first == 0x2002 ? KindOf(BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]))            // 6to4, 2002::/16
            : upper >> 32 == 0x20010000 ? Worst(KindOf(~last), KindOf(BinaryPrimitives.ReadUInt32BigEndian(bytes[4..])))  // Teredo, 2001::/32
            : upper == 0x0064FF9B00000000 && BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) == 0 ? KindOf(last)         // NAT64, 64:ff9b::/96
            : upper >> 16 == 0x0064FF9B0001 ? AddressKind.Forbidden                                  // local NAT64, 64:ff9b:1::/48
            : (first & 0xFE00) == 0xFC00 ? AddressKind.Private                                       // unique local, fc00::/7
            : upper >> 32 == 0x20010DB8 ? AddressKind.Forbidden                                      // documentation, 2001:db8::/32
            : upper >> 44 == 0x3FFF0 ? AddressKind.Forbidden                                         // documentation, 3fff::/20
            : upper >> 16 == 0x200100020000 ? AddressKind.Forbidden                                  // benchmarking, 2001:2::/48
            : (first & 0xE000) == 0x2000 ? AddressKind.Public                                        // global unicast, 2000::/3
            : AddressKind.Forbidden;                                                                 // loopback, link-local, multicast, IPv4-compatible
    }

    private static AddressKind Worst(AddressKind one, AddressKind other) => one > other ? one : other;
}
