namespace SpeechInsights.Auditing;

/// <summary>Whose run it is, and the trail that it goes to.</summary>
internal sealed class AuditSource
{
    private readonly Func<bool> _tellFailureOnce;

    private AuditSource(AuditFile audit, TimeProvider time, InsightsSession? session, Func<bool> tellFailureOnce)
    {
        Audit = audit;
        Time = time;
        Session = session;
        _tellFailureOnce = tellFailureOnce;
    }

    public AuditFile Audit { get; }

    public TimeProvider Time { get; }

    /// <summary>The session; null for a run that needs none.</summary>
    public InsightsSession? Session { get; }

    public static AuditSource Of(InsightsSession session) => new(session.Audit, session.Options.Time, session, session.TellAuditFailureOnce);

    /// <summary>A run without a session.</summary>
    public static AuditSource Of(AuditFile audit) => new(audit, TimeProvider.System, null, static () => true);

    /// <summary>Whether this is the first time that the trail could not be written.</summary>
    public bool TellFailureOnce() => _tellFailureOnce();
}
