namespace SpeechInsights.Sessions;

/// <summary>What a token endpoint gives.</summary>
/// <param name="Value">The token.</param>
/// <param name="Lifetime">How long it is good for.</param>
/// <param name="RefreshToken">What the next one is got with; null where the grant has none.</param>
internal sealed record TokenGrant(string Value, TimeSpan Lifetime, string? RefreshToken = null)
{
    public override string ToString() => $"***, {Lifetime}";
}
