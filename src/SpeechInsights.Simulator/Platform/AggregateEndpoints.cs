using System.Collections.Concurrent;
using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>The synchronous and the asynchronous query of one kind of aggregates.</summary>
/// <param name="options">How jobs run and end.</param>
/// <param name="read">The facts that a query may add up.</param>
internal sealed class AggregateEndpoints(SimulatorOptions options, Func<AggregateRequest, IEnumerable<IFact>> read)
{
    private const int KeptJobs = 1_000;

    private readonly ConcurrentDictionary<string, AggregateJob> _jobs = new(StringComparer.Ordinal);

    /// <summary>How many jobs there are that nobody deleted.</summary>
    public int JobCount => _jobs.Count;

    public Reply Query(ReceivedRequest request, JsonElement body)
    {
        AggregateRequest query = new(body);
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            AggregateJson.WriteResults(writer, query, Run(query));
            writer.WriteEndObject();
        });
    }

    public Reply CreateJob(ReceivedRequest request, JsonElement body)
    {
        AggregateRequest query = new(body);
        if (_jobs.Count >= KeptJobs)
        {
            throw new RefusedException(429, "too.many.requests", "There are too many jobs.");
        }

        string id = Guid.NewGuid().ToString("D");
        _jobs[id] = new AggregateJob(query, Run(query), options.Time.GetUtcNow(), options.JobEnding, options.JobLooks);
        return Reply.Of(StatusCodes.Status202Accepted, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("jobId"u8, id);
            writer.WriteEndObject();
        });
    }

    public Reply Status(ReceivedRequest request)
    {
        AggregateJob job = Find(request);
        string state = job.Look();
        return Reply.Of(state is "QUEUED" or "PENDING" ? StatusCodes.Status202Accepted : StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("state"u8, state);
            if (state == "FAILED")
            {
                writer.WriteString("errorMessage"u8, options.JobError);
            }

            writer.WriteString("submissionDate"u8, PlatformTime.Text(job.Submitted));
            writer.WriteString("expirationDate"u8, PlatformTime.Text(job.Submitted.AddDays(1)));
            writer.WriteEndObject();
        });
    }

    public Reply Results(ReceivedRequest request)
    {
        AggregateJob job = Find(request);
        if (!job.IsFulfilled)
        {
            throw PlatformRefusal.Bad("jobId", "The query's results are not available: it is not fulfilled.");
        }

        int offset = ReadCursor(request.Query["cursor"], job);
        int next = offset + job.Request.PageSize;
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            AggregateJson.WriteResults(writer, job.Request, job.Rows.Skip(offset).Take(job.Request.PageSize));
            if (next < job.Rows.Count)
            {
                writer.WriteString("cursor"u8, CursorOf(next));
            }

            writer.WriteEndObject();
        });
    }

    public Reply DeleteJob(ReceivedRequest request)
    {
        Find(request);
        _jobs.TryRemove(request.Argument!, out _);
        return Reply.NoContent();
    }

    private IReadOnlyList<AggregateRow> Run(AggregateRequest query)
    {
        Aggregation aggregation = new(query);
        foreach (IFact fact in read(query))
        {
            aggregation.Add(fact);
        }

        return aggregation.Rows;
    }

    private AggregateJob Find(ReceivedRequest request) => _jobs.TryGetValue(request.Argument!, out AggregateJob? job)
        ? job
        : throw PlatformRefusal.Missing("not.found", "The requested resource was not found.", request.Argument!);

    // Opaque to a client, and with letters that have to be escaped in a query.
    private static string CursorOf(int offset) => Convert.ToBase64String(BitConverter.GetBytes(offset)) + "+/";

    private static int ReadCursor(string? cursor, AggregateJob job)
    {
        if (cursor is null)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[16];
        return cursor.EndsWith("+/", StringComparison.Ordinal)
            && Convert.TryFromBase64String(cursor[..^2], bytes, out int length)
            && length == sizeof(int)
            && BitConverter.ToInt32(bytes) is int offset
            && offset >= 0 && offset < job.Rows.Count
                ? offset
                : throw PlatformRefusal.Query("cursor", cursor, "a cursor of this job's results");
    }
}
