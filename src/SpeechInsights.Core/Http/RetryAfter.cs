using System.Globalization;
using System.Net.Http.Headers;

namespace SpeechInsights.Http;

/// <summary>The <c>Retry-After</c> header: whole seconds or an HTTP date (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The longest wait that is obeyed; the platform's own clients give up above it too.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(180);

    /// <summary>Reads the header. A date is measured against the answer's own <c>Date</c>, so that a wrong clock here does no harm.</summary>
    /// <returns>How long to wait, at least zero; null where there is no header or it can't be read.</returns>
    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (!headers.TryGetValues("Retry-After", out IEnumerable<string>? values))
        {
            return null;
        }

        string text = string.Join(',', values).Trim();
        return Parse(text, headers.Date ?? now);
    }

    /// <summary>Reads the header's text.</summary>
    public static TimeSpan? Parse(string text, DateTimeOffset now)
    {
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            // More seconds than a TimeSpan holds are an order to wait all the same.
            double seconds = double.Parse(text, CultureInfo.InvariantCulture);
            return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        }

        return text.Length <= 64 && RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? value) && value.Date is { } date
            ? (date > now ? date - now : TimeSpan.Zero)
            : null;
    }
}
