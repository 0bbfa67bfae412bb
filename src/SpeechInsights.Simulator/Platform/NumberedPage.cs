using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>One page of a list whose pages are asked for by number.</summary>
internal static class NumberedPage
{
    public static Reply Write<T>(ReceivedRequest request, IReadOnlyList<T> all, int size, Action<Utf8JsonWriter, T> write)
    {
        int number = QueryCheck.Number(request.Query, "pageNumber", 1, 1, int.MaxValue);
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("entities"u8);
            foreach (T entity in all.Skip((int)Math.Min(int.MaxValue, (number - 1L) * size)).Take(size))
            {
                write(writer, entity);
            }

            writer.WriteEndArray();
            writer.WriteNumber("pageSize"u8, size);
            writer.WriteNumber("pageNumber"u8, number);
            writer.WriteNumber("total"u8, all.Count);
            writer.WriteNumber("pageCount"u8, (all.Count + size - 1) / size);
            if ((long)number * size < all.Count)
            {
                IEnumerable<string> kept =
                    from pair in request.Query
                    where pair.Key != "pageNumber"
                    from value in (IEnumerable<string?>)pair.Value
                    select $"{pair.Key}={Uri.EscapeDataString(value ?? "")}";
                writer.WriteString("nextUri"u8, $"{request.Path}?{string.Join('&', kept.Append($"pageNumber={number + 1}"))}");
            }

            writer.WriteEndObject();
        });
    }
}
