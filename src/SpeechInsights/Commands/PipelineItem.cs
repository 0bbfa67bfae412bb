namespace SpeechInsights.Commands;

/// <summary>Something that background work has for the pipeline thread.</summary>
/// <param name="Kind">Where it goes.</param>
/// <param name="Content">What it is.</param>
/// <param name="Written">Run on the pipeline thread once it went there; or null.</param>
internal readonly record struct PipelineItem(PipelineItemKind Kind, object Content, Action? Written = null);
