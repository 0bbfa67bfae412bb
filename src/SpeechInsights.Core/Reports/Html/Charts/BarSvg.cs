using System.Text;

namespace SpeechInsights.Reports.Html.Charts;

/// <summary>Two bars for each category; the second is an outline, so that colour is not needed.</summary>
internal static class BarSvg
{
    private const int Left = 90;
    private const int Right = 430;
    private const int Top = 34;
    private const int LineHeight = 34;
    private const int Bar = 12;
    private const int Bottom = 8;

    public static int HeightOf(BarChart chart) => Top + (chart.Items.Count * LineHeight) + Bottom;

    public static void Write(StringBuilder svg, BarChart chart)
    {
        Mark(svg, Left, 6, isFirst: true, Bar);
        SvgChart.Text(svg, Left + Bar + 6, 16, chart.First);
        Mark(svg, Left + 170, 6, isFirst: false, Bar);
        SvgChart.Text(svg, Left + 170 + Bar + 6, 16, chart.Second);
        double longest = Math.Max(0.01, chart.Items.Max(static item => Math.Max(item.First, item.Second)));
        for (int i = 0; i < chart.Items.Count; i++)
        {
            (string label, double first, double second) = chart.Items[i];
            int y = Top + (i * LineHeight);
            SvgChart.Text(svg, Left - 10, y + Bar + 4, SvgChart.Cut(label, 12), "end");
            Draw(svg, y, first / longest, first, isFirst: true);
            Draw(svg, y + Bar + 2, second / longest, second, isFirst: false);
        }
    }

    private static void Draw(StringBuilder svg, int y, double length, double share, bool isFirst)
    {
        double width = length * (Right - Left);
        Mark(svg, Left, y, isFirst, width);
        SvgChart.Text(svg, Left + width + 5, y + Bar - 2, ReportText.Percent(share), "start", "font-size=\"11\"");
    }

    private static void Mark(StringBuilder svg, double x, int y, bool isFirst, double width) => svg.Append(
        $"<rect x=\"{SvgChart.Number(x)}\" y=\"{y}\" width=\"{SvgChart.Number(width)}\" height=\"{Bar}\" {(isFirst ? $"fill=\"{SvgChart.First}\"" : $"fill=\"none\" stroke=\"{SvgChart.Second}\" stroke-width=\"2\"")}/>\n");
}
