using System.Diagnostics;
using SpeechInsights.Http;

namespace SpeechInsights.Auditing;

/// <summary>One run of a command in the trail: a line at its start, and one at its end however it ends.</summary>
internal sealed class AuditedRun
{
    private readonly InsightsSession _session;
    private readonly AuditRecord _record;
    private readonly RunContext _run;
    private readonly long _started;
    private Activity? _activity;
    private bool _isOver;

    private AuditedRun(InsightsSession session, AuditRecord record, RunContext run)
    {
        _session = session;
        _record = record;
        _run = run;
        _started = session.Options.Time.GetTimestamp();
    }

    /// <summary>Writes the start.</summary>
    /// <param name="session">The session that the run uses.</param>
    /// <param name="command">The cmdlet.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="changes">Whether the run changes something on the server; then it must not go unrecorded.</param>
    /// <param name="run">What the run costs, and where it tells.</param>
    /// <exception cref="InsightsException">AuditWriteFailed, where <paramref name="changes"/> or the session requires it.</exception>
    public static AuditedRun Start(InsightsSession session, string command, AuditQuery query, bool changes, RunContext run)
    {
        AuditRecord record = new()
        {
            Timestamp = session.Options.Time.GetUtcNow(),
            RunId = Guid.NewGuid(),
            SessionId = session.SessionId,
            Command = command,
            Query = query,
            Status = AuditStatus.Started,
            ClientId = session.ClientId,
            ApiHost = session.BaseUri.Authority,
            Profile = session.Profile,
        };
        AuditedRun audited = new(session, record, run) { _activity = RunTelemetry.Start(command, session) };
        audited.Write(record, mayFail: !changes && !session.RequireAudit, run.Trace.WriteWarning);
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
            Timestamp = _session.Options.Time.GetUtcNow(),
            Status = status,
            Error = error is null ? null : (error as InsightsException)?.ErrorId ?? nameof(InsightsError.UnexpectedError),
            ResultCount = resultCount,
            AccuracyScore = accuracyScore,
            ExecutionLatencyMs = _session.Options.Time.GetElapsedTime(_started).TotalMilliseconds,
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
            _session.Audit.Append(record);
        }
        catch (InsightsException e) when (mayFail && e.Error == InsightsError.AuditWriteFailed)
        {
            if (tell is not null && _session.TellAuditFailureOnce())
            {
                tell($"{e.Message} {e.Hint} The command goes on without an audit entry.");
            }
        }
    }
}
