using System.Text.Json;
using Microsoft.Extensions.Primitives;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>One page of a list whose next page is named by a link with an opaque mark.</summary>
/// <param name="request">What was asked.</param>
/// <param name="mark">The name of the parameter that holds the mark.</param>
/// <param name="size">Entities a page.</param>
internal sealed class EntityPage(ReceivedRequest request, string mark, int size)
{
    private const string Prefix = "mark=";

    /// <summary>Writes the entities of the page and its links; more properties are the caller's.</summary>
    public Reply Write<T>(IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write, Action<Utf8JsonWriter>? writeMore = null)
    {
        int offset = Offset(all.Count);
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("entities"u8);
            foreach (T entity in all.Skip(offset).Take(size))
            {
                write(writer, entity);
            }

            writer.WriteEndArray();
            writeMore?.Invoke(writer);
            writer.WriteString("selfUri"u8, request.Path);
            if (offset + size < all.Count)
            {
                writer.WriteString("nextUri"u8, LinkTo(offset + size));
            }

            writer.WriteEndObject();
        });
    }

    private int Offset(int count)
    {
        string? text = request.Query[mark];
        if (text is null)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(text, bytes, out int length)
            && System.Text.Encoding.ASCII.GetString(bytes[..length]) is { } plain
            && plain.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(plain[Prefix.Length..], out int offset)
            && offset > 0 && offset < count
                ? offset
                : throw PlatformRefusal.Query(mark, text, "the mark of a page");
    }

    private string LinkTo(int offset)
    {
        string next = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Prefix + offset.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        IEnumerable<string> kept =
            from pair in request.Query
            where pair.Key != mark
            from value in (StringValues)pair.Value
            select $"{pair.Key}={Uri.EscapeDataString(value ?? "")}";
        return $"{request.Path}?{string.Join('&', kept.Append($"{mark}={Uri.EscapeDataString(next)}"))}";
    }
}
