namespace SpeechInsights;

/// <summary>How the rows of a file are written.</summary>
public enum DatasetFormat
{
    /// <summary>Apache Parquet, compressed with Zstandard.</summary>
    Parquet,

    /// <summary>JSON Lines: a JSON object a line.</summary>
    JsonLines,

    /// <summary>JSON Lines, compressed with gzip.</summary>
    JsonLinesGzip,

    /// <summary>Comma-separated values (RFC 4180) with a header.</summary>
    Csv,
}
