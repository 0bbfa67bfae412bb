namespace SpeechInsights.Sessions;

/// <summary>What a client's roles allow.</summary>
/// <param name="policies">Each a domain, an entity and its actions; an asterisk stands for all.</param>
internal sealed class GrantedPermissions(IReadOnlyList<(string Domain, string Entity, IReadOnlyList<string> Actions)> policies)
{
    private const string All = "*";

    /// <param name="permission">As domain:entity:action.</param>
    public bool Allows(string permission)
    {
        string[] parts = permission.Split(':');
        return parts.Length == 3 && policies.Any(policy => Fits(policy.Domain, parts[0]) && Fits(policy.Entity, parts[1]) && policy.Actions.Any(action => Fits(action, parts[2])));
    }

    private static bool Fits(string granted, string wanted) => granted == All || granted.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
