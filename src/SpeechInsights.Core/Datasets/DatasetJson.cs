using System.Text.Json;

namespace SpeechInsights.Datasets;

/// <summary>Reads the small JSON files of a dataset.</summary>
internal static class DatasetJson
{
    /// <returns>Null where there is no such file.</returns>
    /// <exception cref="InsightsException">DatasetInvalid.</exception>
    public static T? Read<T>(string path, int maximumBytes, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            byte[] bytes = file.Length <= maximumBytes ? new byte[file.Length] : throw new FormatException("It is too long.");
            file.ReadExactly(bytes);
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
            return read(document.RootElement);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            throw DatasetErrors.Invalid(path, "was cut or changed, or is none of a dataset's.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetErrors.Invalid(path, $"can't be read: {e.Message}", e);
        }
    }

    /// <exception cref="FormatException">It is no text.</exception>
    public static string Text(JsonElement element) => element.GetString() ?? throw new FormatException("A text is missing.");
}
