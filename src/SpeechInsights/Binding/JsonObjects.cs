using System.Management.Automation;
using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Binding;

/// <summary>JSON as the objects that ConvertFrom-Json would make of it, and back. A token that a server sends back is masked.</summary>
internal static class JsonObjects
{
    public static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ReadObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(Read).ToArray(),
        JsonValueKind.String => HeldTokens.Mask(element.GetString()!),
        // Boxed apart: as one expression a whole number would become a double, and 9007199254740993 another number.
        JsonValueKind.Number => element.TryGetInt64(out long whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Text as it stands, and anything else by ConvertTo-Json.</summary>
    public static string Write(PSCmdlet cmdlet, object body) => body is PSObject { BaseObject: string text } ? text : body as string ?? (string)cmdlet.InvokeCommand
        .InvokeScript("param($body) ConvertTo-Json -InputObject $body -Depth 50 -Compress", body)[0].BaseObject;

    private static PSObject ReadObject(JsonElement element)
    {
        PSObject made = new();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            // Names that differ by case alone are one name to PowerShell; the first one counts.
            if (property.Name.Length > 0 && made.Properties[HeldTokens.Mask(property.Name)] is null)
            {
                made.Properties.Add(new PSNoteProperty(HeldTokens.Mask(property.Name), Read(property.Value)));
            }
        }

        return made;
    }
}
