namespace SpeechInsights.Parquet;

/// <summary>What a column holds.</summary>
public enum TableType
{
    /// <summary>UTF-8 text, in an array of strings.</summary>
    Text,

    /// <summary>Double precision, in an array of nullable doubles.</summary>
    Real,

    /// <summary>64 bits, in an array of nullable longs.</summary>
    Integer,

    /// <summary>A moment in UTC, in whole microseconds, in an array of nullable times.</summary>
    Time,
}
