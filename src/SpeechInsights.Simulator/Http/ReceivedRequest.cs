using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace SpeechInsights.Simulator.Http;

/// <summary>What an endpoint may know of a request.</summary>
internal sealed record ReceivedRequest(
    string Method,
    string Path,
    string? Argument,
    IQueryCollection Query,
    string? ContentType,
    ReadOnlyMemory<byte> Body,
    string CorrelationId)
{
    /// <summary>The header as it came; the token endpoint reads the client's pair from it.</summary>
    public string? Authorization { get; init; }

    /// <summary>The headers, for what signs them.</summary>
    public IHeaderDictionary? Headers { get; init; }

    /// <summary>A header that came once, or null.</summary>
    public string? Header(string name) => Headers is not null && Headers[name] is { Count: 1 } values ? values[0] : null;

    public bool HasMediaType(string mediaType) =>
        MediaTypeHeaderValue.TryParse(ContentType, out MediaTypeHeaderValue? value)
        && value.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
        && (!value.Charset.HasValue || value.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>The body as JSON, strictly: no duplicate names, no comments, no trailing commas.</summary>
    public JsonDocument ReadJson()
    {
        if (!HasMediaType(Reply.Json))
        {
            throw new RefusedException(400, "bad.request", $"Content-Type must be {Reply.Json}.");
        }

        try
        {
            JsonDocument body = JsonDocument.Parse(Body);
            RefuseDuplicates(body.RootElement);
            return body;
        }
        catch (JsonException e)
        {
            throw new RefusedException(400, "bad.request", "The request body is not valid JSON: " + e.Message);
        }
    }

    private static void RefuseDuplicates(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                RefuseDuplicates(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            HashSet<string> names = [];
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw new JsonException($"the name '{property.Name}' comes twice.");
                }

                RefuseDuplicates(property.Value);
            }
        }
    }

    public void RefuseQuery(params ReadOnlySpan<string> allowed)
    {
        foreach (string name in Query.Keys)
        {
            if (!allowed.Contains(name) || Query[name].Count != 1)
            {
                throw new RefusedException(400, "bad.request", $"Query parameter [{name}] is not allowed here.");
            }
        }
    }
}
