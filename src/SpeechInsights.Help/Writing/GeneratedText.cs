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
        ["values", string type] when library.ValuesOf(type) is { Count: > 0 } values => Table("Value", "What it means", values),
        _ => throw new HelpSourceException(path, $"there is no table '{match.Groups[1].Value}'."),
    });

    /// <summary>A page with what the library declares of its cmdlet, and with what pages share.</summary>
    public static HelpPage Complete(HelpPage page, LibraryDescription library, IReadOnlyList<HelpEntry> shared)
    {
        if (library.Cmdlets.FirstOrDefault(cmdlet => cmdlet.Name == page.Name) is not { } cmdlet)
        {
            return page;
        }

        IEnumerable<HelpEntry> missing = shared.Where(entry =>
            page.Parameters.All(own => own.Name != entry.Name) && cmdlet.Parameters.Any(parameter => parameter.Name == entry.Name));
        return page with
        {
            Notes = Notes(page, cmdlet, library),
            Outputs = [.. page.Outputs.Select(entry => Complete(entry, cmdlet))],
            Parameters =
            [
                .. page.Parameters.Concat(missing)
                    .Select(entry => cmdlet.Parameters.FirstOrDefault(parameter => parameter.Name == entry.Name) is { } parameter ? Complete(entry, parameter) : entry),
            ],
        };
    }

    private static HelpEntry Complete(HelpEntry entry, ParameterDescription parameter)
    {
        string declared = string.Join(' ', ((string?[])
        [
            parameter.Bounds is { } bounds ? $"From {bounds.Least} to {bounds.Most}." : null,
            parameter.OnlyOn is { } profile ? $"Only on the {profile} profile." : null,
        ]).OfType<string>());
        return declared.Length == 0 || entry.Text.Count == 0 ? entry : entry with { Text = [.. entry.Text, declared] };
    }

    private static HelpEntry Complete(HelpEntry entry, CmdletDescription cmdlet) =>
        cmdlet.Outputs.FirstOrDefault(output => output.TypeName == entry.Name) is { } output
            ? entry with { Text = [.. entry.Text, string.Join('\n', output.Properties.Select(static property => $"- {property.Name}: {property.Text}"))] }
            : entry;

    /// <summary>The notes of a page: which of the errors end the cmdlet, what the page says, and what any request may end with.</summary>
    private static IReadOnlyList<string> Notes(HelpPage page, CmdletDescription cmdlet, LibraryDescription library)
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
