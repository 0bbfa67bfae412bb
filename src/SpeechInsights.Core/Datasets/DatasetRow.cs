namespace SpeechInsights.Datasets;

/// <summary>The values of one row as they stand in a file, each in the place of its column. It is filled again for each row.</summary>
internal sealed class DatasetRow
{
    public string?[] Text { get; } = new string?[DatasetColumns.All.Count];

    public double?[] Real { get; } = new double?[DatasetColumns.All.Count];

    /// <summary>Whole numbers, and times.</summary>
    public long?[] Integer { get; } = new long?[DatasetColumns.All.Count];

    public void Clear()
    {
        Array.Clear(Text);
        Array.Clear(Real);
        Array.Clear(Integer);
    }
}
