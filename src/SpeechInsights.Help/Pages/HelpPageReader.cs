using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SpeechInsights.Help.Pages;

/// <summary>Reads a cmdlet's page, in the sections that platyPS gave such pages.</summary>
internal static class HelpPageReader
{
    private const string DefaultKey = "Default value:";

    /// <exception cref="HelpSourceException">The page is not built as it should be.</exception>
    public static HelpPage Read(string path)
    {
        IReadOnlyList<Block> blocks = MarkdownSource.Read(path);
        string name = blocks is [HeadingBlock { Level: 1 } title, ..]
            ? MarkdownSource.Text(title)
            : throw new HelpSourceException(path, "it does not start with the cmdlet's name as its title.");
        Dictionary<string, Block[]> sections = Split(blocks.Skip(1), 2, path).ToDictionary(static part => part.Title, static part => part.Blocks, StringComparer.Ordinal);
        Block[] Section(string section) => sections.Remove(section, out Block[]? found) && found.Length > 0
            ? found
            : throw new HelpSourceException(path, $"the section {section} is missing or empty.");

        Block[] notes = Section("NOTES");
        HelpPage page = new()
        {
            Path = path,
            Name = name,
            Synopsis = MarkdownSource.Paragraphs(Section("SYNOPSIS"), path),
            Description = MarkdownSource.Paragraphs(Section("DESCRIPTION"), path),
            Examples = [.. Split(Section("EXAMPLES"), 3, path).Select(part => ReadExample(part.Title, part.Blocks, path))],
            Parameters = ReadParameters(sections.Remove("PARAMETERS", out Block[]? parameters) ? parameters : [], path),
            Inputs = [.. Split(Section("INPUTS"), 3, path).Select(part => ReadEntry(part.Title, part.Blocks, path))],
            Outputs = [.. Split(Section("OUTPUTS"), 3, path).Select(part => ReadEntry(part.Title, part.Blocks, path))],
            Notes = MarkdownSource.Paragraphs(notes, path),
            ErrorIds = [.. notes.OfType<ListBlock>().SelectMany(static list => list).SelectMany(ReadErrorIds)],
            Links = [.. Section("RELATED LINKS").OfType<ListBlock>().SelectMany(static list => list).SelectMany(static item => item.Descendants<LinkInline>()).Select(ReadLink)],
        };
        return sections.Count == 0 ? page : throw new HelpSourceException(path, $"the section {sections.Keys.First()} is not known.");
    }

    /// <summary>The parameters below headings such as '-Name'.</summary>
    public static IReadOnlyList<HelpEntry> ReadParameters(Block[] blocks, string path) =>
        [.. Split(blocks, 3, path).Select(part => ReadEntry(part.Title.TrimStart('-'), part.Blocks, path))];

    private static List<(string Title, Block[] Blocks)> Split(IEnumerable<Block> blocks, int level, string path)
    {
        List<(string Title, Block[] Blocks)> parts = [];
        foreach (Block block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level == level)
            {
                parts.Add((MarkdownSource.Text(heading), []));
            }
            else if (parts.Count == 0)
            {
                throw new HelpSourceException($"{path}({block.Line + 1})", "there is text before the first heading.");
            }
            else
            {
                parts[^1] = (parts[^1].Title, [.. parts[^1].Blocks, block]);
            }
        }

        return parts;
    }

    private static HelpExample ReadExample(string title, Block[] blocks, string path) =>
        blocks is [FencedCodeBlock { Info: "powershell" } code, .. Block[] remarks] && remarks.Length > 0
            ? new HelpExample(title, MarkdownSource.Code(code), MarkdownSource.Paragraphs(remarks, path))
            : throw new HelpSourceException(path, $"'{title}' is not PowerShell code and then a remark.");

    private static HelpEntry ReadEntry(string name, Block[] blocks, string path)
    {
        string? value = blocks.OfType<FencedCodeBlock>().Where(static block => block.Info == "yaml")
            .SelectMany(static block => MarkdownSource.Code(block).Split('\n'))
            .Where(static line => line.StartsWith(DefaultKey, StringComparison.Ordinal))
            .Select(static line => line[DefaultKey.Length..].Trim())
            .FirstOrDefault();
        return new HelpEntry(name, MarkdownSource.Paragraphs(blocks.Where(static block => block is not FencedCodeBlock { Info: "yaml" }), path), value);
    }

    // The names set as code before the colon.
    private static IEnumerable<string> ReadErrorIds(Block item) => item.Descendants<ParagraphBlock>().First().Inline!
        .TakeWhile(static inline => inline is CodeInline || inline.ToString() is ", " or " and ")
        .OfType<CodeInline>().Select(static code => code.Content);

    // A link to another page says no more than its name.
    private static HelpLink ReadLink(LinkInline link) => new(
        (link.FirstChild as LiteralInline)?.Content.ToString() ?? link.Url ?? "",
        link.Url?.StartsWith("https://", StringComparison.Ordinal) == true ? link.Url : "");
}
