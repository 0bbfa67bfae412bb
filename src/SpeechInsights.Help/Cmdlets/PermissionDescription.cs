namespace SpeechInsights.Help.Cmdlets;

/// <summary>A permission that a cmdlet declares; <paramref name="When"/> says what needs it, null where every call does.</summary>
internal sealed record PermissionDescription(string Name, string? When);
