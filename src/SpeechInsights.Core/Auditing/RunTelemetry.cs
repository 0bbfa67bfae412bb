using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace SpeechInsights.Auditing;

/// <summary>
/// What a host that listens learns of each run: an activity of the source SpeechInsights, and instruments of the meter of that name.
/// They say what the trail's lines say, without who asked, and cost nothing where nobody listens.
/// </summary>
internal static class RunTelemetry
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "SpeechInsights";

    private static readonly ActivitySource s_source = new(Name);
    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_requests = s_meter.CreateCounter<long>("speechinsights.requests", "{request}", "Requests that were sent.");
    private static readonly Counter<long> s_retries = s_meter.CreateCounter<long>("speechinsights.retries", "{request}", "Repeats among them.");
    private static readonly Counter<long> s_results = s_meter.CreateCounter<long>("speechinsights.results", "{object}", "Objects that commands gave.");
    private static readonly Histogram<double> s_duration = s_meter.CreateHistogram<double>("speechinsights.run.duration", "s", "How long commands took.");

    public static Activity? Start(string command, InsightsSession? session) => s_source.StartActivity(command, ActivityKind.Client)
        ?.SetTag("server.address", session?.BaseUri.Host)
        .SetTag("speechinsights.profile", session?.Profile.ToString());

    public static void End(Activity? activity, AuditRecord end)
    {
        TagList tags = new() { { "command", end.Command }, { "status", end.Status.ToString() } };
        s_requests.Add(end.RequestCount, tags);
        s_retries.Add(end.RetryCount, tags);
        s_results.Add(end.ResultCount ?? 0, tags);
        s_duration.Record((end.ExecutionLatencyMs ?? 0) / 1000, tags);
        if (activity is null)
        {
            return;
        }

        activity.SetTag("speechinsights.requests", end.RequestCount).SetTag("speechinsights.retries", end.RetryCount).SetTag("speechinsights.results", end.ResultCount);
        if (end.Error is not null)
        {
            activity.SetTag("error.type", end.Error);
        }

        activity.SetStatus(end.Status == AuditStatus.Completed ? ActivityStatusCode.Ok : ActivityStatusCode.Error, end.Error);
        activity.Dispose();
    }
}
