using System.Globalization;
using SpeechInsights.Help.Cmdlets;
using SpeechInsights.Help.Pages;
using SpeechInsights.Help.Writing;

namespace SpeechInsights.Help;

/// <summary>Makes the module's help files of its Markdown and of what the built library says about its cmdlets.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 4)
        {
            Console.Error.WriteLine("Usage: SpeechInsights.Help <folder of Markdown> <SpeechInsights.dll> <output folder> <address of the sources online>");
            return 2;
        }

        // Whoever builds it, the files are the same.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return Run(args[0], args[1], args[2], args[3]);
        }
        catch (HelpSourceException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static int Run(string sources, string assembly, string output, string online)
    {
        LibraryDescription library = CmdletReader.Read(assembly);
        string[] files = [.. Directory.GetFiles(sources, "*.md").Where(static file => Path.GetFileName(file) != SharedParameters.FileName).Order(StringComparer.Ordinal)];
        IReadOnlyList<HelpEntry> shared = SharedParameters.Read(sources);
        HelpPage[] pages = [.. files.Where(static file => !IsTopic(file)).Select(HelpPageReader.Read).Select(page => GeneratedText.Complete(page, library, shared))];
        string[] problems = [.. HelpCheck.Find(library, pages, sources)];
        foreach (string problem in problems)
        {
            Console.Error.WriteLine(problem);
        }

        if (problems.Length > 0)
        {
            return 1;
        }

        // All is made before anything is written.
        (string Name, string Text)[] topics = [.. files.Where(IsTopic).Select(file => (Path.GetFileNameWithoutExtension(file), TopicText.Render(file, library)))];
        Directory.CreateDirectory(output);
        MamlWriter.Write(Path.Combine(output, $"{Path.GetFileName(assembly)}-Help.xml"), library, pages, online);
        foreach ((string name, string text) in topics)
        {
            File.WriteAllText(Path.Combine(output, $"{name}.help.txt"), text);
        }

        return 0;
    }

    private static bool IsTopic(string file) => Path.GetFileName(file).StartsWith("about_", StringComparison.Ordinal);
}
