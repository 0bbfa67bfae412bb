using System.Net;
using System.Net.Sockets;
using SpeechInsights.Http;

namespace SpeechInsights.Coaching;

/// <summary>
/// Refuses webhook addresses that lead back into the machine, its link or a cloud's metadata, and private ones unless they
/// are allowed. The server sends there, not this module: the check protects from mistakes and from tricks with names, and
/// what a name stands for may change afterwards.
/// </summary>
internal static class WebhookAddress
{
    // RFC 2606 and RFC 6761: asking for them finds nothing, or something that is nobody's coaching platform.
    private static readonly string[] s_reserved = [".example", ".invalid", ".test", ".example.com", ".example.net", ".example.org"];

    private static readonly string[] s_localEndings = [".localhost", ".local", ".internal", ".localdomain", ".home.arpa"];

    /// <summary>Looks at the address as it is written.</summary>
    /// <exception cref="InsightsException">InsecureWebhookUri.</exception>
    public static void Check(Uri uri, bool allowPrivate, bool allowLoopback = false)
    {
        if (uri.IsAbsoluteUri && !HostText.IsReadable(uri))
        {
            throw Refused("Uri", "has a host that is no name");
        }

        bool isAllowedLoopback = allowLoopback && uri.IsAbsoluteUri && IsLoopback(uri);
        string? trouble = !uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttps && !(isAllowedLoopback && uri.Scheme == Uri.UriSchemeHttp)) ? "is not an absolute https address"
            : uri.UserInfo.Length > 0 ? "holds credentials"
            : uri.Fragment.Length > 0 ? "holds a fragment"
            : isAllowedLoopback ? null
            : HostText.AddressIn(uri) is { } address ? Trouble(NetworkAddress.KindOf(address), allowPrivate)
            : HostText.LooksLikeAddress(uri) ? "has a number for a host, which is no address"
            : IsLocalName(uri.IdnHost) && !(allowPrivate && !IsLoopbackName(uri.IdnHost)) ? "is a name of a local network"
            : null;
        if (trouble is not null)
        {
            throw Refused(uri, trouble);
        }
    }

    /// <summary>Looks at an address that is about to be connected to.</summary>
    /// <exception cref="InsightsException">InsecureWebhookUri.</exception>
    public static void CheckAddress(Uri uri, IPAddress address, bool allowPrivate, bool allowLoopback)
    {
        bool isLoopback = IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        string? trouble = isLoopback && allowLoopback ? null
            : uri.Scheme != Uri.UriSchemeHttps ? "is not an https address, and leads elsewhere than to this machine"
            : Trouble(NetworkAddress.KindOf(address), allowPrivate);
        if (trouble is not null)
        {
            throw Refused(uri, trouble);
        }
    }

    /// <summary>Whether the host is written as one of this machine's own.</summary>
    public static bool IsLoopback(Uri uri) => HostText.AddressIn(uri) is { } address ? IPAddress.IsLoopback(address) : IsLoopbackName(uri.IdnHost);

    /// <summary>Looks at every address that the name stands for.</summary>
    /// <param name="uri">The address, checked as it is written.</param>
    /// <param name="allowPrivate">Whether private networks are allowed.</param>
    /// <param name="resolve">Finds the addresses of a name.</param>
    /// <param name="run">Told where the name does not resolve: the server may know it though this machine does not.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InsightsException">InsecureWebhookUri.</exception>
    public static async Task CheckResolvedAsync(
        Uri uri, bool allowPrivate, Func<string, CancellationToken, Task<IPAddress[]>> resolve, RunContext run, CancellationToken cancellationToken)
    {
        if (HostText.AddressIn(uri) is not null)
        {
            return;
        }

        if (IsReserved(uri.IdnHost))
        {
            run.Trace.WriteWarning($"The name {uri.IdnHost} is reserved for examples and tests; nobody will answer there.");
            return;
        }

        IPAddress[] addresses;
        try
        {
            addresses = await resolve(uri.IdnHost, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            addresses = [];
        }

        if (addresses.Length == 0)
        {
            run.Trace.WriteWarning($"The name {uri.IdnHost} does not resolve here, so where the webhook leads is not known.");
        }

        foreach (IPAddress address in addresses)
        {
            if (Trouble(NetworkAddress.KindOf(address), allowPrivate) is { } trouble)
            {
                throw Refused(uri, trouble);
            }
        }
    }

    private static string? Trouble(AddressKind kind, bool allowPrivate) => kind switch
    {
        AddressKind.Forbidden => "leads to this machine, its link or a reserved network",
        AddressKind.Private when !allowPrivate => "leads into a private network",
        _ => null,
    };

    private static bool IsLoopbackName(string host) =>
        host.TrimEnd('.').Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.TrimEnd('.').EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsReserved(string host) =>
        Array.Exists(s_reserved, name => ("." + host.TrimEnd('.')).EndsWith(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsLocalName(string host)
    {
        string name = host.TrimEnd('.');
        return IsLoopbackName(host) || !name.Contains('.', StringComparison.Ordinal)
            || Array.Exists(s_localEndings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    private static InsightsException Refused(Uri uri, string trouble) => Refused(uri.IsAbsoluteUri ? uri.Authority : "Uri", trouble);

    private static InsightsException Refused(string target, string trouble) => new(
        InsightsError.InsecureWebhookUri,
        $"The webhook's address {trouble}.",
        "Give a public https address; credentials go into -Header, and -AllowPrivateNetwork allows private networks.",
        target);
}
