using System.Text.Json;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>Where the values, names and properties of a seed stand. Each line that starts with a brace is looked into on its own.</summary>
internal sealed class JsonMap
{
    private readonly List<Range> _values = [];
    private readonly List<Range> _names = [];
    private readonly List<Range> _properties = [];

    public JsonMap(byte[] seed)
    {
        int start = 0;
        while (start < seed.Length)
        {
            int length = seed.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? seed.Length : start + length;
            if (seed[start] == (byte)'{')
            {
                Read(seed.AsSpan(start, end - start), start);
            }

            start = end + 1;
        }
    }

    public IReadOnlyList<Range> Values => _values;

    public IReadOnlyList<Range> Names => _names;

    /// <summary>From the name's first quote to the end of the value.</summary>
    public IReadOnlyList<Range> Properties => _properties;

    private void Read(ReadOnlySpan<byte> json, int offset)
    {
        Utf8JsonReader reader = new(json);
        Stack<(int Start, int Name)> open = [];
        int name = -1;
        while (reader.Read())
        {
            int start = offset + (int)reader.TokenStartIndex;
            int end = offset + (int)reader.BytesConsumed;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    // The reader has taken the colon too.
                    _names.Add(start..(start + reader.ValueSpan.Length + 2));
                    name = start;
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push((start, name));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    (int opened, int owner) = open.Pop();
                    Add(opened, end, owner);
                    break;
                default:
                    Add(start, end, name);
                    break;
            }

            name = -1;
        }
    }

    private void Add(int start, int end, int name)
    {
        _values.Add(start..end);
        if (name >= 0)
        {
            _properties.Add(name..end);
        }
    }
}
