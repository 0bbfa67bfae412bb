namespace SpeechInsights.Insights;

/// <summary>One page of a list that is read by offset.</summary>
/// <param name="Rows">The rows, in the server's order.</param>
/// <param name="Keys">A key for each row.</param>
/// <param name="Total">How many rows the server says there are in all.</param>
/// <param name="Size">How many rows a page has, as the server says; null where it does not.</param>
internal sealed record Page<TRow>(IReadOnlyList<TRow> Rows, List<UInt128> Keys, long Total, int? Size);
