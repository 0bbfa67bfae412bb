using System.Text;
using SpeechInsights.Files;
using SpeechInsights.Reports.Html;
using SpeechInsights.Reports.Markdown;

namespace SpeechInsights.Reports;

/// <summary>The file of a report: HTML or Markdown, by its name. It lies under another name until it is whole.</summary>
internal sealed class ReportFile
{
    private readonly string _path;
    private readonly Func<InsightReport, string> _write;
    private readonly bool _replaces;

    /// <param name="path">Absolute; ends in .html, .htm or .md.</param>
    /// <param name="replaces">Whether it takes the place of what is there.</param>
    /// <exception cref="InsightsException">UnknownReportFormat or ReportExists.</exception>
    public ReportFile(string path, bool replaces)
    {
        _path = path;
        _replaces = replaces;
        _write = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".html" or ".htm" => HtmlReport.Write,
            ".md" => MarkdownReport.Write,
            _ => throw new InsightsException(
                InsightsError.UnknownReportFormat, $"'{Path.GetFileName(path)}' is neither HTML nor Markdown by its name.", "Give a path that ends in .html or .md.", path),
        };
        if (!replaces && File.Exists(path))
        {
            throw Exists(path);
        }
    }

    /// <exception cref="InsightsException">ReportExists or ReportWriteFailed; what was there before is there still.</exception>
    public void Write(InsightReport report)
    {
        string draft = $"{_path}.{OwnFile.RandomName()}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            using (FileStream file = new(draft, FileMode.CreateNew, FileAccess.Write, FileShare.Read))
            {
                file.Write(Encoding.UTF8.GetBytes(_write(report)));
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, _path, _replaces);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw !_replaces && File.Exists(_path) ? Exists(_path) : new InsightsException(
                InsightsError.ReportWriteFailed, $"The report '{_path}' can't be written ({e.GetType().Name}).", "Give a path that can be written to, with room on its disk.", _path, e);
        }
        finally
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }
        }
    }

    private static InsightsException Exists(string path) => new(InsightsError.ReportExists, $"The file '{path}' is there already.", "Use -Force to replace it, or give another path.", path);
}
