using System.Security.Cryptography;
using System.Text;
using SpeechInsights.Reports.Html.Charts;

namespace SpeechInsights.Reports.Html;

/// <summary>
/// Writes a report as one HTML file that asks for nothing: no script, no font, no picture. Its own policy allows its one style sheet by its
/// hash and nothing else; where a server's policy forbids that too, it can still be read, for charts have their colours in attributes.
/// </summary>
internal static class HtmlReport
{
    public static string Write(InsightReport report)
    {
        StringBuilder html = new();
        string title = HtmlText.Escape(report.Title);
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
            .Append(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(HtmlStyle.Sheet)))).Append("'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append("<meta name=\"referrer\" content=\"no-referrer\">\n<title>").Append(title).Append("</title>\n<style>").Append(HtmlStyle.Sheet).Append("</style>\n</head>\n<body>\n<main>\n<h1>")
            .Append(title).Append("</h1>\n");
        WriteText(html, report.Summary, " class=\"summary\"");
        int number = 0;
        foreach (ReportSection section in report.Sections)
        {
            number++;
            html.Append("<section aria-labelledby=\"s").Append(number).Append("\">\n<h2 id=\"s").Append(number).Append("\">").Append(HtmlText.Escape(section.Title)).Append("</h2>\n");
            WriteText(html, section.Text, "");
            if (section.Chart is { } chart)
            {
                html.Append("<figure>\n");
                SvgChart.Write(html, chart, $"c{number}");
                html.Append("<figcaption>").Append(HtmlText.Escape($"{chart.Title}. {chart.Description}")).Append("</figcaption>\n</figure>\n");
            }

            if (section.Table is { } table)
            {
                WriteTable(html, table, isFolded: section.Chart is not null);
            }

            html.Append("</section>\n");
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void WriteText(StringBuilder html, IReadOnlyList<string> sentences, string attributes)
    {
        foreach (string sentence in sentences)
        {
            html.Append("<p").Append(attributes).Append('>').Append(HtmlText.Escape(sentence)).Append("</p>\n");
        }
    }

    // What a chart shows already is folded away, and is there for whoever wants the figures or can't see the chart.
    private static void WriteTable(StringBuilder html, ReportTable table, bool isFolded)
    {
        html.Append(isFolded ? "<details>\n<summary>The figures of the chart</summary>\n" : "")
            .Append("<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"").Append(HtmlText.Escape(table.Caption)).Append("\">\n<table border=\"1\" cellpadding=\"4\">\n<caption>")
            .Append(HtmlText.Escape(table.Caption)).Append("</caption>\n<thead>\n<tr>");
        foreach (string column in table.Columns)
        {
            html.Append("<th scope=\"col\"").Append(AlignmentOf(column)).Append('>').Append(HtmlText.Escape(ReportTable.NameOf(column))).Append("</th>");
        }

        html.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            html.Append("<tr>");
            for (int cell = 0; cell < row.Count; cell++)
            {
                string tag = cell == 0 ? "th" : "td";
                html.Append('<').Append(tag).Append(cell == 0 ? " scope=\"row\" align=\"left\"" : AlignmentOf(table.Columns[cell])).Append('>')
                    .Append(HtmlText.Escape(row[cell])).Append("</").Append(tag).Append('>');
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n</div>\n").Append(isFolded ? "</details>\n" : "");
    }

    private static string AlignmentOf(string column) => ReportTable.IsNumber(column) ? " align=\"right\"" : " align=\"left\"";
}
