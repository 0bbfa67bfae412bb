using System.Net;

namespace SpeechInsights.Http;

/// <summary>
/// The proxy that environment, system or user name. Loopback never goes through it, or a token request in plain text would
/// leave the machine; and its address is given without its password, since .NET's own errors quote it.
/// </summary>
internal sealed class GuardedProxy(IWebProxy proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    public Uri? GetProxy(Uri destination)
    {
        Uri? found = IsBypassed(destination) ? null : proxy.GetProxy(destination);
        return found is { UserInfo.Length: > 0 } ? new UriBuilder(found) { UserName = "", Password = "" }.Uri : found;
    }

    public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
}
