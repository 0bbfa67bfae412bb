using System.Globalization;
using SpeechInsights.Http;

namespace SpeechInsights.Connections;

/// <summary>A person logs in with a browser; their answer comes to a port of this machine.</summary>
/// <param name="RedirectUri">Where the browser is sent back to. The OAuth client has exactly it among its redirect addresses.</param>
/// <param name="Patience">How long the person may take.</param>
/// <param name="Show">Tells the person where to log in.</param>
/// <param name="Time">The clock of the wait.</param>
internal sealed record InteractiveLogin(Uri RedirectUri, TimeSpan Patience, Action<Uri> Show, TimeProvider Time)
{
    public const int MaximumSeconds = 3600;
    public const int DefaultSeconds = 300;

    /// <summary>What a client has to have registered unless another address is given.</summary>
    public static readonly Uri DefaultRedirectUri = new("http://127.0.0.1:8477/callback");

    /// <summary>Refuses what does not lead to this machine alone.</summary>
    /// <exception cref="InsightsException">InvalidRedirectUri.</exception>
    public static Uri CheckRedirect(Uri? given)
    {
        Uri uri = given ?? DefaultRedirectUri;
        return uri.IsAbsoluteUri && uri.Scheme == Uri.UriSchemeHttp && uri.Host is "127.0.0.1" or "localhost" && uri.Port > 0
            && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : throw new InsightsException(
                InsightsError.InvalidRedirectUri,
                "-RedirectUri must be http to 127.0.0.1 with a port, without credentials, query or fragment.",
                $"For example {DefaultRedirectUri}; the OAuth client has to have the same one.",
                "RedirectUri");
    }

    /// <summary>Shows the address and waits for the answer.</summary>
    /// <param name="proof">What ties the answer to this login.</param>
    /// <param name="address">Where to log in.</param>
    /// <param name="run">Where it is told what is waited for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The code, good for one exchange.</returns>
    /// <exception cref="InsightsException">LoginPortInUse, LoginTimedOut or LoginRefused.</exception>
    public async Task<string> AskAsync(LoginProof proof, Uri address, RunContext run, CancellationToken cancellationToken)
    {
        // Before the address is shown: nobody else can take the port from then on.
        using LoginListener listener = new(RedirectUri);
        using CancellationTokenSource patience = new(Patience, Time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        Show(address);
        run.Trace.ReportWaiting("the login in the browser", Patience);
        try
        {
            LoginAnswer answer = await listener.WaitAsync(proof, ending.Token).ConfigureAwait(false);
            return answer.Code is { } code ? code : throw new InsightsException(
                InsightsError.LoginRefused,
                $"{address.Authority} refused the login ({answer.Error}).",
                answer.Error == "access_denied"
                    ? "Whoever logged in said no, or may not use this OAuth client: log in again, or ask an administrator to authorise the client."
                    : "Check the OAuth client: its grant is 'Code Authorization' or 'PKCE', and it is active.",
                address.Authority);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            int refused = listener.RefusedCount;
            throw new InsightsException(
                InsightsError.LoginTimedOut,
                string.Create(CultureInfo.InvariantCulture, $"Nobody logged in within {Patience.TotalSeconds:0} s.")
                    + (refused == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {refused} requests came to {RedirectUri} that did not answer this login.")),
                "Connect again and log in on the page that is shown; -LoginTimeoutSec gives more time.",
                address.Authority);
        }
    }

    public override string ToString() => $"login by {RedirectUri}";
}
