using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// What a client may do: of its subject, or of its roles where the server knows no such subject. Nothing says whether a client of
/// the client credentials grant has one.
/// </summary>
internal sealed class PlatformPermissions(RequestSender sender)
{
    /// <returns>Null where the client may see neither.</returns>
    public async Task<GrantedPermissions?> ReadAsync(string? clientId, RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            return new GrantedPermissions(await sender.SendAsync(
                new ApiRequest(HttpMethod.Get, PlatformPaths.Subject),
                static body => PlatformJson.Read(body, static root => PlatformJson.List(root, "grants")
                    .SelectMany(static grant => PlatformJson.TryGet(grant, "role", JsonValueKind.Object, out JsonElement role) ? Policies(role, "policies", "actions") : [])
                    .ToList()),
                run,
                cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException e) when (IsRefusal(e) && clientId is not null)
        {
            run.Trace.WriteVerbose($"The client's subject can't be read ({e.ErrorId}); its roles are looked at.");
        }
        catch (ApiException e) when (IsRefusal(e))
        {
            return null;
        }

        try
        {
            return await ReadRolesAsync(clientId, run, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (IsRefusal(e))
        {
            run.Trace.WriteVerbose($"The client's roles can't be read ({e.ErrorId}). {e.Hint}");
            return null;
        }
    }

    private async Task<GrantedPermissions> ReadRolesAsync(string clientId, RunContext run, CancellationToken cancellationToken)
    {
        List<string> roles = await sender.SendAsync(
            new ApiRequest(HttpMethod.Get, $"{PlatformPaths.Clients}/{Uri.EscapeDataString(clientId)}") { Permission = PlatformPaths.ViewClient },
            static body => PlatformJson.Read(body, static root => PlatformJson.List(root, "roleDivisions").Select(static role => PlatformJson.Text(role, "roleId")).OfType<string>().Distinct().ToList()),
            run,
            cancellationToken).ConfigureAwait(false);
        List<(string, string, IReadOnlyList<string>)> policies = [];
        foreach (string role in roles)
        {
            policies.AddRange(await sender.SendAsync(
                new ApiRequest(HttpMethod.Get, $"{PlatformPaths.Roles}/{Uri.EscapeDataString(role)}") { Query = "userCount=false", Permission = PlatformPaths.ViewRole },
                static body => PlatformJson.Read(body, static root => Policies(root, "permissionPolicies", "actionSet").ToList()),
                run,
                cancellationToken).ConfigureAwait(false));
        }

        return new GrantedPermissions(policies);
    }

    private static bool IsRefusal(ApiException e) => e.Error is InsightsError.RequestRejected or InsightsError.PermissionDenied or InsightsError.NotFound;

    private static IEnumerable<(string Domain, string Entity, IReadOnlyList<string> Actions)> Policies(JsonElement role, string list, string actions) =>
        from policy in PlatformJson.List(role, list)
        let domain = PlatformJson.Text(policy, "domain")
        let entity = PlatformJson.Text(policy, "entityName")
        where domain is not null && entity is not null
        select (domain, entity, (IReadOnlyList<string>)[.. PlatformJson.List(policy, actions).Where(static action => action.ValueKind == JsonValueKind.String).Select(static action => action.GetString()!)]);
}
