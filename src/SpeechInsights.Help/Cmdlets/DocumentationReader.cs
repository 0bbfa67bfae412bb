using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SpeechInsights.Help.Cmdlets;

/// <summary>Reads the docstrings of a library from the file that the compiler writes beside it.</summary>
internal sealed partial class DocumentationReader
{
    private readonly Dictionary<string, XElement> _members;

    /// <param name="path">The XML file.</param>
    public DocumentationReader(string path) => _members = XDocument.Load(path).Descendants("member").ToDictionary(static member => member.Attribute("name")!.Value);

    /// <summary>The summary of a property as plain text on one line, or null where there is none.</summary>
    public string? OfProperty(string type, string property) => Find($"P:{type}.{property}");

    /// <summary>The summary of an enumeration's value, or null where there is none.</summary>
    public string? OfField(string type, string field) => Find($"F:{type}.{field}");

    private string? Find(string key) =>
        !_members.TryGetValue(key, out XElement? member) ? null
        : member.Element("inheritdoc")?.Attribute("cref")?.Value is { } other ? Find(other)
        : member.Element("summary") is { } summary ? SpacePattern().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
        : null;

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => see.Attribute("cref")?.Value.Split('.')[^1] ?? see.Attribute("langword")?.Value ?? "",
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();
}
