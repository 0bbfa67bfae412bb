using System.Diagnostics;
using System.Text.Json;
using DuckDB.NET.Data;
using SpeechInsights.Datasets;
using SpeechInsights.Insights;

namespace SpeechInsights.Bench;

/// <summary>Writes made rows and reads them back; and a dataset of years, asked by DuckDB.</summary>
internal static class DatasetRun
{
    private static readonly DateTimeOffset s_start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One file: rows a second, bytes a row, and the most memory that the process took.</summary>
    public static async Task<int> FileAsync(string path, int count)
    {
        DatasetFormat format = DatasetFile.FormatOf(path) ?? throw new ArgumentException(path);
        RowMaker maker = new();
        long started = Stopwatch.GetTimestamp();
        ExportFile file = await ExportFile.CreateAsync(path, format, replaces: true, CancellationToken.None).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            for (int i = 0; i < count; i++)
            {
                await file.AddAsync(maker.Make(s_start, i), CancellationToken.None).ConfigureAwait(false);
            }

            await file.CompleteAsync(CancellationToken.None).ConfigureAwait(false);
        }

        double written = Stopwatch.GetElapsedTime(started).TotalSeconds;
        long peakOfWriting = PeakMegabytes();
        long read = 0;
        started = Stopwatch.GetTimestamp();
        await foreach (IReadOnlyList<ScoredInsight> rows in ImportFile.ReadAsync(path, format, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, CancellationToken.None).ConfigureAwait(false))
        {
            read += rows.Count;
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            format = format.ToString(),
            rows = read,
            writtenPerSecond = Math.Round(count / written),
            readPerSecond = Math.Round(count / seconds),
            bytesPerRow = Math.Round(new FileInfo(path).Length / (double)count, 1),
            peakOfWritingMB = peakOfWriting,
            peakMB = PeakMegabytes(),
        }));
        return read == count ? 0 : 1;
    }

    /// <summary>A dataset of so many days, each written as Update-InsightDataset writes it.</summary>
    public static async Task<int> YearsAsync(string path, int days, int rowsPerDay)
    {
        long started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, days), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (day, token) =>
        {
            RowMaker maker = new(day);
            DatasetExport export = new(path, "bench", DatasetFormat.Parquet, replaces: true);
            await using (export.ConfigureAwait(false))
            {
                for (int i = 0; i < rowsPerDay; i++)
                {
                    await export.AddAsync(maker.Make(s_start.AddDays(day), i), token).ConfigureAwait(false);
                }

                await export.CompleteAsync(token).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        long bytes = new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);
        Console.WriteLine(JsonSerializer.Serialize(new { rows = (long)days * rowsPerDay, days, seconds = Math.Round(seconds), bytes, bytesPerRow = Math.Round(bytes / (double)days / rowsPerDay, 1), peakMB = PeakMegabytes() }));
        return 0;
    }

    /// <summary>What docs/fleet.md asks of a dataset, timed.</summary>
    public static int Ask(string path)
    {
        using DuckDBConnection duck = new("DataSource=:memory:");
        duck.Open();
        string from = $"read_parquet('{path}/*/*/*.parquet', hive_partitioning = true)";
        Dictionary<string, string> questions = new()
        {
            ["a month's correlation"] = $"SELECT corr(sentiment_average, csat) FROM {from} WHERE day BETWEEN '2025-03-01' AND '2025-03-31'",
            ["a month's confusion counts"] = Confusion("WHERE day BETWEEN '2025-03-01' AND '2025-03-31'"),
            ["all days' correlation"] = $"SELECT corr(sentiment_average, csat) FROM {from}",
            ["all days' confusion counts"] = Confusion(""),
        };
        foreach ((string name, string sql) in questions)
        {
            double[] seconds = [.. Enumerable.Range(0, 3).Select(_ => Time(duck, sql)).Order()];
            Console.WriteLine(JsonSerializer.Serialize(new { question = name, seconds = Math.Round(seconds[1], 2), best = Math.Round(seconds[0], 2), worst = Math.Round(seconds[2], 2) }));
        }

        return 0;

        string Confusion(string where) =>
            "SELECT count(*), count(*) FILTER (sentiment_average > 0.6 AND csat > 3), count(*) FILTER (sentiment_average > 0.6 AND csat <= 3), "
            + $"count(*) FILTER (sentiment_average <= 0.6 AND csat <= 3), count(*) FILTER (sentiment_average <= 0.6 AND csat > 3) FROM {from} {where}";
    }

    private static double Time(DuckDBConnection duck, string sql)
    {
        long started = Stopwatch.GetTimestamp();
        using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteScalar();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static long PeakMegabytes()
    {
        using Process own = Process.GetCurrentProcess();
        return own.PeakWorkingSet64 >> 20;
    }

    /// <summary>Rows such as the Summary profile gives: 40 in 100 are rated.</summary>
    private sealed class RowMaker(int seed = 0)
    {
        private readonly Random _random = new(seed);
        private readonly string[] _agents = [.. Enumerable.Range(0, 300).Select(static i => new Guid(i, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8).ToString())];
        private readonly byte[] _id = new byte[16];
        private InsightQuery? _query;

        public ScoredInsight Make(DateTimeOffset day, int number)
        {
            if (_query is null || _query.StartTime != day)
            {
                _query = new InsightQuery(new InsightQueryInput { ModelId = "a1b2c3d4-e5f6-7890-abcd-ef1234567890", StartTime = day, EndTime = day.AddDays(1) }, ApiProfile.Summary);
            }

            _random.NextBytes(_id);
            string id = new Guid(_id).ToString();
            double sentiment = Math.Round((_random.NextDouble() * 2) - 1, 4);
            SpeechInsight row = new(
                _query, id, _agents[_random.Next(_agents.Length)], day.AddHours(number % 24), new SpeechAnalyticsMetric(_random.Next(12), null), new SentimentMetric(_random.Next(1, 9), sentiment));
            return new ScoredInsight(row, _random.Next(100) < 40 ? new CsatScore(id, Math.Clamp(Math.Round(3 + (sentiment * 1.5) + _random.NextDouble()), 1, 5), CsatScale.OneToFive, 1) : null);
        }
    }
}
