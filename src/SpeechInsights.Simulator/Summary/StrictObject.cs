using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Summary;

/// <summary>A JSON object of which every property must be known; anything else is refused.</summary>
internal readonly struct StrictObject
{
    private readonly JsonElement _element;
    private readonly string _name;

    public StrictObject(JsonElement element, string name, params ReadOnlySpan<string> allowed)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw RefusedException.Invalid($"[{name}] must be an object.");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!allowed.Contains(property.Name))
            {
                throw new RefusedException(400, "invalid.property",
                    $"Value [{property.Name}] is not a valid property for object [{name}]");
            }
        }

        _element = element;
        _name = name;
    }

    public bool Has(string property) => _element.TryGetProperty(property, out _);

    public JsonElement Get(string property) => _element.TryGetProperty(property, out JsonElement value)
        ? value
        : throw RefusedException.Invalid($"[{_name}.{property}] is required.");

    public string Text(string property) => TextOf(Get(property), $"{_name}.{property}");

    public string Constant(string property, string expected)
    {
        string text = Text(property);
        return text == expected
            ? text
            : throw new RefusedException(400, "invalid.value",
                $"Value [{text}] is not valid for field type [{_name}.{property}]. Allowable values are: {expected}");
    }

    public bool Boolean(string property) => Get(property).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw RefusedException.Invalid($"[{_name}.{property}] must be true or false."),
    };

    public int Integer(string property, int minimum, int maximum)
    {
        JsonElement value = Get(property);
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out int number) || number < minimum || number > maximum)
        {
            throw RefusedException.Invalid($"[{_name}.{property}] must be a whole number from {minimum} to {maximum}.");
        }

        return number;
    }

    public JsonElement Array(string property)
    {
        JsonElement value = Get(property);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            throw RefusedException.Invalid($"[{_name}.{property}] must be an array that is not empty.");
        }

        return value;
    }

    /// <summary>A non-empty array of distinct strings, each of them one of the allowed.</summary>
    public IReadOnlyList<string> Choices(string property, params ReadOnlySpan<string> allowed)
    {
        List<string> chosen = [];
        foreach (JsonElement element in Array(property).EnumerateArray())
        {
            string text = TextOf(element, $"{_name}.{property}");
            if (!allowed.Contains(text) || chosen.Contains(text))
            {
                throw new RefusedException(400, "invalid.value",
                    $"Value [{text}] is not valid for field type [{_name}.{property}]. Allowable values are: {string.Join(", ", allowed.ToArray())}");
            }

            chosen.Add(text);
        }

        return chosen;
    }

    /// <summary>The string, which must not be empty.</summary>
    public static string TextOf(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            throw RefusedException.Invalid($"[{name}] must be a string.");
        }

        try
        {
            return element.GetString() is { Length: > 0 } text
                ? text
                : throw RefusedException.Invalid($"[{name}] must not be empty.");
        }
        catch (InvalidOperationException)
        {
            throw RefusedException.Invalid($"[{name}] is not valid Unicode.");
        }
    }
}
