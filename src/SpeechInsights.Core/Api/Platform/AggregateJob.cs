using System.Globalization;
using System.Runtime.CompilerServices;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>An asynchronous query of aggregates: made, waited for, read page by page, and deleted.</summary>
internal sealed class AggregateJob
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    private readonly RequestSender _sender;
    private readonly AggregateKind _kind;
    private readonly AggregateQuery _query;
    private readonly string _path;
    private readonly RunContext _run;

    private AggregateJob(RequestSender sender, AggregateKind kind, AggregateQuery query, string id, RunContext run)
    {
        _sender = sender;
        _kind = kind;
        _query = query;
        _path = $"{kind.Path}/jobs/{PathSegment.Of(id)}";
        _run = run;
    }

    /// <summary>Has the server run a query, and waits until it has. A job that was made and lost costs nothing but the making, so it may be repeated.</summary>
    /// <exception cref="InsightsException">JobFailed, OperationTimeout, or what the server did.</exception>
    public static async Task<AggregateJob> RunAsync(
        RequestSender sender, AggregateKind kind, AggregateQuery query, int pageSize, TimeProvider time, RunContext run, CancellationToken cancellationToken)
    {
        string id = await sender.SendAsync(
            new ApiRequest(HttpMethod.Post, kind.Path + "/jobs") { Body = new(query.Write(pageSize)), Permission = kind.Permission },
            static body => PlatformJson.Read(body, static root => PlatformJson.Text(root, "jobId") is { Length: > 0 } job ? job : throw JsonRead.Wrong("jobId")),
            run,
            cancellationToken).ConfigureAwait(false);
        AggregateJob job = new(sender, kind, query, id, run);
        await job.WaitAsync(time, cancellationToken).ConfigureAwait(false);
        return job;
    }

    /// <summary>The groups, in the server's order, a page at a time. When the reader has done, the job is deleted.</summary>
    /// <exception cref="InsightsException">IncompleteResult, or what the server did.</exception>
    public async IAsyncEnumerable<IReadOnlyList<AggregateGroup>> ReadAsync(TextPool texts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = [];
        string? cursor = null;

        // Whoever has enough leaves while a page is given; after a failure the server is left alone.
        bool isDone = false;
        try
        {
            do
            {
                AggregatePage page = await _sender.SendAsync(
                    new ApiRequest(HttpMethod.Get, _path + "/results") { Query = cursor is null ? "" : $"cursor={Uri.EscapeDataString(cursor)}", Permission = _kind.Permission },
                    body => AggregatePage.Read(body, _query, texts),
                    _run,
                    cancellationToken).ConfigureAwait(false);
                cursor = page.Cursor;
                if (cursor is not null && !seen.Add(cursor))
                {
                    throw new InsightsException(InsightsError.IncompleteResult, "The job's results lead back to a page that was read.", "Run it again.", _kind.Path);
                }

                isDone = true;
                yield return page.Groups;
                isDone = cursor is null;
            }
            while (cursor is not null);
        }
        finally
        {
            if (isDone && !cancellationToken.IsCancellationRequested)
            {
                await DeleteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Nobody misses a job that stays: the server drops it after a day.
    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _sender.SendAsync(new ApiRequest(HttpMethod.Delete, _path) { Permission = _kind.Permission }, static _ => true, _run, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e)
        {
            _run.Trace.WriteVerbose($"A job that was read could not be deleted ({e.ErrorId}); the server drops it by itself.");
        }
    }

    private async Task WaitAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        long started = time.GetTimestamp();
        TimeSpan pause = s_firstPause;
        while (true)
        {
            (string? state, string? message) = await _sender.SendAsync(
                new ApiRequest(HttpMethod.Get, _path) { Permission = _kind.Permission },
                static body => PlatformJson.Read(body, static root => (PlatformJson.Label(root, "state"), PlatformJson.Label(root, "errorMessage"))),
                _run,
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
                        _kind.Path);
            }

            if (time.GetElapsedTime(started) > s_patience)
            {
                throw new InsightsException(
                    InsightsError.OperationTimeout,
                    string.Create(CultureInfo.InvariantCulture, $"The server's job was not done within {s_patience.TotalMinutes:0} minutes."),
                    "Run it again, with a shorter window.",
                    _kind.Path);
            }

            _run.Trace.ReportWaiting("the server's job", pause);
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }
}
