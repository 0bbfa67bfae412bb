using System.Net;

namespace SpeechInsights.Reports.Html;

/// <summary>Text in HTML and SVG.</summary>
internal static class HtmlText
{
    // Control characters are none of XML's, and SVG is XML.
    public static string Escape(string value) => WebUtility.HtmlEncode(string.Concat(value.Select(static c => char.IsControl(c) ? ' ' : c)));
}
