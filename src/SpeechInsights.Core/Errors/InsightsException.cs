namespace SpeechInsights;

/// <summary>A failure with an id to catch it by, a message and a hint on what to do next. It never carries a secret.</summary>
public class InsightsException : Exception
{
    internal InsightsException(
        InsightsError error, string message, string? hint = null, string? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Error = error;
        Hint = hint ?? ErrorCatalogue.Of(error).Advice;
        Target = target;
        MayPass = ErrorCatalogue.Of(error).MayPass;
    }

    internal InsightsError Error { get; }

    /// <summary>The id, which is also the first part of the error record's FullyQualifiedErrorId.</summary>
    public string ErrorId => Error.ToString();

    /// <summary>What to do next.</summary>
    public string Hint { get; }

    /// <summary>Whether the same may go well later without anybody's doing, so that a scheduler does well to repeat it.</summary>
    public bool MayPass { get; internal init; }

    /// <summary>What it was about: an id, a path of the API, a host, a name; or null.</summary>
    public string? Target { get; }
}
