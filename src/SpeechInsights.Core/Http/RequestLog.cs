using System.Buffers;
using System.Globalization;
using System.Text;

namespace SpeechInsights.Http;

/// <summary>What a request leaves in the verbose and debug streams: never a header that holds a credential, never an answer's body.</summary>
internal static class RequestLog
{
    private const int MaximumBody = 2000;

    // A thousand ids need not all be turned into text; what is masked is found before the text is cut.
    private const int MaximumRead = 16 * 1024;

    /// <summary>Verbose: one line for each answer.</summary>
    public static void Write(RunContext run, ApiRequest request, ReceivedAnswer answer, int attempt, TimeSpan elapsed)
    {
        if (run.Trace.IsVerbose)
        {
            run.Trace.WriteVerbose(string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Method} {request.Path} -> {(int)answer.Status} in {elapsed.TotalMilliseconds:0} ms, {answer.Body.Length} bytes, attempt {attempt}"));
        }

        if (run.Trace.IsDebug)
        {
            run.Trace.WriteDebug($"Answer: HTTP {(int)answer.Status}, {answer.MediaType ?? "no content type"}, correlation id {answer.CorrelationId ?? "none"}");
        }
    }

    /// <summary>Debug: the query as it is sent.</summary>
    public static void WriteRequest(RunContext run, ApiRequest request)
    {
        if (run.Trace.IsDebug)
        {
            ReadOnlySequence<byte> shown = request.LoggedBody ?? request.Body;
            string body = shown.IsEmpty ? "no body" : Encoding.UTF8.GetString(shown.Slice(0, Math.Min(shown.Length, MaximumRead)));
            run.Trace.WriteDebug($"{request.Method} {request.Path}: {DisplayText.Redact(body, MaximumBody)}");
        }
    }
}
