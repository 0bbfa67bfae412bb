using System.Collections.Frozen;
using System.Reflection;

namespace SpeechInsights;

/// <summary>The rows of all error ids.</summary>
internal static class ErrorCatalogue
{
    private static readonly FrozenDictionary<InsightsError, ErrorRowAttribute> s_rows = typeof(InsightsError)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToFrozenDictionary(static field => Enum.Parse<InsightsError>(field.Name), static field => field.GetCustomAttribute<ErrorRowAttribute>()
            ?? throw new InvalidOperationException($"{nameof(InsightsError)}.{field.Name} has no {nameof(ErrorRowAttribute)}."));

    /// <summary>The ids, in the order in which the help lists them.</summary>
    public static IReadOnlyList<InsightsError> Ids { get; } = Enum.GetValues<InsightsError>();

    public static ErrorRowAttribute Of(InsightsError error) => s_rows[error];
}
