using System.Text.Json;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>Genesys' own definition of the API, where the environment names a copy; the project holds none.</summary>
internal sealed class OpenApiDefinition
{
    public const string Variable = "SPEECHINSIGHTS_OPENAPI";

    private readonly JsonElement _root;

    private OpenApiDefinition(JsonElement root) => _root = root;

    /// <summary>The definition; a test that asks for it is skipped where the variable is not set.</summary>
    public static OpenApiDefinition Load()
    {
        string? path = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(path), $"did not run: {Variable} names no definition");
        return new OpenApiDefinition(JsonDocument.Parse(File.ReadAllBytes(path!)).RootElement);
    }

    /// <summary>The operation of a method and a path template, or null.</summary>
    public JsonElement? Find(string method, string template) =>
        _root.GetProperty("paths").TryGetProperty(template, out JsonElement path) && path.TryGetProperty(method.ToLowerInvariant(), out JsonElement operation)
            ? operation
            : null;

    /// <summary>The operation that a request's path belongs to; literal parts go before variable ones.</summary>
    public (string Template, JsonElement Operation)? Match(string method, string path)
    {
        string[] parts = path.Split('/');
        (string Template, JsonElement Operation)? best = null;
        int fewest = int.MaxValue;
        foreach (JsonProperty candidate in _root.GetProperty("paths").EnumerateObject())
        {
            string[] template = candidate.Name.Split('/');
            int variable = template.Count(static part => part.StartsWith('{'));
            if (template.Length == parts.Length
                && variable < fewest
                && template.Zip(parts).All(static pair => pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First == pair.Second)
                && candidate.Value.TryGetProperty(method.ToLowerInvariant(), out JsonElement operation))
            {
                best = (candidate.Name, operation);
                fewest = variable;
            }
        }

        return best;
    }

    public static IEnumerable<JsonElement> Parameters(JsonElement operation, string place) =>
        operation.TryGetProperty("parameters", out JsonElement list) ? list.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == place) : [];

    /// <summary>A schema, or what it refers to.</summary>
    public JsonElement Resolve(JsonElement schema) => NameOf(schema) is { } name ? _root.GetProperty("definitions").GetProperty(name) : schema;

    /// <summary>The name of the schema that is referred to, or null.</summary>
    public static string? NameOf(JsonElement schema) =>
        schema.TryGetProperty("$ref", out JsonElement reference) ? reference.GetString()!["#/definitions/".Length..] : null;

    public static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public static string[]? ListOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(static item => item.GetString()!)] : null;
}
