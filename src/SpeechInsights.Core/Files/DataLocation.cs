namespace SpeechInsights.Files;

/// <summary>Where the module keeps a file or folder where nobody says otherwise.</summary>
internal static class DataLocation
{
    /// <summary>The path that a variable of the environment names, or one under the user's local application data; it may be relative.</summary>
    public static string Of(string variable, string name)
    {
        string? named = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrWhiteSpace(named)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "SpeechInsights", name)
            : named;
    }
}
