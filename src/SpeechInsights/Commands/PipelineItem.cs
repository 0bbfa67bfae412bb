namespace SpeechInsights.Commands;

/// <summary>Something that background work has for the pipeline thread.</summary>
internal readonly record struct PipelineItem(PipelineItemKind Kind, object Content);
