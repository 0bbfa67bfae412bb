using System.Globalization;
using System.Text.Json;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Refuses a body that is not what the API declares.</summary>
internal static class ShapeCheck
{
    public static void Check(JsonElement element, ObjectShape shape)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw PlatformRefusal.Bad(shape.Name, $"[{shape.Name}] must be an object.");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            FieldShape field = shape.Find(property.Name) ?? throw PlatformRefusal.UnknownField(property.Name, shape.Name);
            CheckField(property.Value, field);
        }

        foreach (FieldShape field in shape.Fields)
        {
            if (field.IsRequired && !element.TryGetProperty(field.Name, out _))
            {
                throw PlatformRefusal.Bad(field.Name, $"[{shape.Name}.{field.Name}] is required.");
            }
        }

        RuleCheck.Check(element, shape);
    }

    /// <summary>An interval's two moments.</summary>
    public static (DateTimeOffset Start, DateTimeOffset End) ReadInterval(string text, string field)
    {
        string[] parts = text.Split('/');
        if (parts.Length != 2)
        {
            throw PlatformRefusal.Date(field);
        }

        DateTimeOffset start = ReadMoment(parts[0], field);
        DateTimeOffset end = ReadMoment(parts[1], field);
        return start < end ? (start, end) : throw PlatformRefusal.Bad(field, $"The start of [{field}] must be before its end.");
    }

    private static DateTimeOffset ReadMoment(string text, string field) =>
        text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset moment)
            ? moment
            : throw PlatformRefusal.Date(field);

    private static void CheckField(JsonElement value, FieldShape field)
    {
        if (!field.IsList)
        {
            CheckValue(value, field);
            return;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw WrongType(field, "an array");
        }

        foreach (JsonElement item in value.EnumerateArray())
        {
            CheckValue(item, field);
        }
    }

    private static void CheckValue(JsonElement value, FieldShape field)
    {
        switch (field.Kind)
        {
            case FieldKind.Text when value.ValueKind != JsonValueKind.String:
                throw WrongType(field, "a string");
            case FieldKind.Text when field.Choices is { } choices && !choices.Contains(value.GetString()):
                throw PlatformRefusal.Value(field.Name, value.GetString()!, choices);
            case FieldKind.Interval when value.ValueKind != JsonValueKind.String:
                throw WrongType(field, "a string");
            case FieldKind.Interval:
                ReadInterval(value.GetString()!, field.Name);
                break;
            case FieldKind.Flag when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
                throw WrongType(field, "true or false");
            case FieldKind.Integer when value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out _):
                throw WrongType(field, "a whole number");
            case FieldKind.Number when value.ValueKind != JsonValueKind.Number:
                throw WrongType(field, "a number");
            case FieldKind.Object:
                Check(value, field.Shape!);
                break;
        }
    }

    private static Exception WrongType(FieldShape field, string kind) => PlatformRefusal.Bad(field.Name, $"[{field.Name}] must be {kind}.");
}
