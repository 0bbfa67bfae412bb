using System.Management.Automation;

namespace SpeechInsights.Errors;

/// <summary>Turns the engine's failures into error records, by the catalogue.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord ToErrorRecord(this InsightsException exception) =>
        new(exception, exception.ErrorId, Enum.Parse<ErrorCategory>(ErrorCatalogue.Of(exception.Error).Category.ToString()), exception.Target)
        {
            ErrorDetails = new ErrorDetails(exception.Message)
            {
                RecommendedAction = exception.Hint,
            },
        };
}
