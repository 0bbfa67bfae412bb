namespace SpeechInsights.Api;

/// <summary>Whose data a client may read.</summary>
/// <param name="Id">The organisation's id; null where the profile does not tell.</param>
/// <param name="Name">Its name.</param>
internal sealed record OrganizationIdentity(string? Id, string? Name);
