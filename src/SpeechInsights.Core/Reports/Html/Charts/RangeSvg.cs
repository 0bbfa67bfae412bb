using System.Text;

namespace SpeechInsights.Reports.Html.Charts;

/// <summary>A line for each value with its interval; few rows make a dashed line and a hollow mark.</summary>
internal static class RangeSvg
{
    private const int Left = 150;
    private const int Right = 425;
    private const int Top = 24;
    private const int LineHeight = 20;
    private const int Bottom = 38;
    private const int LabelCharacters = 22;
    private const double CrowdedFrom = 0.75;

    public static int HeightOf(RangeChart chart) => Top + (chart.Items.Count * LineHeight) + Bottom;

    public static void Write(StringBuilder svg, RangeChart chart)
    {
        int end = Top + (chart.Items.Count * LineHeight);
        SvgChart.Text(svg, SvgChart.Width, Top - 10, "rated rows", "end", "opacity=\"0.8\"");
        for (int tick = 0; tick <= 4; tick++)
        {
            double x = Place(tick / 4.0);
            SvgChart.Line(svg, x, Top - 4, x, end, "stroke=\"currentColor\" opacity=\"0.25\"");
            SvgChart.Text(svg, x, end + 15, $"{tick * 25} %", "middle");
        }

        SvgChart.Text(svg, Place(0.5), end + 31, chart.Axis, "middle");
        if (chart.Reference is double reference)
        {
            SvgChart.Line(svg, Place(reference), Top - 8, Place(reference), end, $"stroke=\"{SvgChart.Second}\" stroke-width=\"2\" stroke-dasharray=\"6 3\"");
            // To the left where the heading of the counts stands beside it.
            SvgChart.Text(svg, Place(reference), Top - 12, "all", reference > CrowdedFrom ? "end" : "middle");
        }

        for (int i = 0; i < chart.Items.Count; i++)
        {
            Write(svg, chart.Items[i], Top + (i * LineHeight) + (LineHeight / 2));
        }
    }

    private static void Write(StringBuilder svg, RangeItem item, int y)
    {
        SvgChart.Text(svg, Left - 10, y + 4, SvgChart.Cut(item.Label, LabelCharacters), "end");
        SvgChart.Text(svg, SvgChart.Width, y + 4, ReportText.Count(item.Count), "end");
        if (item is { Low: double low, High: double high })
        {
            SvgChart.Line(svg, Place(low), y, Place(high), y, $"stroke=\"{SvgChart.First}\" stroke-width=\"2\"{(item.IsFew ? " stroke-dasharray=\"3 3\"" : "")}");
        }

        if (item.Value is double value)
        {
            string fill = item.IsFew ? "none" : SvgChart.First;
            svg.Append($"<circle cx=\"{SvgChart.Number(Place(value))}\" cy=\"{y}\" r=\"4\" fill=\"{fill}\" stroke=\"{SvgChart.First}\" stroke-width=\"2\"/>\n");
        }
    }

    private static double Place(double value) => Left + (value * (Right - Left));
}
