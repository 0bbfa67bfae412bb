using System.Globalization;

namespace SpeechInsights.Reports;

/// <summary>How a report writes its figures: the same in every culture, so that two reports can be held against each other.</summary>
internal static class ReportText
{
    public const string Unknown = "–";

    // No line ends between a number and its sign.
    private const string PercentSign = "\u00a0%";

    public static string Percent(double? value) => value is double known ? (known * 100).ToString("0.0", CultureInfo.InvariantCulture) + PercentSign : Unknown;

    public static string Figure(double? value) => value is double known ? known.ToString("0.000", CultureInfo.InvariantCulture) : Unknown;

    public static string Limit(double? value) => value is double known ? known.ToString("0.###", CultureInfo.InvariantCulture) : Unknown;

    public static string Signed(double? value) => value is double known ? known.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture) : Unknown;

    public static string Chance(double? value) => value is double known ? known < 0.0001 ? "<0.0001" : known.ToString("0.0000", CultureInfo.InvariantCulture) : Unknown;

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string PercentRange(double? low, double? high) => low is null || high is null ? Unknown : $"{Percent(low)} to {Percent(high)}";

    public static string FigureRange(double? low, double? high) => low is null || high is null ? Unknown : $"{Figure(low)} to {Figure(high)}";

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
