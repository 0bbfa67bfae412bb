namespace SpeechInsights.Sessions;

/// <summary>What a token endpoint gives.</summary>
/// <param name="Value">The token.</param>
/// <param name="Lifetime">How long it is good for.</param>
internal sealed record TokenGrant(string Value, TimeSpan Lifetime)
{
    public override string ToString() => $"***, {Lifetime}";
}
