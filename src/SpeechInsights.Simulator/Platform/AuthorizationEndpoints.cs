using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>What the client may do: its subject, or the client and its role.</summary>
/// <param name="denied">Permissions that it has not.</param>
internal sealed class AuthorizationEndpoints(IReadOnlyCollection<string> denied)
{
    private const string RoleName = "Speech analyst";

    public Reply Subject(ReceivedRequest request) => Reply.Of(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, PlatformCatalog.RoleId);
        writer.WriteStartArray("grants"u8);
        writer.WriteStartObject();
        writer.WriteStartObject("role"u8);
        writer.WriteString("id"u8, PlatformCatalog.RoleId);
        writer.WriteString("name"u8, RoleName);
        WritePolicies(writer, "policies", "actions");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public static Reply Client(ReceivedRequest request) => Reply.Of(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, request.Argument);
        writer.WriteString("name"u8, "SpeechInsights"u8);
        writer.WriteString("authorizedGrantType"u8, "CLIENT-CREDENTIALS"u8);
        writer.WriteStartArray("roleDivisions"u8);
        writer.WriteStartObject();
        writer.WriteString("roleId"u8, PlatformCatalog.RoleId);
        writer.WriteString("divisionId"u8, PlatformCatalog.Divisions[0].Id);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public Reply Role(ReceivedRequest request) => request.Argument == PlatformCatalog.RoleId
        ? Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, PlatformCatalog.RoleId);
            writer.WriteString("name"u8, RoleName);
            WritePolicies(writer, "permissionPolicies", "actionSet");
            writer.WriteEndObject();
        })
        : throw PlatformRefusal.Missing("not.found", "The requested resource was not found.", request.Argument!);

    // All of an entity is an asterisk where nothing of it is denied.
    private void WritePolicies(Utf8JsonWriter writer, string list, string actions)
    {
        writer.WriteStartArray(list);
        foreach (IGrouping<(string Domain, string Entity), string> entity in Permission.All
            .Select(static name => name.Split(':')).GroupBy(static parts => (parts[0], parts[1]), static parts => parts[2]))
        {
            string[] allowed = [.. entity.Where(action => !denied.Contains($"{entity.Key.Domain}:{entity.Key.Entity}:{action}"))];
            if (allowed.Length > 0)
            {
                writer.WriteStartObject();
                writer.WriteString("domain"u8, entity.Key.Domain);
                writer.WriteString("entityName"u8, entity.Key.Entity);
                writer.WriteStartArray(actions);
                foreach (string action in allowed.Length == entity.Count() && allowed.Length > 1 ? ["*"] : allowed)
                {
                    writer.WriteStringValue(action);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }
}
