using System.Globalization;
using DuckDB.NET.Data;
using SpeechInsights.Datasets;
using SpeechInsights.Parquet;

namespace SpeechInsights.Tests.Datasets;

/// <summary>What DuckDB, which shares no code with the module, reads of a file.</summary>
internal static class DuckRows
{
    public static string JsonTypes => string.Join(", ", DatasetColumns.All.Select(static column => $"{column.Name}: '{TypeOf(column)}'"));

    public static string CsvTypes => string.Join(", ", DatasetColumns.All.Select(static column => $"'{column.Name}': '{TypeOf(column)}'"));

    public static string TypeOf(DatasetColumn column) => column.Type switch
    {
        TableType.Text => "VARCHAR",
        TableType.Real => "DOUBLE",
        TableType.Integer => "BIGINT",
        _ => "TIMESTAMP WITH TIME ZONE",
    };

    public static DuckDBConnection Open()
    {
        DuckDBConnection duck = new("DataSource=:memory:");
        duck.Open();
        Execute(duck, "SET TimeZone = 'UTC'; SET threads = 2; SET preserve_insertion_order = true");
        return duck;
    }

    public static void Execute(DuckDBConnection duck, string sql)
    {
        using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static List<string> Describe(DuckDBConnection duck, string from)
    {
        using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {from})";
        using DuckDBDataReader reader = (DuckDBDataReader)command.ExecuteReader();
        List<string> columns = [];
        while (reader.Read())
        {
            columns.Add($"{reader.GetString(0)} {reader.GetString(1)}");
        }

        return columns;
    }

    /// <summary>Each row as text, a column after the other.</summary>
    public static List<string> Read(DuckDBConnection duck, string sql)
    {
        using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = (DuckDBDataReader)command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(place => reader.IsDBNull(place) ? "(null)" : Text(reader.GetValue(place)))));
        }

        return rows;
    }

    public static double Number(DuckDBConnection duck, string sql)
    {
        using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = sql;
        return Convert.ToDouble(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>The same of a row, by its properties.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isGuarded">Whether a text that begins like a formula has an apostrophe before it.</param>
    public static string Expected(ScoredInsight row, bool isGuarded = false)
    {
        object?[] values =
        [
            row.InteractionId, row.InteractionUri is null ? null : "https://apps.example.com/#/a/{id}/admin", row.AgentId, row.AgentName, row.Timestamp, row.SpeechAnalytics?.Count, row.SpeechAnalytics?.Sum, row.Sentiment?.Count, row.Sentiment?.Average,
            row.QueueId, row.QueueName, row.MediaType, row.Direction, row.TopicId, row.TopicName, row.TeamId, row.TeamName, row.DivisionId, row.DivisionName, row.WrapUpCode,
            row.CustomerSentiment?.Count, row.CustomerSentiment?.Average, row.CustomerSentiment?.Positive, row.CustomerSentiment?.Negative,
            row.SilenceTime?.TotalSeconds, row.SilenceShare, row.OvertalkTime?.TotalSeconds, row.OvertalkShare, row.OvertalkCount, row.AgentSpeechTime?.TotalSeconds,
            row.AgentSpeechShare, row.CustomerSpeechTime?.TotalSeconds, row.CustomerSpeechShare, row.OtherAudioTime?.TotalSeconds, row.TotalTime?.TotalSeconds,
            row.Csat, row.CsatScale?.ToString(), row.SurveyCount, row.NetPromoterScore, row.ModelId, row.QueryStart, row.QueryEnd,
        ];
        return string.Join('|', values.Select(value => value is null ? "(null)" : isGuarded && value is string { Length: > 0 } text && "=+-@\t\r'".Contains(text[0]) ? $"'{text}" : Text(value)));
    }

    private static string Text(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
