using System.Text;

namespace SpeechInsights.Reports.Html;

/// <summary>Text in HTML and SVG.</summary>
internal static class HtmlText
{
    public static string Escape(string value)
    {
        StringBuilder escaped = new(value.Length + 8);
        foreach (char c in value)
        {
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => char.IsControl(c) ? " " : c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
