using System.Security.Cryptography;
using System.Text;
using SpeechInsights.Http;

namespace SpeechInsights.Connections;

/// <summary>
/// What ties an answer to the login that was asked for: <c>state</c> (RFC 6749, section 10.12) and the code verifier with its
/// S256 challenge (RFC 7636). Each login has its own.
/// </summary>
internal sealed class LoginProof
{
    // 32 random bytes are 43 characters, the least that a verifier may have.
    private const int Length = 32;

    private readonly byte[] _state;

    public LoginProof()
    {
        State = Random();
        Verifier = Random();
        Challenge = Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        _state = Encoding.ASCII.GetBytes(State);
        HeldTokens.Add(Verifier);
    }

    /// <summary>It goes to the server and has to come back with the answer.</summary>
    public string State { get; }

    /// <summary>It goes to the token endpoint alone, and is never shown.</summary>
    public string Verifier { get; }

    /// <summary>What the server keeps of the verifier until the code is exchanged.</summary>
    public string Challenge { get; }

    /// <summary>Whether it is this login's state; the time it takes tells nothing about where the two differ.</summary>
    public bool IsState(string? text) => text is not null && CryptographicOperations.FixedTimeEquals(_state, Encoding.UTF8.GetBytes(text));

    public override string ToString() => "***";

    private static string Random() => Encode(RandomNumberGenerator.GetBytes(Length));

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
