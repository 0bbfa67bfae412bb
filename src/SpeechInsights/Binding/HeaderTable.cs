using System.Collections;
using System.Globalization;

namespace SpeechInsights.Binding;

/// <summary>Reads a hashtable of headers.</summary>
internal static class HeaderTable
{
    /// <returns>Null where there is no table.</returns>
    public static IReadOnlyDictionary<string, string>? Read(Hashtable? table)
    {
        if (table is null)
        {
            return null;
        }

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            headers[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""] = Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? "";
        }

        return headers;
    }
}
