using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>Reads lists that name the query of their next page in <c>nextUri</c>, to the end.</summary>
internal sealed class PlatformList(RequestSender sender)
{
    /// <param name="request">The first page.</param>
    /// <param name="read">Reads an entity.</param>
    /// <param name="run">What the run costs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<List<T>> ReadAsync<T>(ApiRequest request, Func<JsonElement, T> read, RunContext run, CancellationToken cancellationToken)
    {
        List<T> all = [];
        HashSet<string> seen = [request.Query];
        for (ApiRequest? next = request; next is not null;)
        {
            (List<T> entities, string? nextUri) = await sender.SendAsync(
                next,
                body => PlatformJson.Read(body, root => (PlatformJson.List(root, "entities").Select(read).ToList(), PlatformJson.Text(root, "nextUri"))),
                run,
                cancellationToken).ConfigureAwait(false);
            all.AddRange(entities);
            string? query = QueryOf(nextUri);
            if (query is not null && !seen.Add(query))
            {
                throw new InsightsException(InsightsError.IncompleteResult, $"The list {request.Path} leads back to a page that was read.", "Run it again.", request.Path);
            }

            if (seen.Count > ListBounds.MaximumPages || all.Count > ListBounds.MaximumEntities)
            {
                throw ListBounds.Exceeded(request.Path);
            }

            next = query is null ? null : request with { Query = query };
        }

        return all;
    }

    // Only the query of the link counts: host and path are ours.
    private static string? QueryOf(string? nextUri)
    {
        int mark = nextUri?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        return mark < 0 || mark == nextUri!.Length - 1 ? null : nextUri[(mark + 1)..];
    }
}
