using SpeechInsights.Http;

namespace SpeechInsights.Sessions;

/// <summary>A token that the user brought. It can't be renewed.</summary>
internal sealed class FixedTokenProvider(AccessToken token) : ITokenProvider
{
    private AccessToken? _token = token;

    public ValueTask<AccessToken> GetAsync(RunContext run, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_token ?? throw SessionErrors.Closed());

    public bool Reject(AccessToken token) => false;

    public void Dispose() => _token = null;
}
