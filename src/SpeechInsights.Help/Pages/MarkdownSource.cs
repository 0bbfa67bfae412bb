using System.Text;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SpeechInsights.Help.Pages;

/// <summary>Reads Markdown, and makes plain text of its parts.</summary>
internal static class MarkdownSource
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseYamlFrontMatter().Build();

    /// <summary>The blocks of a file, without its front matter.</summary>
    public static IReadOnlyList<Block> Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>The blocks of a text, without its front matter.</summary>
    public static IReadOnlyList<Block> Parse(string text) =>
        [.. Markdown.Parse(text, s_pipeline).Where(static block => block is not YamlFrontMatterBlock and not LinkReferenceDefinitionGroup)];

    /// <summary>Paragraphs of plain text, a list as one paragraph with a line for each item, code indented.</summary>
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks, string path) => [.. blocks.Select(block => Paragraph(block, path))];

    /// <summary>The text of a line, without its marks.</summary>
    public static string Text(LeafBlock block) => block.Inline is null ? "" : Text(block.Inline);

    /// <summary>The lines of a block of code.</summary>
    public static string Code(LeafBlock block) => block.Lines.ToString().TrimEnd();

    private static string Paragraph(Block block, string path) => block switch
    {
        FencedCodeBlock code => string.Join('\n', Code(code).Split('\n').Select(static line => "    " + line)),
        ListBlock list => string.Join('\n', list.Select((item, i) => $"{(list.IsOrdered ? $"{i + 1}." : "-")} {Item((ListItemBlock)item, path)}")),
        ParagraphBlock paragraph => Text(paragraph),
        _ => throw new HelpSourceException($"{path}({block.Line + 1})", $"a {block.GetType().Name} is not known here."),
    };

    private static string Item(ListItemBlock item, string path) => string.Join("\n  ", item.Select(block => Paragraph(block, path)));

    private static string Text(ContainerInline container)
    {
        StringBuilder text = new();
        foreach (Inline inline in container)
        {
            _ = text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                AutolinkInline link => link.Url,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                ContainerInline inner => Text(inner),
                _ => "",
            });
        }

        return text.ToString();
    }
}
