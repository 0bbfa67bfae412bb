using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// Asks for aggregates: at once where conversations are named or the interval is short, by the asynchronous job where the
/// answer may be large (the synchronous query has no pages).
/// </summary>
/// <param name="sender">Sends.</param>
/// <param name="path">The path of the aggregates, without <c>/query</c> or <c>/jobs</c>.</param>
/// <param name="permission">The permission that they need.</param>
/// <param name="time">The clock of the polls.</param>
internal sealed class AggregateSource(RequestSender sender, string path, string permission, TimeProvider time)
{
    /// <summary>The longest interval that is asked for at once where no conversations are named.</summary>
    public static readonly TimeSpan LongestDirect = TimeSpan.FromDays(1);

    /// <summary>Rows a page of a job's results.</summary>
    public const int JobPageSize = 1000;

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    private readonly TextPool _users = new();

    /// <summary>The groups, in the server's order, in batches. Those without a conversation are left out, and counted in a warning.</summary>
    public async IAsyncEnumerable<IReadOnlyList<AggregateGroup>> ReadAsync(
        AggregateQuery query, int jobPageSize, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int nameless = 0;
        await foreach (IReadOnlyList<AggregateGroup> groups in ReadAllAsync(query, jobPageSize, run, cancellationToken).ConfigureAwait(false))
        {
            AggregateGroup[] named = [.. groups.Where(static group => group.ConversationId.Length > 0)];
            nameless += groups.Count - named.Length;
            yield return named;
        }

        if (nameless > 0)
        {
            run.Trace.WriteWarning($"The server gave {nameless} rows that name no conversation; they are left out.");
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<AggregateGroup>> ReadAllAsync(
        AggregateQuery query, int jobPageSize, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (query.ConversationIds is { } ids)
        {
            await foreach (AggregatePage page in InOrder.RunAsync(
                ids.Chunk(AggregateQuery.MaximumIds),
                (chunk, token) => QueryAsync(query with { ConversationIds = chunk }, run, token),
                sender.ThrottleLimit,
                cancellationToken).ConfigureAwait(false))
            {
                yield return page.Groups;
            }
        }
        else if (query.End - query.Start <= LongestDirect)
        {
            yield return (await QueryAsync(query, run, cancellationToken).ConfigureAwait(false)).Groups;
        }
        else
        {
            await foreach (IReadOnlyList<AggregateGroup> groups in ReadJobAsync(query, jobPageSize, run, cancellationToken).ConfigureAwait(false))
            {
                yield return groups;
            }
        }
    }

    private Task<AggregatePage> QueryAsync(AggregateQuery query, RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Post, path + "/query") { Body = new(query.Write()), Permission = permission },
        body => AggregatePage.Read(body, query.Metrics, _users),
        run,
        cancellationToken);

    private async IAsyncEnumerable<IReadOnlyList<AggregateGroup>> ReadJobAsync(
        AggregateQuery query, int pageSize, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A job that was made and lost costs nothing but the making: it may be repeated.
        string id = await sender.SendAsync(
            new ApiRequest(HttpMethod.Post, path + "/jobs") { Body = new(query.Write(pageSize)), Permission = permission },
            static body => PlatformJson.Read(body, static root => PlatformJson.Text(root, "jobId") is { Length: > 0 } job ? job : throw JsonRead.Wrong("jobId")),
            run,
            cancellationToken).ConfigureAwait(false);
        string job = $"{path}/jobs/{Uri.EscapeDataString(id)}";
        await WaitAsync(job, run, cancellationToken).ConfigureAwait(false);

        HashSet<string> seen = [];
        string? cursor = null;
        do
        {
            AggregatePage page = await sender.SendAsync(
                new ApiRequest(HttpMethod.Get, job + "/results") { Query = cursor is null ? "" : $"cursor={Uri.EscapeDataString(cursor)}", Permission = permission },
                body => AggregatePage.Read(body, query.Metrics, _users),
                run,
                cancellationToken).ConfigureAwait(false);
            if (page.Groups.Count > 0)
            {
                yield return page.Groups;
            }

            cursor = page.Cursor;
            if (cursor is not null && !seen.Add(cursor))
            {
                throw new InsightsException(InsightsError.IncompleteResult, "The job's results lead back to a page that was read.", "Run it again.", path);
            }
        }
        while (cursor is not null);
    }

    private async Task WaitAsync(string job, RunContext run, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        TimeSpan pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            (string? state, string? message) = await sender.SendAsync(
                new ApiRequest(HttpMethod.Get, job) { Permission = permission },
                static body => PlatformJson.Read(body, static root => (PlatformJson.Label(root, "state"), PlatformJson.Label(root, "errorMessage"))),
                run,
                cancellationToken).ConfigureAwait(false);
            switch (state)
            {
                case "FULFILLED":
                    return;
                case "FAILED" or "CANCELLED" or "EXPIRED":
                    throw new InsightsException(
                        InsightsError.JobFailed,
                        $"The server's job ended as {state}{(message is null ? "" : ": " + DisplayText.Redact(message))}.",
                        "Run it again, with a shorter window where it keeps happening.",
                        path);
            }

            if (time.GetElapsedTime(started) > s_patience)
            {
                throw new InsightsException(
                    InsightsError.OperationTimeout,
                    string.Create(CultureInfo.InvariantCulture, $"The server's job was not done within {s_patience.TotalMinutes:0} minutes."),
                    "Run it again, with a shorter window.",
                    path);
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }
}
