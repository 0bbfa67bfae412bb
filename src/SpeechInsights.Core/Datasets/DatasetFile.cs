namespace SpeechInsights.Datasets;

/// <summary>Files of rows, by the ending of their names.</summary>
internal static class DatasetFile
{
    private static readonly (string Ending, DatasetFormat Format)[] s_endings =
    [
        (".parquet", DatasetFormat.Parquet), (".jsonl", DatasetFormat.JsonLines), (".jsonl.gz", DatasetFormat.JsonLinesGzip), (".csv", DatasetFormat.Csv),
    ];

    public static string EndingOf(DatasetFormat format) => s_endings.First(one => one.Format == format).Ending;

    /// <summary>How the rows of a file are written; null where its name says that it is none, but a dataset's root.</summary>
    public static DatasetFormat? FormatOf(string path) =>
        Directory.Exists(path) ? null : s_endings.Where(one => path.EndsWith(one.Ending, StringComparison.OrdinalIgnoreCase)).Select(static one => (DatasetFormat?)one.Format).FirstOrDefault();
}
