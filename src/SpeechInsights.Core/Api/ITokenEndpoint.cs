using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api;

/// <summary>How a profile asks for a token.</summary>
internal interface ITokenEndpoint : IDisposable
{
    /// <summary>The client that asks.</summary>
    string ClientId { get; }

    /// <summary>The host that is asked, for messages.</summary>
    string Host { get; }

    /// <summary>The hint where the pair was not accepted.</summary>
    string RejectedHint { get; }

    /// <summary>Whether another token can be had once this one is not accepted any more.</summary>
    bool CanRenew => true;

    /// <summary>Makes the request; disposing it wipes the secret from memory.</summary>
    HttpRequestMessage CreateRequest();

    /// <summary>Reads the answer.</summary>
    TokenGrant Read(ReadOnlySpan<byte> body);
}
