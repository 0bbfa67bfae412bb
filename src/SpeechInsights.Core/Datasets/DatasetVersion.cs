using System.Text.Json;

namespace SpeechInsights.Datasets;

/// <summary>What is written by a newer version of the module, and is left as it is.</summary>
internal static class DatasetVersion
{
    private const string Mark = "SpeechInsights.IsNewer";

    /// <exception cref="InsightsException">DatasetInvalid.</exception>
    public static void Check(JsonElement root, int format, string path)
    {
        if (root.GetProperty("format").GetInt32() is var found && found != format)
        {
            throw found < format ? new FormatException("It has no such format.") : Newer(path);
        }
    }

    /// <summary>Whether a failure is about what a newer version wrote.</summary>
    public static bool IsNewer(InsightsException e) => e.Data.Contains(Mark);

    private static InsightsException Newer(string path)
    {
        InsightsException newer = new(InsightsError.DatasetInvalid, $"{path} was written by a newer version of the module.", "Install that version; this one leaves it as it is.", path);
        newer.Data[Mark] = true;
        return newer;
    }
}
