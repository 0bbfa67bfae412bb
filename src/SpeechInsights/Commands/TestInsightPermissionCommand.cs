using System.Management.Automation;
using SpeechInsights.Auditing;
using SpeechInsights.Declarations;
using SpeechInsights.Sessions;

namespace SpeechInsights.Commands;

/// <summary>Says of each cmdlet whether the session's client may run it, and what it lacks.</summary>
[Cmdlet(VerbsDiagnostic.Test, "InsightPermission")]
[OutputType(typeof(InsightPermission))]
[SendsRequests]
[OnlyOn(ApiProfile.Platform, "The Summary profile tells nobody what a client may do.", "Run the cmdlet: where it is refused, the error names the scope that it needs.")]
public sealed class TestInsightPermissionCommand : ConnectedCommand
{
    /// <summary>The cmdlets; wildcards are allowed. By default all that need a permission.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Command { get; set; } = ["*"];

    private protected override void Process() => PumpAudited(new AuditQuery(), changes: false, async (sink, run, token) =>
    {
        WildcardPattern[] patterns = [.. Command.Select(static pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase))];
        CmdletDeclaration[] cmdlets = [.. CmdletDeclaration.All().Where(cmdlet => cmdlet.SendsRequests && patterns.Any(pattern => pattern.IsMatch(cmdlet.Name)))];
        GrantedPermissions? granted = await Connected.Api.ReadPermissionsAsync(Connected.ClientId, run, token).ConfigureAwait(false);
        if (granted is null)
        {
            sink.WriteWarning("What the client may do can't be known: it may read neither its own subject nor its roles. Grant it oauth:client:view and authorization:role:view.");
        }

        InsightPermission[] verdicts = [.. cmdlets.Select(cmdlet => Judge(cmdlet, granted, run.RequestCount))];
        await sink.WriteRowsAsync(verdicts).ConfigureAwait(false);
    });

    private static InsightPermission Judge(CmdletDeclaration cmdlet, GrantedPermissions? granted, int requests)
    {
        PermissionAttribute[] lacking = [.. cmdlet.Permissions.Where(permission => granted?.Allows(permission.Name) != true)];
        string[] missing = [.. lacking.Where(static permission => permission.When is null).Select(static permission => permission.Name)];
        string[] limited = [.. lacking.Where(static permission => permission.When is not null).Select(static permission => $"{permission.Name} {permission.When}")];
        bool? isAllowed = missing.Length == 0 ? true : granted is null ? null : false;
        return new InsightPermission(cmdlet.Name, isAllowed, missing, limited, requests);
    }
}
