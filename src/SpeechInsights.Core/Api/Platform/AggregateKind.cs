namespace SpeechInsights.Api.Platform;

/// <summary>Aggregates of transcripts, or of surveys.</summary>
/// <param name="Path">The path, without <c>/query</c> or <c>/jobs</c>.</param>
/// <param name="Permission">The permission that they need.</param>
internal sealed record AggregateKind(string Path, string Permission)
{
    public static AggregateKind Transcripts { get; } = new(PlatformPaths.Transcripts, PlatformPaths.ViewTranscripts);

    public static AggregateKind Surveys { get; } = new(PlatformPaths.Surveys, PlatformPaths.ViewSurveys);
}
