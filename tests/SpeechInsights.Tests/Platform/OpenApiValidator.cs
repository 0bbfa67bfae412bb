using System.Globalization;
using System.Text.Json;
using System.Web;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Tests.Platform;

/// <summary>Holds recorded requests against the definition itself, not against the simulator's table.</summary>
internal sealed class OpenApiValidator(OpenApiDefinition definition)
{
    /// <summary>What is wrong with a request; empty where nothing is.</summary>
    public IReadOnlyList<string> Validate(RequestRecord request)
    {
        List<string> wrong = [];
        if (definition.Match(request.Method, request.Path) is not { } found)
        {
            return [$"{request.Method} {request.Path} is not declared"];
        }

        CheckQuery(found.Operation, request.Query, wrong);
        CheckBody(found.Operation, request.Body, wrong);
        return [.. wrong.Select(text => $"{request.Method} {found.Template}: {text}")];
    }

    private static void CheckQuery(JsonElement operation, string query, List<string> wrong)
    {
        System.Collections.Specialized.NameValueCollection sent = HttpUtility.ParseQueryString(query);
        Dictionary<string, JsonElement> declared = OpenApiDefinition.Parameters(operation, "query").ToDictionary(static parameter => OpenApiDefinition.TextOf(parameter, "name")!);
        foreach (string name in sent.AllKeys.Select(static key => key ?? ""))
        {
            if (!declared.TryGetValue(name, out JsonElement parameter))
            {
                wrong.Add($"the query parameter {name} is not declared");
                continue;
            }

            string[] values = sent.GetValues(name)!;
            bool isList = OpenApiDefinition.TextOf(parameter, "type") == "array";
            if (values.Length > 1 && !isList)
            {
                wrong.Add($"the query parameter {name} is there {values.Length} times");
            }

            JsonElement item = isList ? parameter.GetProperty("items") : parameter;
            wrong.AddRange(values.Where(value => !Fits(item, value)).Select(value => $"the query parameter {name} can't be {value}"));
        }

        wrong.AddRange(declared.Where(pair => pair.Value.TryGetProperty("required", out JsonElement required) && required.GetBoolean() && sent[pair.Key] is null)
            .Select(static pair => $"the query parameter {pair.Key} is missing"));
    }

    private static bool Fits(JsonElement parameter, string value) => OpenApiDefinition.TextOf(parameter, "type") switch
    {
        "integer" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "boolean" => value is "true" or "false",
        _ => OpenApiDefinition.ListOf(parameter, "enum") is not { } allowed || allowed.Contains(value),
    };

    private void CheckBody(JsonElement operation, string? text, List<string> wrong)
    {
        JsonElement[] declared = [.. OpenApiDefinition.Parameters(operation, "body")];
        if (declared.Length == 0)
        {
            if (!string.IsNullOrEmpty(text))
            {
                wrong.Add("there is a body");
            }

            return;
        }

        if (string.IsNullOrEmpty(text))
        {
            if (declared[0].GetProperty("required").GetBoolean())
            {
                wrong.Add("there is no body");
            }

            return;
        }

        using JsonDocument body = JsonDocument.Parse(text);
        JsonElement schema = declared[0].GetProperty("schema");

        // A body that is declared as a plain string is raw text for the server to read: an event as the topics send it.
        if (OpenApiDefinition.TextOf(schema, "type") != "string")
        {
            CheckValue(schema, body.RootElement, "body", wrong);
        }
    }

    private void CheckValue(JsonElement schema, JsonElement value, string place, List<string> wrong)
    {
        JsonElement resolved = definition.Resolve(schema);
        string? type = OpenApiDefinition.TextOf(resolved, "type");
        bool isAnything = type is null or "object" && !resolved.TryGetProperty("properties", out _);
        if (isAnything)
        {
            return;
        }

        bool fits = type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "array" => value.ValueKind == JsonValueKind.Array,
            _ => value.ValueKind == JsonValueKind.Object,
        };
        if (!fits)
        {
            wrong.Add($"{place} is {value.ValueKind}, not {type}");
        }
        else if (type == "string" && OpenApiDefinition.ListOf(resolved, "enum") is { } allowed && !allowed.Contains(value.GetString()))
        {
            wrong.Add($"{place} can't be {value}");
        }
        else if (type == "array")
        {
            int number = 0;
            foreach (JsonElement item in value.EnumerateArray())
            {
                CheckValue(resolved.GetProperty("items"), item, $"{place}[{number++}]", wrong);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            CheckObject(resolved, value, place, wrong);
        }
    }

    private void CheckObject(JsonElement schema, JsonElement value, string place, List<string> wrong)
    {
        JsonElement properties = schema.GetProperty("properties");
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (properties.TryGetProperty(property.Name, out JsonElement declared))
            {
                CheckValue(declared, property.Value, $"{place}.{property.Name}", wrong);
            }
            else
            {
                wrong.Add($"{place}.{property.Name} is not declared");
            }
        }

        wrong.AddRange((OpenApiDefinition.ListOf(schema, "required") ?? []).Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{place}.{name} is missing"));
    }
}
