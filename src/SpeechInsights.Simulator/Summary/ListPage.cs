using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Summary;

/// <summary>The page of an entity list, from the query string.</summary>
internal readonly record struct ListPage(int Size, int Number)
{
    private const int DefaultSize = 25;
    private const int MaxSize = 100;

    public int Skip => (int)Math.Min(int.MaxValue, (Number - 1L) * Size);

    public static ListPage Read(ReceivedRequest request)
    {
        request.RefuseQuery("pageSize", "pageNumber");
        return new ListPage(
            Read(request.Query["pageSize"], "pageSize", DefaultSize, MaxSize),
            Read(request.Query["pageNumber"], "pageNumber", 1, int.MaxValue));
    }

    public void Write(Utf8JsonWriter writer, int total)
    {
        writer.WriteNumber("pageSize"u8, Size);
        writer.WriteNumber("pageNumber"u8, Number);
        writer.WriteNumber("total"u8, total);
        writer.WriteNumber("pageCount"u8, (total + Size - 1) / Size);
    }

    private static int Read(StringValues text, string name, int otherwise, int maximum)
    {
        if (text.Count == 0)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= maximum
            ? number
            : throw new RefusedException(400, "invalid.query.param.value", $"Value [{text}] is not valid for parameter [{name}].");
    }
}
