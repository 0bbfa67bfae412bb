using System.Text;

namespace SpeechInsights.Reports.Html.Charts;

/// <summary>A curve in the unit square.</summary>
internal static class CurveSvg
{
    public const int Height = 330;

    private const int Left = 60;
    private const int Top = 14;
    private const int Side = 260;

    public static void Write(StringBuilder svg, CurveChart chart)
    {
        for (int tick = 0; tick <= 4; tick++)
        {
            double share = tick / 4.0;
            SvgChart.Line(svg, X(share), Y(0), X(share), Y(1), "stroke=\"currentColor\" opacity=\"0.25\"");
            SvgChart.Line(svg, X(0), Y(share), X(1), Y(share), "stroke=\"currentColor\" opacity=\"0.25\"");
            SvgChart.Text(svg, X(share), Y(0) + 16, $"{tick * 25} %", "middle");
            SvgChart.Text(svg, X(0) - 6, Y(share) + 4, $"{tick * 25} %", "end");
        }

        SvgChart.Line(svg, X(0), Y(0), X(1), Y(1), $"stroke=\"{SvgChart.Second}\" stroke-width=\"2\" stroke-dasharray=\"6 3\"");
        svg.Append($"<polyline fill=\"none\" stroke=\"{SvgChart.First}\" stroke-width=\"2.5\" points=\"")
            .AppendJoin(' ', chart.Points.Select(static point => $"{SvgChart.Number(X(point.X))},{SvgChart.Number(Y(point.Y))}")).Append("\"/>\n");
        SvgChart.Text(svg, X(0.5), Y(0) + 36, chart.XAxis, "middle");
        SvgChart.Text(svg, 14, Y(0.5), chart.YAxis, "middle", $"transform=\"rotate(-90 14 {SvgChart.Number(Y(0.5))})\"");
    }

    private static double X(double share) => Left + (share * Side);

    private static double Y(double share) => Top + ((1 - share) * Side);
}
