using System.Globalization;
using System.Text.Json;
using SpeechInsights.Auditing;
using SpeechInsights.Http;

namespace SpeechInsights.Datasets;

/// <summary>What the file of a day is to hold, and where it comes from. It is written last: a day without it is none.</summary>
internal sealed record DatasetManifest
{
    // Another number where what is written would mean something else.
    private const int Format = 1;
    private const int MaximumBytes = 64 * 1024;

    public required string Organization { get; init; }

    public required DateOnly Day { get; init; }

    public required string File { get; init; }

    public required long Rows { get; init; }

    /// <summary>Rows that have a survey score.</summary>
    public required long Rated { get; init; }

    public required long Bytes { get; init; }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The digest of the dataset's query.</summary>
    public required string Query { get; init; }

    /// <summary>When the server was asked; null where the rows were exported, and may be a part of the day's.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>From when on nothing more is awaited.</summary>
    public DateTimeOffset? FinalAfter { get; init; }

    /// <summary>The run of the audit trail that wrote it.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Whether it was read when nothing more was awaited.</summary>
    public bool IsWhole => ReadAt is { } read && FinalAfter is { } final && read >= final;

    public ReadOnlyMemory<byte> Write() => JsonBody.Write(json =>
    {
        json.WriteNumber("format", Format);
        json.WriteString("organization", Organization);
        json.WriteString("day", Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("file", File);
        json.WriteNumber("rows", Rows);
        json.WriteNumber("rated", Rated);
        json.WriteNumber("bytes", Bytes);
        json.WriteString("sha256", Sha256);
        json.WriteString("query", Query);
        WriteTime(json, "readAt", ReadAt);
        WriteTime(json, "finalAfter", FinalAfter);
        json.WriteString("runId", RunId?.ToString());
        json.WriteString("moduleVersion", AuditLine.ModuleVersion);
    });

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="place">The day that it has to be of.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="InsightsException">DatasetInvalid; where a newer version wrote it, its <see cref="DatasetVersion"/> says so.</exception>
    public static DatasetManifest? Read(string path, DayPlace place) => DatasetJson.Read(path, MaximumBytes, root =>
    {
        DatasetVersion.Check(root, Format, path);
        DatasetManifest manifest = new()
        {
            Organization = DatasetJson.Text(root.GetProperty("organization")),
            Day = DateOnly.ParseExact(DatasetJson.Text(root.GetProperty("day")), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            File = DatasetJson.Text(root.GetProperty("file")),
            Rows = root.GetProperty("rows").GetInt64(),
            Rated = root.GetProperty("rated").GetInt64(),
            Bytes = root.GetProperty("bytes").GetInt64(),
            Sha256 = DatasetJson.Text(root.GetProperty("sha256")),
            Query = DatasetJson.Text(root.GetProperty("query")),
            ReadAt = ReadTime(root, "readAt"),
            FinalAfter = ReadTime(root, "finalAfter"),
            RunId = root.GetProperty("runId").ValueKind == JsonValueKind.Null ? null : root.GetProperty("runId").GetGuid(),
        };
        return manifest.Organization == place.Organization && manifest.Day == place.Day && manifest.File == place.FileName && manifest.Rows >= 0
            ? manifest
            : throw new FormatException("It is of another day.");
    });

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time) => json.WriteString(name, time is { } at ? Microseconds.ToText(Microseconds.Of(at)) : null);

    private static DateTimeOffset? ReadTime(JsonElement root, string name) => root.GetProperty(name).GetString() is { } text ? Microseconds.ToTime(Microseconds.Read(text)) : null;
}
