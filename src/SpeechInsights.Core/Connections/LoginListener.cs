using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SpeechInsights.Connections;

/// <summary>
/// Waits on 127.0.0.1, and on no other address, for the one answer to a login (RFC 8252, section 7.3). Whatever else comes
/// there, from a page of another site or another program, is turned away and does not end the wait.
/// </summary>
internal sealed class LoginListener : IDisposable
{
    private const int LargestHead = 16 * 1024;
    private const int MostAtOnce = 16;

    // A browser opens connections ahead of time and sends nothing on them.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly Uri _redirectUri;
    private readonly TcpListener _listener;
    private readonly SemaphoreSlim _room = new(MostAtOnce, MostAtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<LoginAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isTaken;
    private int _refused;

    /// <exception cref="InsightsException">LoginPortInUse.</exception>
    public LoginListener(Uri redirectUri)
    {
        _redirectUri = redirectUri;
        _listener = new TcpListener(IPAddress.Loopback, redirectUri.Port) { ExclusiveAddressUse = true };
        try
        {
            _listener.Start();
        }
        catch (SocketException e)
        {
            Dispose();
            throw new InsightsException(
                InsightsError.LoginPortInUse,
                FormattableString.Invariant($"Port {redirectUri.Port} of this machine can't be listened on ({e.SocketErrorCode})."),
                "Another login may be waiting there: end it, or give another -RedirectUri that the OAuth client has too.",
                redirectUri.AbsoluteUri,
                e);
        }
    }

    /// <summary>How many requests came that did not answer this login.</summary>
    public int RefusedCount => Volatile.Read(ref _refused);

    public async Task<LoginAnswer> WaitAsync(LoginProof proof, CancellationToken cancellationToken)
    {
        Task accepting = AcceptAsync(proof);
        Task first = await Task.WhenAny(_answer.Task, accepting).WaitAsync(cancellationToken).ConfigureAwait(false);
        await first.ConfigureAwait(false);
        return await _answer.Task.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _answer.TrySetCanceled();
    }

    private async Task AcceptAsync(LoginProof proof)
    {
        while (!_answer.Task.IsCompleted)
        {
            await _room.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false), proof);
            }
            catch (SocketException)
            {
                // One that gave up before it was accepted; the next may be the one that is waited for.
                _room.Release();
                await Task.Delay(s_pause, _stop.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task ServeAsync(TcpClient client, LoginProof proof)
    {
        LoginAnswer? taken = null;
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        patience.CancelAfter(s_patience);
        try
        {
            using TcpClient held = client;
            NetworkStream stream = client.GetStream();
            if (await ReadHeadAsync(stream, patience.Token).ConfigureAwait(false) is { } head)
            {
                (int status, string text) = Judge(head, proof, ref taken);
                await stream.WriteAsync(LoginPage.Write(status, text), patience.Token).ConfigureAwait(false);
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser went away; what it had brought counts all the same.
        }
        finally
        {
            _room.Release();
            if (taken is not null)
            {
                _answer.TrySetResult(taken);
            }
        }
    }

    private (int Status, string Text) Judge(LoginHead head, LoginProof proof, ref LoginAnswer? taken)
    {
        if (!head.Host.Equals(_redirectUri.Authority, StringComparison.OrdinalIgnoreCase) || head.Path != _redirectUri.AbsolutePath)
        {
            Interlocked.Increment(ref _refused);
            return (404, "There is nothing here.");
        }

        if (head.Method != "GET")
        {
            Interlocked.Increment(ref _refused);
            return (405, "There is nothing here.");
        }

        if (LoginAnswer.Read(head.Query, proof) is not { } answer)
        {
            Interlocked.Increment(ref _refused);
            return (400, "This does not answer the login that PowerShell waits for. Log in on the newest page, or begin anew.");
        }

        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
        {
            Interlocked.Increment(ref _refused);
            return (409, "PowerShell has its answer already. You can close this window.");
        }

        taken = answer;
        return answer.Error is null
            ? (200, "PowerShell has the answer and goes on. You can close this window.")
            : (200, "The login was refused; PowerShell says why. You can close this window.");
    }

    private static async Task<LoginHead?> ReadHeadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[LargestHead];
        int length = 0;
        while (length < bytes.Length)
        {
            int read = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            length += read;
            if (bytes.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
            {
                return LoginHead.Parse(Encoding.Latin1.GetString(bytes, 0, end));
            }
        }

        return null;
    }
}
