namespace SpeechInsights.Files;

/// <summary>Reads values of enumerations by the names that we write; Enum.Parse takes numbers and lists as well.</summary>
internal static class EnumName
{
    /// <exception cref="FormatException">It is none of the names.</exception>
    public static T Read<T>(string? name)
        where T : struct, Enum =>
        name is not null && Enum.GetNames<T>().Contains(name) ? Enum.Parse<T>(name) : throw new FormatException($"It is no name of {typeof(T).Name}.");
}
