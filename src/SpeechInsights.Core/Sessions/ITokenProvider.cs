using SpeechInsights.Http;

namespace SpeechInsights.Sessions;

/// <summary>Gives the token that requests are sent with.</summary>
internal interface ITokenProvider : IDisposable
{
    /// <summary>A token that is good now; asked for anew where there is none.</summary>
    /// <exception cref="ApiException">AuthenticationFailed, TokenRefreshFailed, or what the network did.</exception>
    ValueTask<AccessToken> GetAsync(RunContext run, CancellationToken cancellationToken);

    /// <summary>The server did not accept this token.</summary>
    /// <returns>Whether another one can be had.</returns>
    bool Reject(AccessToken token);
}
