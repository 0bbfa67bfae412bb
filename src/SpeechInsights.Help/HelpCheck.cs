using SpeechInsights.Help.Cmdlets;
using SpeechInsights.Help.Pages;

namespace SpeechInsights.Help;

/// <summary>Finds where pages and cmdlets disagree.</summary>
internal static class HelpCheck
{
    private const int FewestExamples = 3;

    /// <summary>The problems, each as a line.</summary>
    public static IEnumerable<string> Find(LibraryDescription library, IReadOnlyList<HelpPage> pages, string folder) =>
    [
        .. library.Cmdlets.Where(cmdlet => pages.All(page => page.Name != cmdlet.Name))
            .Select(cmdlet => HelpSourceException.Line(folder, $"{cmdlet.Name} has no page.")),
        .. pages.SelectMany(page => library.Cmdlets.FirstOrDefault(cmdlet => cmdlet.Name == page.Name) is { } cmdlet
            ? Compare(cmdlet, page).Concat(CompareErrors(library, cmdlet, page)).Concat(CompareOutputs(cmdlet, page))
            : [HelpSourceException.Line(page.Path, $"there is no cmdlet {page.Name}.")]),
    ];

    // What the library declares is added to the notes; a page lists the cmdlet's own ids.
    private static IEnumerable<string> CompareErrors(LibraryDescription library, CmdletDescription cmdlet, HelpPage page)
    {
        string[] ofRequests = cmdlet.SendsRequests ? [.. library.Errors.Where(static error => error.OfAnyRequest).Select(static error => error.Id)] : [];
        string[] problems =
        [
            .. page.ErrorIds.Except(library.Errors.Select(static error => error.Id)).Select(static id => $"there is no error {id}."),
            .. page.ErrorIds.Intersect(ofRequests).Select(static id => $"{id} is listed among the cmdlet's own errors; what any request may end with is added."),
            .. cmdlet.OwnRecordErrors.Except(page.ErrorIds).Select(static id => $"{id} is not among the notes' errors."),
            .. page.ErrorIds.GroupBy(static id => id).Where(static group => group.Count() > 1).Select(static group => $"{group.Key} is listed more than once."),
        ];
        return problems.Select(problem => HelpSourceException.Line(page.Path, problem));
    }

    private static IEnumerable<string> CompareOutputs(CmdletDescription cmdlet, HelpPage page) =>
    [
        .. cmdlet.Outputs.Where(output => page.Outputs.All(entry => entry.Name != output.TypeName))
            .Select(output => HelpSourceException.Line(page.Path, $"{output.TypeName} is not among its outputs.")),
        .. cmdlet.Outputs.SelectMany(static output => output.Properties.Where(static property => property.Text is null)
                .Select(property => $"{output.TypeName}.{property.Name} has no docstring to describe it."))
            .Select(problem => HelpSourceException.Line(page.Path, problem)),
    ];

    private static IEnumerable<string> Compare(CmdletDescription cmdlet, HelpPage page)
    {
        string[] wanted = [.. cmdlet.Parameters.Where(static parameter => parameter.BuiltInText is null).Select(static parameter => parameter.Name)];
        string[] described = [.. page.Parameters.Where(static entry => entry.Text.Count > 0).Select(static entry => entry.Name)];
        string[] problems =
        [
            .. wanted.Except(described).Select(static name => $"-{name} is not described."),
            .. page.Parameters.Select(static entry => entry.Name).Except(wanted).Select(static name => $"there is no parameter -{name}."),
            .. described.GroupBy(static name => name).Where(static group => group.Count() > 1).Select(static group => $"-{group.Key} is described more than once."),
            .. Path.GetFileNameWithoutExtension(page.Path) == page.Name ? Array.Empty<string>() : ["the file is not named as the cmdlet."],
            .. page.Examples.Count < FewestExamples ? [$"it has {page.Examples.Count} examples; at least {FewestExamples} are wanted."] : Array.Empty<string>(),
            .. page.Links.Count == 0 ? ["it has no related link."] : Array.Empty<string>(),
        ];
        return problems.Select(problem => HelpSourceException.Line(page.Path, problem));
    }
}
