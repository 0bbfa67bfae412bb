namespace SpeechInsights.Binding;

/// <summary>The name of a variable that a cmdlet sets for its caller.</summary>
internal static class VariableName
{
    /// <summary>Lets through letters, digits and underscores alone: a colon or a slash would lead to a file, a function or the environment.</summary>
    /// <exception cref="InsightsException">InvalidName.</exception>
    public static void Check(string name, string parameter)
    {
        if (name.Length is 0 or > 128 || !name.All(static c => char.IsLetterOrDigit(c) || c == '_'))
        {
            throw new InsightsException(
                InsightsError.InvalidName, $"-{parameter} is not the plain name of a variable.", "Give a name of letters, digits and underscores, without a dollar sign.", parameter);
        }
    }
}
