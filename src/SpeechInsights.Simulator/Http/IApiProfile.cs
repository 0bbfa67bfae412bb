namespace SpeechInsights.Simulator.Http;

/// <summary>One of the service's API dialects.</summary>
internal interface IApiProfile
{
    /// <summary>The resource at a path and the path's variable part, or null.</summary>
    ApiRoute? Find(string path, out string? argument);
}
