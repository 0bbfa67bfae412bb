using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SpeechInsights.Tests.Processes;

/// <summary>A proxy on 127.0.0.1. What is tunnelled through it comes out at a server without TLS, whatever host it was for.</summary>
internal sealed class ConnectProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();

    public ConnectProxy()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The first line of each request, and whether it came with a password.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What it answers to a CONNECT.</summary>
    public string Answer { get; init; } = "200 Connection established";

    /// <summary>Whether it wants a password first.</summary>
    public bool WantsPassword { get; init; }

    /// <summary>The certificate of the host behind it; null where nothing speaks TLS there.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Where a tunnel ends.</summary>
    public Uri? Behind { get; init; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient held = client;
        try
        {
            NetworkStream stream = client.GetStream();
            while (true)
            {
                string head = await ReadHeadAsync(stream);
                bool hasPassword = head.Contains("Proxy-Authorization:", StringComparison.OrdinalIgnoreCase);
                _requests.Enqueue(head.Split('\r')[0] + (hasPassword ? " with password" : ""));
                string answer = WantsPassword && !hasPassword ? "407 Proxy Authentication Required" : Answer;
                string headers = answer.StartsWith("407", StringComparison.Ordinal) ? "Proxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n" : "";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\n{headers}\r\n"), _stop.Token);
                if (answer.StartsWith("200", StringComparison.Ordinal))
                {
                    break;
                }
            }

            await TunnelAsync(stream);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // The other side went away, which is what some tests are about.
        }
    }

    private async Task TunnelAsync(NetworkStream stream)
    {
        if (Certificate is null || Behind is null)
        {
            await stream.WriteAsync("nobody speaks TLS here"u8.ToArray(), _stop.Token);
            return;
        }

        await using SslStream near = new(stream);
        await near.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _stop.Token);
        using TcpClient server = new();
        await server.ConnectAsync(IPAddress.Loopback, Behind.Port, _stop.Token);
        NetworkStream far = server.GetStream();
        await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(await stream.ReadAsync(one, _stop.Token) == 1 ? (char)one[0] : throw new EndOfStreamException());
        }

        return head.ToString();
    }
}
