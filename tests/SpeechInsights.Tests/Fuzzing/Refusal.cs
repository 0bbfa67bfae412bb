using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>The exceptions that readers may end with; any other one is a failure.</summary>
internal static class Refusal
{
    /// <summary>No exception at all.</summary>
    public static bool None(Exception e) => false;

    /// <summary>What <see cref="RequestSender"/> turns into an InvalidResponse; of its texts only ours may be shown.</summary>
    public static bool Json(Exception e) => e switch
    {
        JsonException => true,
        FormatException => e.GetType() == typeof(FormatException)
            && (e.Message.EndsWith(" is not of the expected kind", StringComparison.Ordinal) || e.Message.EndsWith(" is missing", StringComparison.Ordinal))
            && Sane.IsPrintable(e.Message),
        _ => IsHalfSurrogate(e),
    };

    /// <summary>What the commands show: an error of one of these ids, fit for a terminal.</summary>
    public static Predicate<Exception> Api(params string[] ids) => e =>
        e is InsightsException error
        && ids.Contains(error.ErrorId)
        && Sane.IsPrintable(error.Message)
        && Sane.IsPrintable(error.Hint)
        && Sane.IsPrintable(error.Target)
        && (e is not ApiException api || IsSane(api));

    private static bool IsSane(ApiException e) =>
        Sane.IsPrintable(e.Code) && Sane.IsPrintable(e.CorrelationId)
        && e.RetryAfter is not { Ticks: < 0 }
        && !(e.IsTransient && e.RetryAfter > RetryAfter.Longest);

    // System.Text.Json's way to say that an escaped name or text is no text; kinds that differ have another message.
    private static bool IsHalfSurrogate(Exception e) =>
        e is InvalidOperationException { Source: { } source } && source.StartsWith("System.Text.Json", StringComparison.Ordinal)
        && e.Message.StartsWith("Cannot ", StringComparison.Ordinal);
}
