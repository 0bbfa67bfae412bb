using System.Text;
using System.Text.Json;
using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>What is read from JSON, and what is refused by the property's name.</summary>
public sealed class JsonReadTests
{
    private delegate T Reader<out T>(ref Utf8JsonReader reader);

    [Theory]
    [InlineData("\"a text\"", "a text")]
    [InlineData("\"\"", "")]
    [InlineData("\"\\u00e9\"", "\u00e9")]
    [InlineData("null", null)]
    public void A_text_is_text_or_null(string json, string? expected) =>
        Assert.Equal(expected, Read(json, static (ref Utf8JsonReader reader) => JsonRead.Text(ref reader, "name")));

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"\\ud800\"")]
    public void What_is_no_text_is_refused(string json) => AssertWrong(json, static (ref Utf8JsonReader reader) => JsonRead.Text(ref reader, "name"));

    [Fact]
    public void A_text_has_4096_bytes_at_most()
    {
        string most = new('x', JsonRead.MaximumText);
        Assert.Equal(4096, JsonRead.MaximumText);
        Assert.Equal(most, Read($"\"{most}\"", static (ref Utf8JsonReader reader) => JsonRead.Text(ref reader, "name")));
        AssertWrong($"\"{most}x\"", static (ref Utf8JsonReader reader) => JsonRead.Text(ref reader, "name"));
        Assert.Equal(most, ReadInPieces($"\"{most}\"", static (ref Utf8JsonReader reader) => JsonRead.Text(ref reader, "name")));
        Assert.Throws<FormatException>(() => ReadInPieces($"\"{most}x\"", static (ref Utf8JsonReader reader) => JsonRead.Text(ref reader, "name")));
    }

    [Theory]
    [InlineData("\"i-1\"", "i-1")]
    [InlineData("null", null)]
    public void An_id_is_given_on_as_it_came(string json, string? expected) =>
        Assert.Equal(expected, Read(json, static (ref Utf8JsonReader reader) => JsonRead.Id(ref reader, "name")));

    [Theory]
    [InlineData("\"i\\u202e-1\"")]
    [InlineData("\"i\\n\"")]
    [InlineData("1")]
    public void An_id_with_hidden_characters_is_refused(string json) => AssertWrong(json, static (ref Utf8JsonReader reader) => JsonRead.Id(ref reader, "name"));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("12", 12)]
    [InlineData("12.0", 12)]
    [InlineData("1e3", 1000)]
    [InlineData("-0.0", 0)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9007199254740991.0", (1L << 53) - 1)]
    public void A_count_is_a_whole_number(string json, long expected) =>
        Assert.Equal(expected, Read(json, static (ref Utf8JsonReader reader) => JsonRead.Count(ref reader, "name")));

    [Theory]
    [InlineData("-1")]
    [InlineData("-1.0")]
    [InlineData("0.5")]
    [InlineData("12.5")]
    [InlineData("9007199254740992.0")]
    [InlineData("9223372036854775808")]
    [InlineData("1e400")]
    [InlineData("\"12\"")]
    [InlineData("null")]
    public void What_is_no_count_is_refused(string json) => AssertWrong(json, static (ref Utf8JsonReader reader) => JsonRead.Count(ref reader, "name"));

    [Theory]
    [InlineData("-1.5", -1.5)]
    [InlineData("0", 0.0)]
    [InlineData("null", null)]
    public void A_number_is_finite_or_null(string json, double? expected) =>
        Assert.Equal(expected, Read(json, static (ref Utf8JsonReader reader) => JsonRead.Number(ref reader, "name")));

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("\"1\"")]
    [InlineData("true")]
    [InlineData("[]")]
    public void What_is_no_number_is_refused(string json) => AssertWrong(json, static (ref Utf8JsonReader reader) => JsonRead.Number(ref reader, "name"));

    [Theory]
    [InlineData("\"2026-11-02T09:00:00.5+02:00\"", "2026-11-02T07:00:00.5000000+00:00")]
    [InlineData("\"2026-11-02T09:00:00Z\"", "2026-11-02T09:00:00.0000000+00:00")]
    [InlineData("null", null)]
    public void A_time_is_in_UTC_or_null(string json, string? expected) => Assert.Equal(
        expected, Read(json, static (ref Utf8JsonReader reader) => JsonRead.Time(ref reader, "name"))?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("1")]
    [InlineData("true")]
    public void What_is_no_time_is_refused(string json) => AssertWrong(json, static (ref Utf8JsonReader reader) => JsonRead.Time(ref reader, "name"));

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", null)]
    public void A_truth_is_true_false_or_null(string json, bool? expected) =>
        Assert.Equal(expected, Read(json, static (ref Utf8JsonReader reader) => JsonRead.Bool(ref reader, "name")));

    [Theory]
    [InlineData("1")]
    [InlineData("\"true\"")]
    public void What_is_no_truth_is_refused(string json) => AssertWrong(json, static (ref Utf8JsonReader reader) => JsonRead.Bool(ref reader, "name"));

    [Fact]
    public void An_answer_is_an_object()
    {
        Utf8JsonReader reader = new("{}"u8);
        JsonRead.StartObject(ref reader);
        Assert.Equal(JsonTokenType.StartObject, reader.TokenType);
        FormatException error = Assert.Throws<FormatException>(static () =>
        {
            Utf8JsonReader list = new("[]"u8);
            JsonRead.StartObject(ref list);
        });
        Assert.Equal("the answer is not of the expected kind", error.Message);
        Assert.ThrowsAny<JsonException>(static () =>
        {
            Utf8JsonReader nothing = new([], isFinalBlock: false, default);
            JsonRead.StartObject(ref nothing);
        });
    }

    [Fact]
    public void A_value_is_passed_over_whole()
    {
        Utf8JsonReader reader = new("""{"a":{"b":[1,2]},"c":3}"""u8);
        JsonRead.StartObject(ref reader);
        reader.Read();
        Assert.Equal("a", JsonRead.PropertyName(ref reader));
        JsonRead.Skip(ref reader);
        reader.Read();
        Assert.Equal("c", JsonRead.PropertyName(ref reader));
    }

    [Fact]
    public void A_name_that_is_too_long_is_no_name()
    {
        Assert.Equal(new string('x', 4096), NameOf(new string('x', 4096)));
        Assert.Equal("", NameOf(new string('x', 4097)));
        FormatException error = Assert.Throws<FormatException>(static () => NameOf("\\ud800"));
        Assert.Equal("a property's name is not of the expected kind", error.Message);
    }

    private static string NameOf(string name)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes($$"""{"{{name}}":1}"""));
        reader.Read();
        reader.Read();
        return JsonRead.PropertyName(ref reader);
    }

    private static T Read<T>(string json, Reader<T> read)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return read(ref reader);
    }

    private static T ReadInPieces<T>(string json, Reader<T> read)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Utf8JsonReader reader = new(BodyPiece.Join(bytes.AsMemory(0, 10), bytes.AsMemory(10)));
        reader.Read();
        Assert.True(reader.HasValueSequence);
        return read(ref reader);
    }

    private static void AssertWrong<T>(string json, Reader<T> read) =>
        Assert.Equal("name is not of the expected kind", Assert.Throws<FormatException>(() => Read(json, read)).Message);
}
