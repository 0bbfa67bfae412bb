using System.Text.Json;
using System.Text.Json.Nodes;
using SpeechInsights.Files;
using SpeechInsights.Http;

namespace SpeechInsights.Connections;

/// <summary>
/// Keeps connections in a JSON file of this account's own. Whoever could change it could have a secret sent to an address of theirs:
/// a file that others may write to is not read.
/// </summary>
internal sealed class ConnectionStore(string path)
{
    /// <summary>The variable that names another file than the usual one.</summary>
    public const string Variable = "SPEECHINSIGHTS_CONNECTION_PATH";

    private const int Version = 1;
    private const int LargestFile = 1024 * 1024;

    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true };

    /// <summary>The file that the environment names, or that of this account; it may be relative.</summary>
    public static string DefaultPath() => DataLocation.Of(Variable, "connections.json");

    /// <summary>All connections, by name.</summary>
    /// <exception cref="InsightsException">ConnectionFileInvalid.</exception>
    public IReadOnlyList<InsightsConnection> Read()
    {
        try
        {
            using FileStream file = OwnFile.OpenToRead(path, out string? trouble);
            if (trouble is not null)
            {
                throw new UntrustedFileException(path, trouble);
            }

            if (file.Length > LargestFile)
            {
                throw new JsonException();
            }

            JsonObject root = JsonNode.Parse(file) as JsonObject ?? throw new JsonException();
            return (int?)root["version"] == Version && root["connections"] is JsonArray list
                ? [.. list.Select(static node => ReadOne(node as JsonObject ?? throw new JsonException())).OrderBy(static one => one.Name, StringComparer.OrdinalIgnoreCase)]
                : throw new JsonException();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw Invalid("is no list of connections, or one of another version", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid("can't be used: " + e.Message, e);
        }
    }

    /// <exception cref="InsightsException">ConnectionNotFound, ConnectionFileInvalid.</exception>
    public InsightsConnection Find(string name)
    {
        IReadOnlyList<InsightsConnection> all = Read();
        return all.FirstOrDefault(one => Same(one.Name, name)) ?? throw new InsightsException(
            InsightsError.ConnectionNotFound,
            $"There is no connection named '{DisplayText.Clean(name, 80)}'.",
            all.Count == 0 ? "Register-InsightsConnection makes one." : $"There are {string.Join(", ", all.Take(10).Select(static one => one.Name))}.",
            name);
    }

    /// <summary>Changes the list and keeps it; other processes wait for their turn.</summary>
    /// <exception cref="InsightsException">ConnectionFileInvalid.</exception>
    public void Change(Action<List<InsightsConnection>> change)
    {
        try
        {
            OwnFile.CreateFolder(Path.GetDirectoryName(path)!);
            using FileStream held = FileLock.Take(path);
            List<InsightsConnection> all = [.. Read()];
            change(all);
            JsonObject root = new() { ["version"] = Version, ["connections"] = new JsonArray([.. all.Select(WriteOne)]) };
            OwnFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(root, s_format));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid("can't be written: " + e.Message, e);
        }
    }

    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static InsightsConnection ReadOne(JsonObject node) => new()
    {
        Name = (string?)node["name"] ?? throw new JsonException(),
        Region = (string?)node["region"],
        BaseUri = ReadUri(node["baseUri"]),
        LoginUri = ReadUri(node["loginUri"]),
        ApiProfile = (string?)node["profile"] is { } profile ? EnumName.Read<ApiProfile>(profile) : null,
        ClientId = (string?)node["clientId"],
        SecretName = (string?)node["secretName"],
        IsInteractive = (bool?)node["interactive"] ?? false,
        RedirectUri = ReadUri(node["redirectUri"]),
        Proxy = ReadUri(node["proxy"]),
        AuditPath = (string?)node["auditPath"],
    };

    private static Uri? ReadUri(JsonNode? node) => (string?)node is { } text ? AddressText.Read(text) ?? throw new FormatException() : null;

    private static JsonObject WriteOne(InsightsConnection one) => new()
    {
        ["name"] = one.Name,
        ["region"] = one.Region,
        ["baseUri"] = one.BaseUri?.AbsoluteUri,
        ["loginUri"] = one.LoginUri?.AbsoluteUri,
        ["profile"] = one.ApiProfile?.ToString(),
        ["clientId"] = one.ClientId,
        ["secretName"] = one.SecretName,
        ["interactive"] = one.IsInteractive,
        ["redirectUri"] = one.RedirectUri?.OriginalString,
        ["proxy"] = one.Proxy?.AbsoluteUri,
        ["auditPath"] = one.AuditPath,
    };

    private InsightsException Invalid(string trouble, Exception inner) => new(
        InsightsError.ConnectionFileInvalid,
        $"The file of connections {path} {trouble.TrimEnd('.')}.",
        $"It has to be a file of this account's that nobody else may write to. Move it away to begin anew, or name another with {Variable}.",
        path,
        inner);
}
