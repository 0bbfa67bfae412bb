using System.Runtime.CompilerServices;
using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Api;

/// <summary>Sends a raw request and, where all is wanted, those for the pages after it: by <c>nextUri</c> or by <c>cursor</c>.</summary>
internal static class RawPages
{
    // A server that leads in circles must end somewhere.
    private const int MaximumPages = 10_000;

    private static readonly string[] s_lists = ["entities", "results", "conversations"];

    /// <summary>The whole answer, or null where there is none.</summary>
    public static async Task<JsonElement?> SendAsync(ISpeechInsightsApi api, RawRequest request, string query, RunContext run, CancellationToken cancellationToken) =>
        await api.SendAsync(
            new ApiRequest(request.Method, request.PathOnly) { Query = query, Body = new(request.Body), IsRepeatable = request.IsRead },
            static body => body.IsEmpty ? (JsonElement?)null : Parse(body),
            run,
            cancellationToken).ConfigureAwait(false);

    /// <summary>The entries of all pages, a page at a time.</summary>
    /// <exception cref="InsightsException">IncompleteResult where pages lead in circles, or what the server did.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<JsonElement>> ReadAllAsync(
        ISpeechInsightsApi api, RawRequest request, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = [];
        string? query = request.Query;
        while (query is not null)
        {
            if (!seen.Add(query) || seen.Count > MaximumPages)
            {
                throw new InsightsException(InsightsError.IncompleteResult, "The pages lead back to one that was read.", "Run it again, or read the pages one by one without -All.", request.PathOnly);
            }

            JsonElement? page = await SendAsync(api, request, query, run, cancellationToken).ConfigureAwait(false);
            if (page is not { ValueKind: JsonValueKind.Object } answer)
            {
                yield return page is { } one ? one.ValueKind == JsonValueKind.Array ? [.. one.EnumerateArray()] : [one] : [];
                yield break;
            }

            yield return s_lists.Where(name => answer.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array).Take(1).ToArray() is [string found]
                ? [.. answer.GetProperty(found).EnumerateArray()]
                : [answer];
            query = Next(answer, request.Query);
        }
    }

    private static string? Next(JsonElement answer, string first)
    {
        if (TextOf(answer, "nextUri") is { } uri)
        {
            return uri.Split('?', 2) is [_, { Length: > 0 } query] ? query : null;
        }

        return TextOf(answer, "cursor") is { Length: > 0 } cursor
            ? string.Join('&', first.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(static part => !part.StartsWith("cursor=", StringComparison.Ordinal)).Append($"cursor={Uri.EscapeDataString(cursor)}"))
            : null;
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Parse(ReadOnlySpan<byte> body)
    {
        JsonReaderOptions options = new() { MaxDepth = JsonDepth.Maximum };
        Utf8JsonReader texts = new(body, options);
        while (texts.Read())
        {
            // One that is none is found here, not where the answer is shown.
            _ = texts.TokenType is JsonTokenType.PropertyName or JsonTokenType.String ? texts.GetString() : null;
        }

        Utf8JsonReader reader = new(body, options);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.Clone();
    }
}
