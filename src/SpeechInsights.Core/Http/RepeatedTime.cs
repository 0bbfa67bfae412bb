using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpeechInsights.Http;

/// <summary>Reads times of which many in a row are the same text, and reads that text once.</summary>
internal struct RepeatedTime
{
    // yyyy-MM-ddTHH:mm:ss.fffZ
    private const int Length = 24;

    private (ulong, ulong, ulong) _text;
    private DateTimeOffset? _time;

    /// <summary>The time that was read last, where it was this text.</summary>
    public readonly bool TryRecall(ReadOnlySpan<byte> text, out DateTimeOffset? time)
    {
        time = _time;
        return _time is not null && text.Length == Length && MemoryMarshal.Read<(ulong, ulong, ulong)>(text) == _text;
    }

    /// <summary>A time in UTC, or null.</summary>
    public DateTimeOffset? Read(ref Utf8JsonReader reader, string name)
    {
        if (reader.ValueSpan.Length != Length)
        {
            return JsonRead.Time(ref reader, name);
        }

        (ulong, ulong, ulong) text = MemoryMarshal.Read<(ulong, ulong, ulong)>(reader.ValueSpan);
        if (text != _text)
        {
            _time = JsonRead.Time(ref reader, name);
            _text = text;
        }

        return _time;
    }
}
