using System.Reflection;

namespace SpeechInsights.Declarations;

/// <summary>The errors of a cmdlet that are about one of several things that it was asked for, and so do not end it.</summary>
/// <param name="ids">Ids of its own.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RecordErrorsAttribute(params InsightsError[] ids) : Attribute
{
    /// <summary>Whether what a request ends with is of one record too, where the catalogue says that it can be.</summary>
    public bool OfRequests { get; init; }

    public bool Includes(InsightsError error) =>
        ids.Contains(error) || (OfRequests && ErrorCatalogue.Of(error) is { OfAnyRequest: true, OfRecord: true });

    public static bool Includes(Type cmdlet, InsightsError error) => cmdlet.GetCustomAttribute<RecordErrorsAttribute>()?.Includes(error) == true;
}
