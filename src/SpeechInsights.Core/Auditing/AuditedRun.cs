using System.Diagnostics;
using SpeechInsights.Http;

namespace SpeechInsights.Auditing;

/// <summary>One run of a command in the trail: a line at its start, and one at its end however it ends.</summary>
internal sealed class AuditedRun
{
    private readonly AuditSource _source;
    private readonly AuditRecord _record;
    private readonly RunContext _run;
    private readonly long _started;
    private Activity? _activity;
    private bool _isOver;

    private AuditedRun(AuditSource source, AuditRecord record, RunContext run)
    {
        _source = source;
        _record = record;
        Query = record.Query!;
        _run = run;
        _started = source.Time.GetTimestamp();
    }

    /// <summary>The run's id, which both of its lines carry.</summary>
    public Guid RunId => _record.RunId!.Value;

    /// <summary>What the end says of what was asked: at first as the start has it.</summary>
    public AuditQuery Query { get; set; }

    /// <summary>Writes the start.</summary>
    /// <param name="source">Whose run it is, and the trail that it goes to.</param>
    /// <param name="command">The cmdlet.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="changes">Whether the run changes something on the server; then it must not go unrecorded.</param>
    /// <param name="run">What the run costs, and where it tells.</param>
    /// <exception cref="InsightsException">AuditWriteFailed, where <paramref name="changes"/> or the session requires it.</exception>
    public static AuditedRun Start(AuditSource source, string command, AuditQuery query, bool changes, RunContext run)
    {
        AuditRecord record = new()
        {
            Timestamp = source.Time.GetUtcNow(),
            RunId = Guid.NewGuid(),
            SessionId = source.Session?.SessionId,
            Command = command,
            Query = query,
            Status = AuditStatus.Started,
            ClientId = source.Session?.ClientId,
            ApiHost = source.Session?.BaseUri.Authority,
            Profile = source.Session?.Profile,
        };
        AuditedRun audited = new(source, record, run) { _activity = RunTelemetry.Start(command, source.Session) };
        audited.Write(record, mayFail: !changes && source.Session?.RequireAudit != true, run.Trace.WriteWarning);
        return audited;
    }

    /// <summary>Writes the end; only the first call counts.</summary>
    public void End(AuditStatus status, long? resultCount, Exception? error = null, double? accuracyScore = null) =>
        End(status, resultCount, error, accuracyScore, _run.Trace.WriteWarning);

    /// <summary>Writes the end; only the first call counts.</summary>
    /// <param name="tell">Told where it can't be written; null where nobody listens any more.</param>
    public void End(AuditStatus status, long? resultCount, Exception? error, double? accuracyScore, Action<string>? tell)
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        AuditRecord end = _record with
        {
            Timestamp = _source.Time.GetUtcNow(),
            Query = Query,
            Status = status,
            Error = error is null ? null : (error as InsightsException)?.ErrorId ?? nameof(InsightsError.UnexpectedError),
            ResultCount = resultCount,
            AccuracyScore = accuracyScore,
            ExecutionLatencyMs = _source.Time.GetElapsedTime(_started).TotalMilliseconds,
            RequestCount = _run.RequestCount,
            RetryCount = _run.RetryCount,
            CorrelationIds = GetCorrelationIds(error),
        };
        RunTelemetry.End(_activity, end);
        Write(end, mayFail: true, tell);
    }

    // Support asks for the one that failed: other answers may have come since, or its own never whole.
    private string[] GetCorrelationIds(Exception? error)
    {
        string[] ids = _run.GetCorrelationIds();
        return error is not ApiException { CorrelationId: { } failed } || ids.Contains(failed)
            ? ids
            : [.. ids.Take(RunContext.MaximumCorrelationIds - 1), failed];
    }

    private void Write(AuditRecord record, bool mayFail, Action<string>? tell)
    {
        try
        {
            _source.Audit.Append(record);
        }
        catch (InsightsException e) when (mayFail && e.Error == InsightsError.AuditWriteFailed)
        {
            if (tell is not null && _source.TellFailureOnce())
            {
                tell($"{e.Message} {e.Hint} The command goes on without an audit entry.");
            }
        }
    }
}
