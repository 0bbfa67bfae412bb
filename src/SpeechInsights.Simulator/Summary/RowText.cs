using System.Globalization;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Summary;

/// <summary>What all pages have in common, written as raw UTF-8: a JSON writer would cost more than the rest together.</summary>
internal static class RowText
{
    /// <summary>Inserted rows take ids far behind those of the real interactions.</summary>
    public const long InsertedIds = 1L << 40;

    public const int TimeLength = 24;

    /// <summary>A little more than a row takes, so that a page's buffer does not have to grow.</summary>
    public const int TypicalRow = 320;

    public static void Begin(PooledBuffer buffer) => buffer.Append("{\"byGroup\":["u8);

    public static void BeginRow(PooledBuffer buffer, Guid id, bool isFirst)
    {
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        buffer.Append(isFirst ? "{\"groupId\":\""u8 : ",{\"groupId\":\""u8);
        buffer.Append(text);
        buffer.Append("\",\"groupName\":\""u8);
        buffer.Append(text);
        buffer.Append("\""u8);
    }

    public static void End(PooledBuffer buffer, PageSlice slice, int offset)
    {
        buffer.Append("],\"totalCount\":"u8);
        buffer.Append(slice.Total);
        buffer.Append(",\"pageSize\":"u8);
        buffer.Append(slice.Size);
        buffer.Append(",\"offset\":"u8);
        buffer.Append(offset);
        buffer.Append("}"u8);
    }

    public static void FormatTime(long milliseconds, Span<byte> text) =>
        DateTime.UnixEpoch.AddMilliseconds(milliseconds).TryFormat(text, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
