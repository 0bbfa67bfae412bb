using System.Management.Automation;
using System.Security;
using SpeechInsights.Sessions;

namespace SpeechInsights.Binding;

/// <summary>
/// Finds what a named connection proves itself with: the vault's secret where the connection names one, else the environment,
/// else whoever sits at the prompt.
/// </summary>
internal static class NamedCredential
{
    private const string Command = "Get-Secret";

    /// <exception cref="InsightsException">MissingCredentials.</exception>
    public static SessionCredential Find(PSCmdlet cmdlet, InsightsConnection connection) =>
        connection.SecretName is { } secret ? FromVault(cmdlet, connection, secret)
        : FromEnvironment(connection) ?? Ask(cmdlet, connection) ?? throw Missing(connection, "there is nobody to ask");

    private static SessionCredential FromVault(PSCmdlet cmdlet, InsightsConnection connection, string name)
    {
        if (cmdlet.InvokeCommand.GetCommand(Command, CommandTypes.Cmdlet | CommandTypes.Function) is not { } command)
        {
            throw Missing(connection, $"there is no {Command}: install Microsoft.PowerShell.SecretManagement");
        }

        object? found;
        try
        {
            found = cmdlet.InvokeCommand.InvokeScript("param($command, $name) & $command -Name $name -ErrorAction Stop", false, System.Management.Automation.Runspaces.PipelineResultTypes.None, null, command, name)
                .FirstOrDefault()?.BaseObject;
        }
        catch (RuntimeException e)
        {
            throw Missing(connection, $"the vault gave no secret named '{name}'", e);
        }

        return found switch
        {
            PSCredential pair => SessionCredential.FromClient(connection.ClientId ?? pair.UserName, pair.Password),
            SecureString text when connection.ClientId is not null => SessionCredential.FromClient(connection.ClientId, text),
            SecureString => throw Missing(connection, "the vault has the secret alone, and the connection no -ClientId"),
            _ => throw Missing(connection, $"the vault's '{name}' is neither a SecureString nor a PSCredential"),
        };
    }

    // A pair of another client would be taken for this one's.
    private static SessionCredential? FromEnvironment(InsightsConnection connection)
    {
        try
        {
            SessionCredential found = SessionCredential.FromEnvironment();
            if (connection.ClientId is null || found.ClientId is null || found.ClientId == connection.ClientId)
            {
                return found;
            }

            found.Dispose();
            return null;
        }
        catch (InsightsException e) when (e.Error == InsightsError.MissingCredentials)
        {
            return null;
        }
    }

    private static SessionCredential? Ask(PSCmdlet cmdlet, InsightsConnection connection)
    {
        if (Console.IsInputRedirected || !Environment.UserInteractive)
        {
            return null;
        }

        try
        {
            PSCredential? given = cmdlet.Host.UI.PromptForCredential(
                "Genesys Cloud", $"The OAuth client of the connection '{connection.Name}'.", connection.ClientId, "", PSCredentialTypes.Generic, PSCredentialUIOptions.None);
            return given is null ? null : SessionCredential.FromClient(given.UserName, given.Password);
        }
        catch (Exception e) when (e is PSInvalidOperationException or PSNotSupportedException or System.Management.Automation.Host.HostException or NotImplementedException)
        {
            // A host without a person, such as pwsh -NonInteractive.
            return null;
        }
    }

    private static InsightsException Missing(InsightsConnection connection, string why, Exception? inner = null) => new(
        InsightsError.MissingCredentials,
        $"There is no secret for the connection '{connection.Name}': {why}.",
        "Register it with -SecretName of a vault of SecretManagement; or set GENESYS_CLIENT_ID and GENESYS_CLIENT_SECRET; or connect where a prompt can ask.",
        connection.Name,
        inner);
}
