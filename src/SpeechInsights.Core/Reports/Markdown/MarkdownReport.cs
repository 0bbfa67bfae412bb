using System.Text;

namespace SpeechInsights.Reports.Markdown;

/// <summary>Writes a report as GitHub Flavored Markdown: its words and tables. What is text is never taken for markup.</summary>
internal static class MarkdownReport
{
    public static string Write(InsightReport report)
    {
        StringBuilder text = new();
        text.Append("# ").Append(Escape(report.Title)).Append("\n\n");
        foreach (string sentence in report.Summary)
        {
            text.Append(Escape(sentence)).Append("\n\n");
        }

        foreach (ReportSection section in report.Sections)
        {
            text.Append("## ").Append(Escape(section.Title)).Append("\n\n");
            foreach (string sentence in section.Text)
            {
                text.Append(Escape(sentence)).Append("\n\n");
            }

            if (section.Chart is { } chart)
            {
                text.Append(Escape($"{chart.Title}: {chart.Description}")).Append("\n\n");
            }

            if (section.Table is { } table)
            {
                Write(text, table);
            }
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static void Write(StringBuilder text, ReportTable table)
    {
        text.Append(Escape(table.Caption)).Append(":\n\n");
        WriteRow(text, table.Columns.Select(ReportTable.NameOf));
        text.Append('|');
        foreach (string column in table.Columns)
        {
            text.Append(ReportTable.IsNumber(column) ? " ---: |" : " --- |");
        }

        text.Append('\n');
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            WriteRow(text, row);
        }

        text.Append('\n');
    }

    private static void WriteRow(StringBuilder text, IEnumerable<string> cells)
    {
        text.Append('|');
        foreach (string cell in cells)
        {
            text.Append(' ').Append(Escape(cell)).Append(" |");
        }

        text.Append('\n');
    }

    // A backslash before ASCII punctuation makes it text (CommonMark, section 2.4); what begins a link or a mention on GitHub too.
    private static string Escape(string value)
    {
        StringBuilder escaped = new(value.Length + 8);
        foreach (char c in value)
        {
            if (c is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '&' or '!')
            {
                escaped.Append('\\');
            }

            escaped.Append(c is '\r' or '\n' ? ' ' : c);
            if (c == '@')
            {
                // Nobody is to be called by a report.
                escaped.Append('\u200b');
            }
        }

        return escaped.ToString();
    }
}
