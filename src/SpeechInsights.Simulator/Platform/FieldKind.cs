namespace SpeechInsights.Simulator.Platform;

/// <summary>What a field or a query parameter holds.</summary>
internal enum FieldKind
{
    Text,

    /// <summary>Two moments with a slash between.</summary>
    Interval,
    Flag,
    Integer,
    Number,
    Object,

    /// <summary>Any JSON.</summary>
    Anything,
}
