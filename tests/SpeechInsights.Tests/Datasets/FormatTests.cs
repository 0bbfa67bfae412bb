using System.Text;
using DuckDB.NET.Data;
using SpeechInsights.Datasets;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Datasets;

/// <summary>What is written is read back as it was, by us and by an engine that is not ours.</summary>
public sealed class FormatTests
{
    public static TheoryData<DatasetFormat, string> Formats => new()
    {
        { DatasetFormat.Parquet, "rows.parquet" },
        { DatasetFormat.JsonLines, "rows.jsonl" },
        { DatasetFormat.JsonLinesGzip, "rows.jsonl.gz" },
        { DatasetFormat.Csv, "rows.csv" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Rows_come_back_as_they_were(DatasetFormat format, string name)
    {
        using TempFolder folder = new();
        IReadOnlyList<ScoredInsight> rows = MadeRows.Take(2_500);
        string path = folder.File(name);
        Assert.Equal(format, DatasetFile.FormatOf(path));
        await WriteAsync(path, format, rows);
        RowAssert.Equal(rows, await ReadAsync(path, format));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void The_rows_of_these_tests_have_everything_that_a_row_can_have()
    {
        IReadOnlyList<ScoredInsight> rows = MadeRows.Take(200);
        Assert.All(typeof(ScoredInsight).GetProperties(), property => Assert.Contains(rows, row => property.GetValue(row) is not null));
    }

    [Fact]
    public async Task Somebody_who_was_renamed_keeps_both_names()
    {
        using TempFolder folder = new();
        string path = folder.File("rows.jsonl");
        string[] names = ["\"Ann\"", "\"Anne\"", "null", "\"Ann\""];
        await File.WriteAllLinesAsync(
            path, names.Select(static name => $$"""{"interaction_id":"a","agent_id":"x","agent_name":{{name}},"query_start":"2026-10-01T00:00:00Z","query_end":"2026-10-02T00:00:00Z"}"""), Token);
        Assert.Equal(["Ann", "Anne", null, "Ann"], (await ReadAsync(path, DatasetFormat.JsonLines)).Select(static row => row.AgentName));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_file_without_rows_is_one(DatasetFormat format, string name)
    {
        using TempFolder folder = new();
        string path = folder.File(name);
        await WriteAsync(path, format, []);
        Assert.Empty(await ReadAsync(path, format));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task DuckDB_reads_the_same_types_values_and_nulls(DatasetFormat format, string name)
    {
        using TempFolder folder = new();
        // More than a row group.
        IReadOnlyList<ScoredInsight> rows = MadeRows.Take(format == DatasetFormat.Parquet ? ParquetRowWriter.GroupRows + 1_000 : 2_500);
        string path = folder.File(name);
        await WriteAsync(path, format, rows);
        string from = format switch
        {
            DatasetFormat.Parquet => $"read_parquet('{path}')",
            DatasetFormat.Csv => $"read_csv('{path}', header = true, all_varchar = false, allow_quoted_nulls = false, types = {{{DuckRows.CsvTypes}}})",
            _ => $"read_json('{path}', format = 'newline_delimited', columns = {{{DuckRows.JsonTypes}}})",
        };
        using DuckDBConnection duck = DuckRows.Open();
        if (format == DatasetFormat.Parquet)
        {
            Assert.Equal(DatasetColumns.All.Select(static column => $"{column.Name} {DuckRows.TypeOf(column)}"), DuckRows.Describe(duck, from));
        }

        Assert.Equal(rows.Select(row => DuckRows.Expected(row, isGuarded: format == DatasetFormat.Csv)), DuckRows.Read(duck, $"SELECT * FROM {from}"));
    }

    [Fact]
    public async Task DuckDB_makes_a_file_that_is_read_back()
    {
        using TempFolder folder = new();
        IReadOnlyList<ScoredInsight> rows = MadeRows.Take(5_000);
        await WriteAsync(folder.File("a.parquet"), DatasetFormat.Parquet, rows);
        using DuckDBConnection duck = DuckRows.Open();
        DuckRows.Execute(duck, $"COPY (SELECT * FROM read_parquet('{folder.File("a.parquet")}')) TO '{folder.File("b.parquet")}' (FORMAT parquet, COMPRESSION zstd)");
        RowAssert.Equal(rows, await ReadAsync(folder.File("b.parquet"), DatasetFormat.Parquet));
    }

    [Fact]
    public void Every_property_of_a_row_is_a_column()
    {
        string[] columns = [.. DatasetColumns.All.Select(static column => column.Name)];
        Assert.Equal(columns.Length, columns.Distinct().Count());

        // The page of an interaction follows from its id and the region: it would double the bytes of a row.
        Assert.All(typeof(ScoredInsight).GetProperties().Where(static property => property.Name != nameof(ScoredInsight.InteractionUri)), property =>
        {
            string name = string.Concat(property.Name.Select(static (c, i) => (char.IsUpper(c) && i > 0 ? "_" : "") + char.ToLowerInvariant(c)));
            Assert.Contains(columns, column => column == name || column.StartsWith(name + "_", StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("'=1", "''=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "\"\"")]
    [InlineData(null, "")]
    public void A_text_that_a_spreadsheet_would_compute_is_guarded(string? text, string field)
    {
        StringBuilder line = new();
        CsvText.Write(line, text);
        Assert.Equal(field, line.ToString());
    }

    [Theory]
    [InlineData("x", "DatasetInvalid")]
    [InlineData("", "DatasetInvalid")]
    [InlineData("interaction_id,query_start,query_end\r\na,2026-10-01T00:00:00Z\r\n", "DatasetInvalid")]
    [InlineData("interaction_id,query_start,query_end\r\na,yesterday,2026-10-02T00:00:00Z\r\n", "DatasetInvalid")]
    [InlineData("interaction_id,query_start,query_end\r\na,2026-10-03T00:00:00Z,2026-10-02T00:00:00Z\r\n", "DatasetInvalid")]
    [InlineData("interaction_id,query_start,query_end\r\n\"a,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z\r\n", "DatasetInvalid")]
    [InlineData("interaction_id,query_start,query_end,survey_count\r\na,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,1.5\r\n", "DatasetInvalid")]
    [InlineData("other,interaction_id,query_start,query_end\nx,a,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z\n", null)]
    public Task Values_that_are_no_rows_are_told(string text, string? error) => ReadTextAsync(DatasetFormat.Csv, text, error);

    [Theory]
    [InlineData("x\n", "DatasetInvalid")]
    [InlineData("{}\n", "DatasetInvalid")]
    [InlineData("[]\n", "DatasetInvalid")]
    [InlineData("\n", "DatasetInvalid")]
    [InlineData("{\"interaction_id\":\"a\",\"interaction_uri_template\":\"javascript:{id}\",\"query_start\":\"2026-10-01T00:00:00Z\",\"query_end\":\"2026-10-02T00:00:00Z\"}\n", "DatasetInvalid")]
    [InlineData("{\"interaction_id\":\"a\",\"query_start\":\"2026-10-01T00:00:00Z\",\"query_end\":\"2026-10-02T00:00:00Z\",\"csat\":\"4\"}\n", "DatasetInvalid")]
    [InlineData("{\"interaction_id\":\"a\",\"query_start\":\"2026-10-01T00:00:00Z\",\"query_end\":\"2026-10-02T00:00:00Z\",\"csat\":4}{}\n", "DatasetInvalid")]
    [InlineData("{\"interaction_id\":\"a\",\"query_start\":\"2026-10-01T00:00:00Z\",\"query_end\":\"2026-10-02T0", "DatasetInvalid")]
    [InlineData("{\"interaction_id\":\"a\",\"new\":{\"x\":[1]},\"query_start\":\"2026-10-01T00:00:00Z\",\"query_end\":\"2026-10-02T00:00:00Z\",\"csat\":null}\n", null)]
    public Task Lines_that_are_no_rows_are_told(string text, string? error) => ReadTextAsync(DatasetFormat.JsonLines, text, error);

    [Fact]
    public async Task Compressed_lines_that_are_none_are_told()
    {
        using TempFolder folder = new();
        string path = folder.File("rows.jsonl.gz");
        await File.WriteAllTextAsync(path, "nothing of the kind", Token);
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => ReadAsync(path, DatasetFormat.JsonLinesGzip));
        Assert.Equal(nameof(InsightsError.DatasetInvalid), e.ErrorId);
    }

    [Fact]
    public async Task A_file_of_Parquet_that_was_cut_or_changed_is_told_or_read_whole()
    {
        using TempFolder folder = new();
        IReadOnlyList<ScoredInsight> rows = MadeRows.Take(500);
        string path = folder.File("rows.parquet");
        await WriteAsync(path, DatasetFormat.Parquet, rows);
        byte[] whole = await File.ReadAllBytesAsync(path, Token);
        Random random = new(5);
        for (int i = 0; i < 300; i++)
        {
            byte[] bad = i % 2 == 0 ? whole[..random.Next(whole.Length)] : (byte[])whole.Clone();
            if (i % 2 == 1)
            {
                bad[random.Next(bad.Length)] ^= (byte)random.Next(1, 256);
            }

            await File.WriteAllBytesAsync(path, bad, Token);
            try
            {
                Assert.True((await ReadAsync(path, DatasetFormat.Parquet)).Count <= rows.Count);
                Assert.Equal(1, i % 2);
            }
            catch (InsightsException e)
            {
                Assert.Equal(nameof(InsightsError.DatasetInvalid), e.ErrorId);
            }
        }
    }

    [Fact]
    public async Task What_is_there_is_replaced_only_on_demand_and_a_run_that_breaks_leaves_it()
    {
        using TempFolder folder = new();
        string path = folder.File("rows.jsonl");
        await WriteAsync(path, DatasetFormat.JsonLines, MadeRows.Take(5));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => WriteAsync(path, DatasetFormat.JsonLines, MadeRows.Take(7)));
        Assert.Equal(nameof(InsightsError.DatasetExists), e.ErrorId);
        ExportFile broken = await ExportFile.CreateAsync(path, DatasetFormat.JsonLines, replaces: true, Token);
        await broken.AddAsync(MadeRows.Take(1)[0], Token);
        await broken.DisposeAsync();
        Assert.Equal(5, (await ReadAsync(path, DatasetFormat.JsonLines)).Count);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        await WriteAsync(path, DatasetFormat.JsonLines, MadeRows.Take(7), replaces: true);
        Assert.Equal(7, (await ReadAsync(path, DatasetFormat.JsonLines)).Count);

        // Somebody else puts a file there while ours is written.
        string other = folder.File("other.csv");
        await using ExportFile late = await ExportFile.CreateAsync(other, DatasetFormat.Csv, replaces: false, Token);
        await File.WriteAllTextAsync(other, "theirs", Token);
        e = await Assert.ThrowsAsync<InsightsException>(() => late.CompleteAsync(Token));
        Assert.Equal(nameof(InsightsError.DatasetExists), e.ErrorId);
        Assert.Equal("theirs", await File.ReadAllTextAsync(other, Token));
    }

    internal static async Task WriteAsync(string path, DatasetFormat format, IReadOnlyList<ScoredInsight> rows, bool replaces = false)
    {
        await using ExportFile file = await ExportFile.CreateAsync(path, format, replaces, Token);
        foreach (ScoredInsight row in rows)
        {
            await file.AddAsync(row, Token);
        }

        await file.CompleteAsync(Token);
    }

    internal static async Task<List<ScoredInsight>> ReadAsync(string path, DatasetFormat format)
    {
        List<ScoredInsight> rows = [];
        await foreach (IReadOnlyList<ScoredInsight> batch in ImportFile.ReadAsync(path, format, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Token))
        {
            rows.AddRange(batch);
        }

        return rows;
    }

    private static async Task ReadTextAsync(DatasetFormat format, string text, string? error)
    {
        using TempFolder folder = new();
        string path = folder.File("rows" + DatasetFile.EndingOf(format));
        await File.WriteAllTextAsync(path, text, Token);
        if (error is null)
        {
            Assert.Equal("a", Assert.Single(await ReadAsync(path, format)).InteractionId);
            return;
        }

        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => ReadAsync(path, format));
        Assert.Equal(error, e.ErrorId);
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
    }
}
