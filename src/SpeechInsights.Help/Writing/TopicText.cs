using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using SpeechInsights.Help.Pages;

namespace SpeechInsights.Help.Writing;

/// <summary>Makes the text of an about_ topic, in lines that fit a narrow window.</summary>
internal static class TopicText
{
    private const int Width = 78;
    private const string Indent = "    ";
    private const int ColumnGap = 2;

    /// <param name="path">The topic's Markdown; its title is the topic's name.</param>
    /// <exception cref="HelpSourceException">It is not built as it should be.</exception>
    public static string Render(string path, LibraryDescription library)
    {
        IReadOnlyList<Block> blocks = MarkdownSource.Parse(GeneratedText.Expand(File.ReadAllText(path), path, library));
        if (blocks is not [HeadingBlock { Level: 1 } title, HeadingBlock { Level: 2 } second, ..]
            || MarkdownSource.Text(title) != Path.GetFileNameWithoutExtension(path)
            || MarkdownSource.Text(second) != "SHORT DESCRIPTION")
        {
            throw new HelpSourceException(path, "it does not start with its name as the title and SHORT DESCRIPTION.");
        }

        StringBuilder text = new();
        _ = text.Append("TOPIC\n").Append(Indent).Append(MarkdownSource.Text(title)).Append('\n');
        Block previous = title;
        foreach (Block block in blocks.Skip(1))
        {
            // Get-Help takes the fifth line for the synopsis: there is no blank one below a heading.
            _ = previous is HeadingBlock && previous != title ? text : text.Append('\n');
            previous = block;
            foreach (string line in Lines(block, path))
            {
                _ = text.Append(line.TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Lines(Block block, string path) => block switch
    {
        HeadingBlock { Level: 2 } heading => [MarkdownSource.Text(heading)],
        HeadingBlock heading => ["  " + MarkdownSource.Text(heading)],
        Table table => TableLines(table),
        _ => MarkdownSource.Paragraphs([block], path)[0].Split('\n')
            .SelectMany(line => block is FencedCodeBlock ? [Indent + line] : WordWrap.Wrap(line, Indent, block is ListBlock ? 2 : 0, Width)),
    };

    // Every column but the last is as wide as its widest cell; the last takes what is left.
    private static IEnumerable<string> TableLines(Table table)
    {
        string[][] rows = [.. table.OfType<TableRow>().Select(static row => row.Select(static cell => Cell((TableCell)cell)).ToArray())];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length) + ColumnGap)];
        int before = widths.Sum();
        IEnumerable<string> Row(string[] cells) =>
            WordWrap.Wrap(string.Concat(cells[..^1].Select((cell, i) => cell.PadRight(widths[i]))) + cells[^1], Indent, before, Width);
        return [.. Row(rows[0]), Indent + new string('-', Width - Indent.Length), .. rows.Skip(1).SelectMany(Row)];
    }

    private static string Cell(TableCell cell) => string.Join(' ', cell.OfType<LeafBlock>().Select(MarkdownSource.Text));
}
