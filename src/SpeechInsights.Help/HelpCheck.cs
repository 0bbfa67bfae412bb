using SpeechInsights.Help.Cmdlets;
using SpeechInsights.Help.Pages;

namespace SpeechInsights.Help;

/// <summary>Finds where pages and cmdlets disagree.</summary>
internal static class HelpCheck
{
    private const int FewestExamples = 3;

    /// <summary>The problems, each as a line.</summary>
    public static IEnumerable<string> Find(IReadOnlyList<CmdletDescription> cmdlets, IReadOnlyList<HelpPage> pages, string folder) =>
    [
        .. cmdlets.Where(cmdlet => pages.All(page => page.Name != cmdlet.Name))
            .Select(cmdlet => HelpSourceException.Line(folder, $"{cmdlet.Name} has no page.")),
        .. pages.SelectMany(page => cmdlets.FirstOrDefault(cmdlet => cmdlet.Name == page.Name) is { } cmdlet
            ? Compare(cmdlet, page)
            : [HelpSourceException.Line(page.Path, $"there is no cmdlet {page.Name}.")]),
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
