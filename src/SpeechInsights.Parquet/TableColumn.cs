namespace SpeechInsights.Parquet;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it holds.</param>
public sealed record TableColumn(string Name, TableType Type);
