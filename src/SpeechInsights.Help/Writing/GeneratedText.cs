using System.Text.RegularExpressions;
using SpeechInsights.Help.Cmdlets;
using SpeechInsights.Help.Errors;
using SpeechInsights.Help.Pages;

namespace SpeechInsights.Help.Writing;

/// <summary>Text that is made of what the library declares, so that no page repeats it.</summary>
internal static partial class GeneratedText
{
    /// <summary>Puts tables where a topic's source has a comment such as <c>&lt;!-- table: errors Input --&gt;</c>.</summary>
    /// <exception cref="HelpSourceException">There is no such table.</exception>
    public static string Expand(string source, string path, LibraryDescription library) => TablePattern().Replace(source, match => match.Groups[1].Value.Split(' ') switch
    {
        ["errors", string group] when library.Errors.Any(error => error.Group == group) =>
            Table("Id", "What to do", library.Errors.Where(error => error.Group == group).Select(static error => (error.Id, error.Advice))),
        ["record-errors"] => Table("Cmdlet", "Ids that do not end it", library.Cmdlets
            .Select(cmdlet => (cmdlet.Name, Ids: string.Join(", ", library.RecordErrors(cmdlet))))
            .Where(static row => row.Ids.Length > 0)),
        ["permissions"] => Table("Cmdlet", "Permissions", library.Cmdlets.Where(static cmdlet => cmdlet.SendsRequests).Select(static cmdlet => (cmdlet.Name, Permissions(cmdlet)))),
        _ => throw new HelpSourceException(path, $"there is no table '{match.Groups[1].Value}'."),
    });

    /// <summary>The notes of a page: which of the errors end the cmdlet, what the page says, and what any request may end with.</summary>
    public static IReadOnlyList<string> Notes(HelpPage page, CmdletDescription cmdlet, LibraryDescription library)
    {
        if (page.ErrorIds.Count == 0)
        {
            return page.Notes;
        }

        IReadOnlyList<string> ofRecord = library.RecordErrors(cmdlet);
        List<string> notes =
        [
            ofRecord.Count == 0
                ? "Every error ends the cmdlet."
                : $"Every error ends the cmdlet but {List(ofRecord)}: {(ofRecord.Count == 1 ? "that is" : "these are")} about one of the things that were asked for, after which the next one has its turn.",
            .. page.Notes,
        ];
        if (cmdlet.SendsRequests)
        {
            IEnumerable<string> common = library.Errors.Where(static error => error.OfAnyRequest).Select(static error => error.Id);
            notes.Add($"What servers and networks do has the same ids everywhere: {List([.. common])}. about_SpeechInsights_Errors says what to do about each.");
        }

        return notes;
    }

    private static string Permissions(CmdletDescription cmdlet) => cmdlet.Permissions.Count == 0
        ? "none"
        : string.Join("; ", cmdlet.Permissions.Select(static permission => permission.When is null ? permission.Name : $"{permission.Name} {permission.When}"));

    private static string Table(string first, string second, IEnumerable<(string First, string Second)> rows) =>
        $"| {first} | {second} |\n|---|---|\n" + string.Join('\n', rows.Select(static row => $"| {row.First} | {row.Second} |"));

    private static string List(IReadOnlyList<string> words) => words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    [GeneratedRegex("<!-- table: ([^>]+) -->")]
    private static partial Regex TablePattern();
}
