using Markdig.Syntax;

namespace SpeechInsights.Help.Pages;

/// <summary>Parameters that many cmdlets have and that mean the same in each, described once.</summary>
internal static class SharedParameters
{
    public const string FileName = "_parameters.md";

    /// <exception cref="HelpSourceException">The file is not built as it should be.</exception>
    public static IReadOnlyList<HelpEntry> Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        IReadOnlyList<Block> blocks = MarkdownSource.Read(path);
        return HelpPageReader.ReadParameters([.. blocks.SkipWhile(static block => block is not HeadingBlock { Level: 3 })], path);
    }
}
