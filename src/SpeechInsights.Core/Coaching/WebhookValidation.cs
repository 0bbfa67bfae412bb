using SpeechInsights.Insights;

namespace SpeechInsights.Coaching;

/// <summary>Finds a webhook that must not be registered, before anything is sent.</summary>
internal static class WebhookValidation
{
    private const int MaximumText = 512;

    /// <exception cref="InsightsException">EmptyIdentifier, InvalidName, InsecureWebhookUri or InvalidHeader.</exception>
    public static void Check(WebhookRegistration registration)
    {
        QueryValidation.CheckIdentifier(registration.Name, "-Name");
        QueryValidation.CheckIdentifier(registration.ModelId, "-ModelId");
        CheckText(registration.Name, "-Name");
        CheckText(registration.Description, "-Description");
        CheckUri(registration.Uri);
        foreach ((string name, string value) in registration.Headers)
        {
            CheckHeader(name, value);
        }
    }

    public static void CheckUri(Uri uri)
    {
        string? trouble = !uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttps ? "is not an absolute https address"
            : uri.UserInfo.Length > 0 ? "holds credentials"
            : uri.Fragment.Length > 0 ? "holds a fragment"
            : uri.IsLoopback ? "is this machine, which the contact centre can't reach"
            : null;
        if (trouble is not null)
        {
            throw new InsightsException(
                InsightsError.InsecureWebhookUri,
                $"The webhook's address {trouble}.",
                "Give a public https address; credentials go into -Header.",
                uri.IsAbsoluteUri ? uri.Authority : "Uri");
        }
    }

    private static void CheckText(string text, string parameter)
    {
        if (text.Length > MaximumText || text.Any(char.IsControl))
        {
            throw new InsightsException(
                InsightsError.InvalidName,
                $"{parameter} is longer than {MaximumText} characters or holds a control character.",
                "Shorten it, and take line breaks out.",
                parameter.TrimStart('-'));
        }
    }

    // RFC 9110, sections 5.1 and 5.5: a token for the name, no control characters in the value.
    private static void CheckHeader(string name, string value)
    {
        bool isToken = name.Length is > 0 and <= 128 && name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
        if (!isToken || value.Length > 4096 || value.Any(char.IsControl))
        {
            throw new InsightsException(
                InsightsError.InvalidHeader,
                isToken ? $"The value of header '{name}' holds a control character or is too long." : "A header's name is empty or holds a character that no header has.",
                "Names are letters, digits and hyphens; values have no line breaks.",
                isToken ? name : "Header");
        }
    }
}
