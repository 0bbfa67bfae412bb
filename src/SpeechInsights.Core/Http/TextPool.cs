using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using SpeechInsights.Insights;

namespace SpeechInsights.Http;

/// <summary>Gives the same string for the same text, for ids that repeat from row to row. Safe for several threads; bounded.</summary>
internal sealed class TextPool
{
    private const int Slots = 1024;
    private readonly string?[] _slots = new string?[Slots];

    /// <summary>The id that the reader stands on, or null.</summary>
    public string? Get(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.String || reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length > 64)
        {
            return JsonRead.Id(ref reader, name);
        }

        return Get(reader.ValueSpan) ?? JsonRead.Id(ref reader, name);
    }

    /// <summary>The text, which has no escapes; null where it is not printable ASCII.</summary>
    [MethodImpl(HotPath.Optimized)]
    public string? Get(ReadOnlySpan<byte> utf8)
    {
        HashCode hash = default;
        hash.AddBytes(utf8);
        ref string? slot = ref _slots[(uint)hash.ToHashCode() % Slots];
        string? known = Volatile.Read(ref slot);
        if (known is not null && Ascii.Equals(utf8, known))
        {
            return known;
        }

        if (utf8.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            return null;
        }

        string text = Encoding.ASCII.GetString(utf8);
        Volatile.Write(ref slot, text);
        return text;
    }
}
