using System.Globalization;
using System.Net.Http.Headers;

namespace SpeechInsights.Http;

/// <summary>The platform's <c>inin-ratelimit-count</c>, <c>-allowed</c> and <c>-reset</c> (seconds to the window's end).</summary>
internal static class RateLimitHeaders
{
    /// <summary>Tells the budget where the client stands; does nothing where a header is absent or makes no sense.</summary>
    public static void Apply(HttpResponseHeaders headers, RequestBudget budget)
    {
        if (Read(headers, "inin-ratelimit-count") is { } count
            && Read(headers, "inin-ratelimit-allowed") is { } allowed
            && Read(headers, "inin-ratelimit-reset") is { } reset
            && allowed > 0
            && reset <= RetryAfter.Longest.TotalSeconds)
        {
            budget.OnHeaders(count, allowed, TimeSpan.FromSeconds(reset));
        }
    }

    private static int? Read(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out HeaderStringValues values)
        && int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
}
