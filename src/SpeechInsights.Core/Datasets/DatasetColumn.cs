using SpeechInsights.Parquet;

namespace SpeechInsights.Datasets;

/// <summary>A column: what a row holds in it, and how the row's value is found. Times are microseconds since 1970 in UTC.</summary>
internal sealed class DatasetColumn
{
    private DatasetColumn(string name, TableType type)
    {
        Name = name;
        Type = type;
    }

    public string Name { get; }

    public TableType Type { get; }

    public Func<ScoredInsight, string?>? Text { get; private init; }

    public Func<ScoredInsight, double?>? Real { get; private init; }

    /// <summary>Whole numbers, and times.</summary>
    public Func<ScoredInsight, long?>? Integer { get; private init; }

    public static DatasetColumn OfText(string name, Func<ScoredInsight, string?> value) => new(name, TableType.Text) { Text = value };

    public static DatasetColumn OfReal(string name, Func<ScoredInsight, double?> value) => new(name, TableType.Real) { Real = value };

    public static DatasetColumn OfInteger(string name, Func<ScoredInsight, long?> value) => new(name, TableType.Integer) { Integer = value };

    public static DatasetColumn OfTime(string name, Func<ScoredInsight, DateTimeOffset?> value) =>
        new(name, TableType.Time) { Integer = row => value(row) is { } time ? Microseconds.Of(time) : null };

    /// <summary>A span of time, in seconds.</summary>
    public static DatasetColumn OfSpan(string name, Func<ScoredInsight, TimeSpan?> value) => OfReal(name, row => value(row)?.TotalSeconds);
}
