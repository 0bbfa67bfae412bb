namespace SpeechInsights.Http;

/// <summary>A trace that nobody reads.</summary>
internal sealed class SilentTrace : IRunTrace
{
    public static readonly SilentTrace Instance = new();

    public bool IsVerbose => false;

    public bool IsDebug => false;

    public void WriteVerbose(string text)
    {
    }

    public void WriteDebug(string text)
    {
    }

    public void WriteWarning(string text)
    {
    }

    public void ReportProgress(long done, long? total, string unit = "rows")
    {
    }

    public void ReportWaiting(string reason, TimeSpan time)
    {
    }
}
