using System.Text.Json;

namespace SpeechInsights.Http;

/// <summary>Reads values with bounds. What does not fit is a <see cref="FormatException"/> that names the property, never its value.</summary>
internal static class JsonRead
{
    /// <summary>The longest text that is taken, in UTF-8 bytes.</summary>
    public const int MaximumText = 4096;

    public static void StartObject(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw new JsonException();
        }

        Expect(ref reader, JsonTokenType.StartObject, "the answer");
    }

    public static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string name)
    {
        if (reader.TokenType != type)
        {
            throw Wrong(name);
        }
    }

    /// <summary>Passes over the value of the property that the reader stands on.</summary>
    public static void Skip(ref Utf8JsonReader reader) => reader.Skip();

    /// <summary>Text, or null.</summary>
    public static string? Text(ref Utf8JsonReader reader, string name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String when Length(ref reader) <= MaximumText:
                try
                {
                    return reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    throw Wrong(name);
                }

            default:
                throw Wrong(name);
        }
    }

    /// <summary>An id, or null. It is given on as it came, so one with hidden characters is refused rather than cleaned.</summary>
    public static string? Id(ref Utf8JsonReader reader, string name) => CheckId(Text(ref reader, name), name);

    /// <summary>The id, where a terminal can show it.</summary>
    public static string? CheckId(string? id, string name) => id is not null && id.AsSpan().ContainsAny(HiddenCharacters.OfIds) ? throw Wrong(name) : id;

    /// <summary>The name of the property that the reader stands on.</summary>
    public static string PropertyName(ref Utf8JsonReader reader)
    {
        try
        {
            return Length(ref reader) <= MaximumText ? reader.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            throw Wrong("a property's name");
        }
    }

    /// <summary>A whole number of at least 0; what the wire writes as 12.0 is one too.</summary>
    public static long Count(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (reader.TryGetInt64(out long whole) && whole >= 0)
            {
                return whole;
            }

            if (reader.TryGetDouble(out double number) && number >= 0 && number < 1L << 53 && number == Math.Floor(number))
            {
                return (long)number;
            }
        }

        throw Wrong(name);
    }

    /// <summary>A finite number, or null.</summary>
    public static double? Number(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(name);
    }

    /// <summary>A time in UTC, or null.</summary>
    public static DateTimeOffset? Time(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out DateTimeOffset time)
            ? time.ToUniversalTime()
            : throw Wrong(name);
    }

    public static bool? Bool(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Wrong(name),
    };

    public static FormatException Wrong(string name) => new($"{name} is not of the expected kind");

    private static long Length(ref Utf8JsonReader reader) => reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
}
