namespace SpeechInsights.Files;

/// <summary>A line as it stands in a file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without the newline; empty where the line is longer than any that belongs there. They last until the next line is read.</param>
/// <param name="IsWhole">Whether a newline ended it.</param>
internal readonly record struct RawLine(long Number, ReadOnlyMemory<byte> Bytes, bool IsWhole);
