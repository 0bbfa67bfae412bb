using System.Globalization;
using System.Text.RegularExpressions;
using SpeechInsights.Simulator.Platform;

namespace SpeechInsights.Tests.Platform;

/// <summary>Finds the rules in the sentences that describe a field, and whether the simulator's table has them.</summary>
internal static partial class DefinitionWords
{
    // What a sentence that forbids, bounds or decides something is made of.
    [GeneratedRegex(@"\b(cannot|can't|must|maximum|max|minimum|at least \d|at most|up to|only|required|unique name|be distinct|range of \d|defaults?|allowed|separated|partial|two-levels)\b", RegexOptions.IgnoreCase)]
    private static partial Regex RuleWord();

    private static readonly (Regex Pattern, Func<Match, FieldShape, bool> IsCovered)[] s_rules =
    [
        (Maximum(), static (match, field) => field.Rule.Maximum == Number(match, 1)),
        (Minimum(), static (match, field) => field.Rule.Minimum == Number(match, 1)),
        (Range(), static (match, field) => field.Rule.Minimum == Number(match, 1) && field.Rule.Maximum == Number(match, 2)),
        (Default(), static (match, field) => IsDefault(field, match.Groups[1].Value)),
        (OneOf(), static (match, field) => field.Rule.Excludes.Append(field.Name).ToHashSet().SetEquals([match.Groups[1].Value, match.Groups[2].Value])),
        (NotWithPaging(), static (_, field) => field.Rule.Excludes.ToHashSet().SetEquals(["nextPage", "pageSize"])),
        (NotWithFilters(), static (_, field) => field.Rule.Excludes.Count > 1),
        (NotWithOne(), static (match, field) => field.Rule.Excludes.Contains(match.Groups[1].Value)),
        (OnlyFor(), static (match, field) => field.Rule.OnlyWhere is { } only && only.Values.ToHashSet().SetEquals(match.Groups[1].Value.Split('/'))),
        (OnlyBeside(), static (match, field) => field.Rule.OnlyWhere is { } only && only.Values.SequenceEqual([match.Groups[1].Value]) && only.Field == match.Groups[2].Value),
        (NeededBeside(), static (match, field) => field.Rule.NeededBesideSeveral == match.Groups[1].Value),
        (Unique(), static (_, field) => field.Rule.Unlike is { Count: > 0 }),
        (TwoLevels(), static (_, field) => field.Shape is { } inner && inner.Fields.All(static part => part.Shape?.Find("clauses") is null)),
        (SeenTo(), static (_, field) => field.Rule.IsSeenTo),
        (IsList(), static (_, field) => field.IsList),
        (Tells(), static (_, _) => true),
    ];

    /// <summary>The sentences that rule something and that the table's field does not have.</summary>
    /// <param name="description">What the definition says about the field.</param>
    /// <param name="field">The simulator's field.</param>
    /// <param name="covered">How many rules the table has.</param>
    public static IEnumerable<string> Uncovered(string description, FieldShape field, ref int covered)
    {
        List<string> uncovered = [];
        foreach (string sentence in Sentence().Split(description).Where(static text => RuleWord().IsMatch(text)))
        {
            (Match Match, Func<Match, FieldShape, bool> IsCovered)[] found =
                [.. s_rules.Select(rule => (rule.Pattern.Match(sentence), rule.IsCovered)).Where(static rule => rule.Item1.Success)];
            bool isCovered = found.Length > 0 && found.All(rule => rule.IsCovered(rule.Match, field));
            covered += isCovered ? 1 : 0;
            if (!isCovered)
            {
                uncovered.Add(sentence);
            }
        }

        return uncovered;
    }

    // A default may be an abbreviation of what the sentence says, or a whole phrase.
    private static bool IsDefault(FieldShape field, string said) =>
        field.Rule.Default is { } kept && (said.StartsWith(kept, StringComparison.OrdinalIgnoreCase) || said.Equals("the", StringComparison.Ordinal) || said == "returns");

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<=\.)\s+(?=[A-Z])")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"(?:maximum of|max that will be returned is|maximum number of \w+ that can be (?:requested|returned) is|up to) (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Maximum();

    [GeneratedRegex(@"at least (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Minimum();

    [GeneratedRegex(@"range of (\d+) to (\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Range();

    [GeneratedRegex(@"\bdefaults?(?: granularity| page size)?(?: to| is|, default is)? (\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Default();

    [GeneratedRegex(@"only one of (\w+) (?:and|or) (\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex OneOf();

    [GeneratedRegex("cannot be used with pagination", RegexOptions.IgnoreCase)]
    private static partial Regex NotWithPaging();

    [GeneratedRegex("cannot be used with other filters", RegexOptions.IgnoreCase)]
    private static partial Regex NotWithFilters();

    [GeneratedRegex("cannot be used with the \"(\\w+)\"", RegexOptions.IgnoreCase)]
    private static partial Regex NotWithOne();

    [GeneratedRegex(@"only applicable for ([\w/]+)", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyFor();

    [GeneratedRegex("only be used when (\\w+) is provided as an \"(\\w+)\"", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyBeside();

    [GeneratedRegex(@"required when requesting multiple (\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex NeededBeside();

    [GeneratedRegex("must be distinct|unique name", RegexOptions.IgnoreCase)]
    private static partial Regex Unique();

    [GeneratedRegex("two-levels of nesting", RegexOptions.IgnoreCase)]
    private static partial Regex TwoLevels();

    // What the endpoint itself does: other tests look at it.
    [GeneratedRegex("partial name|cannot be updated|must match existing|separated by commas|with the given name", RegexOptions.IgnoreCase)]
    private static partial Regex SeenTo();

    [GeneratedRegex("^comma separated", RegexOptions.IgnoreCase)]
    private static partial Regex IsList();

    // What tells of the answer and forbids nothing that is sent.
    [GeneratedRegex("^(results will only include|only named metrics|include only|only list users|gets |if requested)", RegexOptions.IgnoreCase)]
    private static partial Regex Tells();
}
