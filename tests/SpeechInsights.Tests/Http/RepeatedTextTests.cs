using System.Text;
using System.Text.Json;
using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>Ids and times that come again and again, which are made once.</summary>
public sealed class RepeatedTextTests
{
    private const string First = "2026-11-02T09:00:00.000Z";
    private const string Second = "2026-11-02T09:00:00.001Z";

    private static readonly DateTimeOffset s_first = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly TextPool _pool = new();

    [Fact]
    public void The_same_id_is_the_same_string()
    {
        string? first = Get("\"agent-1\"");
        Assert.Equal("agent-1", first);
        Assert.Same(first, Get("\"agent-1\""));
        Assert.Equal("agent-2", Get("\"agent-2\""));
    }

    [Fact]
    public void Ids_in_turn_are_kept_beside_each_other()
    {
        string[] ids = [.. Enumerable.Range(0, 20).Select(static i => $"\"agent-{i}\"")];
        string?[] first = [.. ids.Select(Get)];

        // Two may have one place.
        Assert.InRange(ids.Select(Get).Zip(first, ReferenceEquals).Count(static isSame => isSame), 10, 20);
    }

    [Fact]
    public void Ids_of_64_bytes_are_kept_and_longer_ones_are_not()
    {
        string most = new('x', 64);
        Assert.Same(Get($"\"{most}\""), Get($"\"{most}\""));
        string? longer = Get($"\"{most}x\"");
        Assert.Equal(most + "x", longer);
        Assert.NotSame(longer, Get($"\"{most}x\""));
    }

    [Theory]
    [InlineData("\"\\u0041\"", "A")]
    [InlineData("\"\u00e9\"", "\u00e9")]
    [InlineData("\" ~\"", " ~")]
    [InlineData("null", null)]
    public void What_is_no_plain_text_is_read_as_it_is(string json, string? expected)
    {
        Assert.Equal(expected, Get(json));
        Assert.Equal(expected, Get(json));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"a\\u202e\"")]
    [InlineData("\"a\u202e\"")]
    [InlineData("\"a\u007f\"")]
    [InlineData("{}")]
    public void What_is_no_id_is_refused(string json) => Assert.Throws<FormatException>(() => Get(json));

    [Fact]
    public void An_id_in_pieces_is_read()
    {
        Utf8JsonReader reader = new(BodyPiece.Join("\"agent"u8.ToArray(), "-1\""u8.ToArray()));
        reader.Read();
        Assert.True(reader.HasValueSequence);
        Assert.Equal("agent-1", _pool.Get(ref reader, "id"));
    }

    [Fact]
    public void More_ids_than_it_keeps_are_all_right()
    {
        for (int i = 0; i < 3000; i++)
        {
            Assert.Equal($"id-{i}", Get($"\"id-{i}\""));
        }
    }

    [Fact]
    public void A_time_is_recalled_by_its_text()
    {
        RepeatedTime time = default;
        Assert.False(time.TryRecall(Encoding.UTF8.GetBytes(First), out DateTimeOffset? known));
        Assert.Null(known);
        Assert.Equal(s_first, Read(ref time, $"\"{First}\""));
        Assert.True(time.TryRecall(Encoding.UTF8.GetBytes(First), out known));
        Assert.Equal(s_first, known);
        Assert.False(time.TryRecall(Encoding.UTF8.GetBytes(Second), out _));
        Assert.False(time.TryRecall(Encoding.UTF8.GetBytes(First + "x"), out _));
        Assert.False(time.TryRecall("2026"u8, out _));
        Assert.Equal(s_first.AddMilliseconds(1), Read(ref time, $"\"{Second}\""));
        Assert.Equal(s_first.AddMilliseconds(1), Read(ref time, $"\"{Second}\""));
        Assert.Equal(s_first, Read(ref time, $"\"{First}\""));
    }

    [Fact]
    public void No_time_is_recalled_before_one_was_read()
    {
        RepeatedTime time = default;
        Assert.False(time.TryRecall(new byte[24], out _));
    }

    [Theory]
    [InlineData("\"2026-11-02T09:00:00Z\"")]
    [InlineData("\"2026-11-02T09:00:00.0000Z\"")]
    [InlineData("\"2026-11-02T10:00:00+01:00\"")]
    public void A_time_of_another_length_is_read_too(string json)
    {
        RepeatedTime time = default;
        Assert.Equal(s_first.AddMilliseconds(1), Read(ref time, $"\"{Second}\""));
        Assert.Equal(s_first, Read(ref time, json));
        Assert.Null(Read(ref time, "null"));
        Assert.Equal(s_first.AddMilliseconds(1), Read(ref time, $"\"{Second}\""));
    }

    [Theory]
    [InlineData("\"2026-11-02T09:00:00.00xZ\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("123456789012345678901234")]
    public void What_is_no_time_is_refused(string json)
    {
        RepeatedTime time = default;
        bool isRefused = false;
        try
        {
            Read(ref time, json);
        }
        catch (FormatException e)
        {
            isRefused = e.Message.StartsWith("time ", StringComparison.Ordinal);
        }

        Assert.True(isRefused);
    }

    [Fact]
    public void A_time_in_pieces_is_read()
    {
        RepeatedTime time = default;
        Utf8JsonReader reader = new(BodyPiece.Join(Encoding.UTF8.GetBytes('"' + First[..10]), Encoding.UTF8.GetBytes(First[10..] + '"')));
        reader.Read();
        Assert.True(reader.HasValueSequence);
        Assert.Equal(s_first, time.Read(ref reader, "time"));
    }

    private string? Get(string json)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return _pool.Get(ref reader, "id");
    }

    private static DateTimeOffset? Read(ref RepeatedTime time, string json)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return time.Read(ref reader, "time");
    }
}
