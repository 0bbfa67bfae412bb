namespace SpeechInsights.Datasets;

/// <summary>The failures that more than one part of a dataset's code has.</summary>
internal static class DatasetErrors
{
    public static InsightsException Invalid(string path, string what, Exception? inner = null) =>
        new(InsightsError.DatasetInvalid, $"{path} {what}", target: path, innerException: inner);

    public static InsightsException WriteFailed(string path, Exception e) => new(
        InsightsError.DatasetWriteFailed, $"{path} can't be written: {e.Message}", target: path, innerException: e);

    public static InsightsException Exists(string path) => new(InsightsError.DatasetExists, $"{path} is there already.", target: path);

    /// <summary>Whether it is the file system that failed, and not what a file holds.</summary>
    /// <remarks>The last one is what .NET makes of EFBIG, a file that is larger than the system or a quota allows.</remarks>
    public static bool IsOfFiles(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };
}
