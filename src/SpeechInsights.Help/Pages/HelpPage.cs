namespace SpeechInsights.Help.Pages;

/// <summary>A cmdlet's page: its sections, each as paragraphs of plain text.</summary>
internal sealed record HelpPage
{
    public required string Path { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Synopsis { get; init; }

    public required IReadOnlyList<string> Description { get; init; }

    public required IReadOnlyList<HelpExample> Examples { get; init; }

    public required IReadOnlyList<HelpEntry> Parameters { get; init; }

    public required IReadOnlyList<HelpEntry> Inputs { get; init; }

    public required IReadOnlyList<HelpEntry> Outputs { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The error ids that the notes list.</summary>
    public required IReadOnlyList<string> ErrorIds { get; init; }

    public required IReadOnlyList<HelpLink> Links { get; init; }
}
