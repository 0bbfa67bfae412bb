using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using SpeechInsights.Csat;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Datasets;

/// <summary>The queries of docs/fleet.md, as they stand there, give what Measure-InsightAccuracy gives.</summary>
public sealed class DocumentedQueryTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ScoredInsight[] _rows = [];
    private InsightAccuracy _accuracy = null!;

    public async ValueTask InitializeAsync()
    {
        _rows = [.. MadeRows.Take(6_000, days: 31).Where(static row => row.Timestamp is not null)];
        await DatasetJob.ExportAsync(_folder.File("dataset"), _rows);

        // Another month is not among what is asked for.
        await DatasetJob.ExportAsync(_folder.File("dataset"), [MadeRows.Make(1, MadeRows.Start.AddDays(40), "model", CsatScale.OneToFive)]);
        AgreementMeter meter = new(0.6, 3, TimeSpan.FromDays(1));
        foreach (ScoredInsight row in _rows)
        {
            meter.Add(row);
        }

        _accuracy = meter.Complete();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    [Fact]
    public void A_month()
    {
        using DuckDBConnection duck = DuckRows.Open();
        string[] values = Assert.Single(DuckRows.Read(duck, Query("month"))).Split('|');
        Assert.Equal(
            [_accuracy.Total, _accuracy.Rated, _accuracy.TruePositive, _accuracy.FalsePositive, _accuracy.TrueNegative, _accuracy.FalseNegative],
            values[..6].Select(static value => long.Parse(value, CultureInfo.InvariantCulture)));
        Assert.Equal(_accuracy.AgreementRate!.Value, double.Parse(values[6], CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal(_accuracy.PearsonR!.Value, double.Parse(values[7], CultureInfo.InvariantCulture), 1e-9);
        Assert.True(_accuracy is { TruePositive: > 0, FalsePositive: > 0, TrueNegative: > 0, FalseNegative: > 0 });
    }

    [Fact]
    public void Groups_by_day()
    {
        using DuckDBConnection duck = DuckRows.Open();
        string[][] days = [.. DuckRows.Read(duck, Query("days")).Select(static row => row.Split('|')).SkipLast(1)];
        Assert.Equal(31, days.Length);
        Assert.All(days.Zip(_accuracy.Series!), static pair =>
        {
            (string[] found, AccuracyInterval expected) = pair;
            Assert.Equal(expected.Start.UtcDateTime, DateTime.Parse(found[0], CultureInfo.InvariantCulture));
            Assert.Equal((expected.Count, expected.Rated), (long.Parse(found[1], CultureInfo.InvariantCulture), long.Parse(found[2], CultureInfo.InvariantCulture)));
            Assert.Equal(expected.MeanSentiment!.Value, double.Parse(found[3], CultureInfo.InvariantCulture), 1e-9);
            Assert.Equal(expected.MeanCsat!.Value, double.Parse(found[4], CultureInfo.InvariantCulture), 1e-9);
        });
    }

    [Fact]
    public async Task Months_are_files_that_are_read_back()
    {
        using DuckDBConnection duck = DuckRows.Open();
        DuckRows.Execute(duck, Query("compact").Replace("'months'", $"'{_folder.File("months")}'", StringComparison.Ordinal));
        string file = Assert.Single(Directory.GetFiles(_folder.File("months"), "*.parquet", SearchOption.AllDirectories));
        Assert.Contains($"org={DatasetJob.Organization}", file, StringComparison.Ordinal);
        Assert.Equal(
            _rows.Select(RowAssert.Text).Order(StringComparer.Ordinal),
            (await FormatTests.ReadAsync(file, DatasetFormat.Parquet)).Select(RowAssert.Text).Order(StringComparer.Ordinal));
    }

    private string Query(string name, [CallerFilePath] string file = "")
    {
        string docs = File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", "fleet.md"));
        string sql = Regex.Match(docs, $@"```sql\r?\n-- {name}\r?\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.NotEmpty(sql);
        return sql.Replace("'dataset/", $"'{_folder.File("dataset")}/", StringComparison.Ordinal);
    }
}
