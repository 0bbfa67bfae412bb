using System.Globalization;
using System.Text;

namespace SpeechInsights.Reports.Html.Charts;

/// <summary>
/// Writes charts as SVG that needs no style: colours are attributes that can be seen on light and dark ground and told apart without
/// them, and text has the colour of the page's.
/// </summary>
internal static class SvgChart
{
    public const int Width = 480;

    /// <summary>Blue and vermilion, each with a contrast of more than 3 to white and to black.</summary>
    public const string First = "#2b7bba";

    public const string Second = "#c8590d";

    /// <param name="svg">Where it is written.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="id">An id that nothing else on the page has.</param>
    public static void Write(StringBuilder svg, ReportChart chart, string id)
    {
        int height = chart switch
        {
            RangeChart range => RangeSvg.HeightOf(range),
            CurveChart => CurveSvg.Height,
            BarChart bars => BarSvg.HeightOf(bars),
            _ => throw new ArgumentOutOfRangeException(nameof(chart)),
        };
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}t {id}d\" viewBox=\"0 0 {Width} {height}\" width=\"100%\" height=\"{height}\" ")
            .Append("preserveAspectRatio=\"xMinYMin meet\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"currentColor\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title id=\"{id}t\">{HtmlText.Escape(chart.Title)}</title>\n<desc id=\"{id}d\">{HtmlText.Escape(chart.Description)}</desc>\n");
        switch (chart)
        {
            case RangeChart range:
                RangeSvg.Write(svg, range);
                break;
            case CurveChart curve:
                CurveSvg.Write(svg, curve);
                break;
            case BarChart bars:
                BarSvg.Write(svg, bars);
                break;
        }

        svg.Append("</svg>\n");
    }

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string attributes) =>
        svg.Append($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" {attributes}/>\n");

    /// <param name="svg">Where it is written.</param>
    /// <param name="x">Its place.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">What it says.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="attributes">More of its attributes.</param>
    public static void Text(StringBuilder svg, double x, double y, string text, string anchor = "start", string attributes = "") =>
        svg.Append($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{anchor}\"{(attributes.Length > 0 ? " " + attributes : "")}>{HtmlText.Escape(text)}</text>\n");

    /// <summary>A label that fits its column; the whole of it is in the table.</summary>
    public static string Cut(string label, int characters) => label.Length <= characters ? label : label[..(characters - 1)] + "…";
}
