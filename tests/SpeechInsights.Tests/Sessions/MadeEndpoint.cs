using SpeechInsights.Api;
using SpeechInsights.Sessions;

namespace SpeechInsights.Tests.Sessions;

/// <summary>A token endpoint that nothing is sent to: what it answers is up to the transport.</summary>
internal sealed class MadeEndpoint : ITokenEndpoint
{
    public const string Hint = "Check the pair.";

    public string ClientId => "client-1";

    public string Host => "login.example.com";

    public string RejectedHint => Hint;

    public bool CanRenew { get; init; } = true;

    public bool IsDisposed { get; private set; }

    public HttpRequestMessage CreateRequest() => new(HttpMethod.Post, "https://login.example.com/oauth/token");

    public TokenGrant Read(ReadOnlySpan<byte> body) => TokenAnswer.Read(body);

    public void Dispose() => IsDisposed = true;
}
