using System.Net;
using System.Security;
using SpeechInsights.Sessions;

namespace SpeechInsights.Http;

/// <summary>The proxy that a session was given. It owns its copy of the password, which is read only when the proxy asks.</summary>
internal sealed class GivenProxy : IWebProxy, ICredentials, IDisposable
{
    private readonly string? _user;
    private readonly SecureString? _password;

    /// <param name="address">Where it is.</param>
    /// <param name="user">Who asks it; null where it wants no password.</param>
    /// <param name="password">Their password; a copy is taken.</param>
    /// <exception cref="InsightsException">InvalidProxy.</exception>
    public GivenProxy(Uri address, string? user = null, SecureString? password = null)
    {
        Address = Check(address);
        _user = user;
        _password = password?.Copy();
    }

    public Uri Address { get; }

    public ICredentials? Credentials
    {
        get => _password is null ? null : this;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InsightsException">InvalidProxy.</exception>
    public static Uri Check(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address.UserInfo.Length == 0 && address.PathAndQuery == "/" && address.Fragment.Length == 0
            ? address
            : throw new InsightsException(
                InsightsError.InvalidProxy,
                "-Proxy must be http or https with a host and a port, and nothing else.",
                "For example http://proxy.example.com:8080; its password goes into -ProxyCredential.",
                "Proxy");

    public Uri GetProxy(Uri destination) => Address;

    public bool IsBypassed(Uri host) => false;

    // .NET's HTTP needs it as text.
    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        _password is null ? null : new NetworkCredential(_user, SecretText.Use(_password, static bytes => System.Text.Encoding.UTF8.GetString(bytes.Span)));

    public void Dispose() => _password?.Dispose();

    public override string ToString() => Address.AbsoluteUri;
}
