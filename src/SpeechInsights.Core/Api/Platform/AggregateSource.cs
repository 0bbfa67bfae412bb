using System.Runtime.CompilerServices;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// Asks for aggregates: at once where conversations are named or the interval is short, by asynchronous jobs where the answer may
/// be large (the synchronous query has no pages). A long interval is several jobs at once, read while others run.
/// </summary>
internal sealed class AggregateSource(RequestSender sender, AggregateKind kind, TimeProvider time)
{
    /// <summary>The longest interval that is asked for at once where no conversations are named.</summary>
    public static readonly TimeSpan LongestDirect = TimeSpan.FromDays(1);

    /// <summary>Rows a page of a job's results. The definition names no largest page; this many was seen (bench/README.md tells what others cost).</summary>
    public const int JobPageSize = 10_000;

    // What practitioners use.
    private const int CautiousPageSize = 1_000;

    /// <summary>Requests that a job takes beside its pages: making it, some looks, deleting it.</summary>
    private const int RequestsOfJob = 5;

    // Windows that are held before their turn comes: that of a month of 100,000 conversations takes 30 MB.
    private const int WindowsAhead = 1;

    private readonly TextPool _texts = new();
    private int _largestPage = JobPageSize;

    /// <summary>The fewest requests that a query takes.</summary>
    public static long CountRequests(AggregateQuery query)
    {
        long windows = query.Windows.Count();
        return query.ConversationIds is { } ids ? windows * ((ids.Count + AggregateQuery.MaximumIds - 1) / AggregateQuery.MaximumIds)
            : IsDirect(query) ? 1
            : windows * (RequestsOfJob + 1);
    }

    /// <summary>
    /// The groups of each window, one window after the other, in batches in the server's order. Those without a conversation are
    /// left out, and counted in a warning.
    /// </summary>
    public async IAsyncEnumerable<AggregateBatch> ReadAsync(
        AggregateQuery query, int jobPageSize, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int nameless = 0;
        await foreach (AggregateBatch batch in ReadAllAsync(query, jobPageSize, run, cancellationToken).ConfigureAwait(false))
        {
            AggregateGroup[] named = [.. batch.Groups.Where(static group => group.ConversationId.Length > 0)];
            nameless += batch.Groups.Count - named.Length;
            yield return batch with { Groups = named };
        }

        if (nameless > 0)
        {
            run.Trace.WriteWarning($"The server gave {nameless} rows that name no conversation; they are left out.");
        }
    }

    private static bool IsDirect(AggregateQuery query) => query.ConversationIds is not null || query.End - query.Start <= LongestDirect;

    private IAsyncEnumerable<AggregateBatch> ReadAllAsync(
        AggregateQuery query, int jobPageSize, RunContext run, CancellationToken cancellationToken)
    {
        if (!IsDirect(query))
        {
            return ReadJobsAsync([.. query.Windows], jobPageSize, run, cancellationToken);
        }

        IEnumerable<(int Window, AggregateQuery Query)> pieces =
            from window in query.Windows.Select(static (window, index) => (Query: window, Index: index))
            from ids in query.ConversationIds?.Chunk(AggregateQuery.MaximumIds) ?? (IEnumerable<string[]?>)[null]
            select (window.Index, window.Query with { ConversationIds = ids });
        return InOrder.RunAsync(
            pieces,
            async (piece, token) => new AggregateBatch(piece.Window, await QueryAsync(piece.Query, run, token).ConfigureAwait(false)),
            sender.ThrottleLimit,
            cancellationToken);
    }

    private Task<IReadOnlyList<AggregateGroup>> QueryAsync(AggregateQuery query, RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Post, kind.Path + "/query") { Body = new(query.Write()), Permission = kind.Permission },
        body => AggregatePage.Read(body, query, _texts).Groups,
        run,
        cancellationToken);

    private async IAsyncEnumerable<AggregateBatch> ReadJobsAsync(
        AggregateQuery[] windows, int pageSize, RunContext run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (windows.Length == 1)
        {
            AggregateJob only = await RunJobAsync(windows[0], pageSize, run, cancellationToken).ConfigureAwait(false);
            await foreach (IReadOnlyList<AggregateGroup> groups in only.ReadAsync(_texts, cancellationToken).ConfigureAwait(false))
            {
                yield return new AggregateBatch(0, groups);
            }

            yield break;
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<AggregateJob>> made = new();
        Queue<Task<List<IReadOnlyList<AggregateGroup>>>> read = new();
        int next = 0;
        try
        {
            for (int given = 0; given < windows.Length; given++)
            {
                while (next < windows.Length && made.Count + read.Count < Math.Max(sender.ThrottleLimit, WindowsAhead))
                {
                    made.Enqueue(RunJobAsync(windows[next++], pageSize, run, stop.Token));
                }

                while (read.Count < WindowsAhead && made.TryDequeue(out Task<AggregateJob>? job))
                {
                    read.Enqueue(ReadWindowAsync(job, stop.Token));
                }

                foreach (IReadOnlyList<AggregateGroup> groups in await read.Dequeue().ConfigureAwait(false))
                {
                    yield return new AggregateBatch(given, groups);
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (Task task in made.Concat<Task>(read))
            {
                await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // No largest page is said anywhere: a server that knows one is asked for less, now and from then on.
    private async Task<AggregateJob> RunJobAsync(AggregateQuery window, int pageSize, RunContext run, CancellationToken cancellationToken)
    {
        int size = Math.Min(pageSize, Volatile.Read(ref _largestPage));
        try
        {
            return await AggregateJob.RunAsync(sender, kind, window, size, time, run, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Error == InsightsError.RequestRejected && size > CautiousPageSize && e.Message.Contains("pageSize", StringComparison.OrdinalIgnoreCase))
        {
            run.Trace.WriteVerbose($"The server takes no pages of {size} rows; pages of {CautiousPageSize} are asked for.");
            Volatile.Write(ref _largestPage, CautiousPageSize);
            return await AggregateJob.RunAsync(sender, kind, window, CautiousPageSize, time, run, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<IReadOnlyList<AggregateGroup>>> ReadWindowAsync(Task<AggregateJob> made, CancellationToken cancellationToken)
    {
        AggregateJob job = await made.ConfigureAwait(false);
        List<IReadOnlyList<AggregateGroup>> all = [];
        await foreach (IReadOnlyList<AggregateGroup> groups in job.ReadAsync(_texts, cancellationToken).ConfigureAwait(false))
        {
            all.Add(groups);
        }

        return all;
    }
}
