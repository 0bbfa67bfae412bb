using System.Globalization;

namespace SpeechInsights.Datasets;

/// <summary>Where the files of a day are: <c>root/org=id/day=2026-10-19</c>, as engines that know Hive's partitions read them.</summary>
internal sealed record DayPlace(string Root, string Organization, DateOnly Day, DatasetFormat Format)
{
    private const string OrganizationMark = "org=";
    private const string DayMark = "day=";
    private const string DayFormat = "yyyy-MM-dd";

    public string Folder => Path.Combine(OrganizationFolder(Root, Organization), DayMark + DayText);

    public string Rows => Path.Combine(Folder, FileName);

    public string FileName => "part-0" + DatasetFile.EndingOf(Format);

    public string Manifest => Path.Combine(Folder, "_manifest.json");

    public string ManifestDraft => Path.Combine(Folder, "_manifest.tmp");

    public string RowsDraft => Path.Combine(Folder, "_part.tmp");

    public string Lock => Path.Combine(Folder, "_lock");

    public DateTimeOffset Start => new(Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public DateTimeOffset End => Start.AddDays(1);

    public string DayText => Day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string OrganizationFolder(string root, string organization) => Path.Combine(root, OrganizationMark + Uri.EscapeDataString(organization));

    /// <summary>The organisations of a dataset, in ordinal order.</summary>
    public static IEnumerable<string> Organizations(string root) => Directory.EnumerateDirectories(root, OrganizationMark + "*")
        .Select(static folder => Uri.UnescapeDataString(Path.GetFileName(folder)[OrganizationMark.Length..]))
        .Order(StringComparer.Ordinal);

    /// <summary>The days of an organisation, in their order.</summary>
    public static IEnumerable<DateOnly> Days(string root, string organization) => Directory.Exists(OrganizationFolder(root, organization))
        ? Directory.EnumerateDirectories(OrganizationFolder(root, organization), DayMark + "*")
            .Select(static folder => DateOnly.TryParseExact(Path.GetFileName(folder)[DayMark.Length..], DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : (DateOnly?)null)
            .OfType<DateOnly>()
            .Order()
        : [];
}
