namespace SpeechInsights.Api;

/// <summary>How long a server's lists may get: more than any organisation has, and less than fills a machine's memory.</summary>
internal static class ListBounds
{
    public const int MaximumPages = 1_000;
    public const int MaximumEntities = 20_000;

    /// <summary>Pages of an asynchronous query's results: at ten rows a page still more rows than any window has.</summary>
    public const int MaximumResultPages = 1_000_000;

    public static InsightsException Exceeded(string path) => new(
        InsightsError.ResponseTooLarge,
        $"The list {path} does not end: more came than any organisation has.",
        "Check the base address, and what answers there.",
        path);
}
