using SpeechInsights.Insights;

namespace SpeechInsights.Coaching;

/// <summary>Finds a webhook that must not be registered, before anything is sent.</summary>
internal static class WebhookValidation
{
    /// <exception cref="InsightsException">EmptyIdentifier, InvalidName, InsecureWebhookUri or InvalidHeader.</exception>
    public static void Check(WebhookRegistration registration)
    {
        QueryValidation.CheckIdentifier(registration.Name, "-Name");
        if (registration.FlowId is not null)
        {
            QueryValidation.CheckIdentifier(registration.FlowId, "-FlowId");
            CheckProgram(registration);
        }
        else
        {
            QueryValidation.CheckIdentifier(registration.ModelId, "-ModelId");
            WebhookAddress.Check(registration.Uri!, registration.AllowPrivateNetwork);
        }

        QueryValidation.CheckText(registration.Name, "-Name");
        QueryValidation.CheckText(registration.Description, "-Description");
        foreach ((string name, string value) in registration.Headers)
        {
            CheckHeader(name, value);
        }
    }

    // Only events of speech and text analytics name their program: with any other the trigger would never fire.
    private static void CheckProgram(WebhookRegistration registration)
    {
        if (registration.ModelIdOrNull is not null && registration.Topic?.Contains("speechandtextanalytics", StringComparison.Ordinal) != true)
        {
            throw new InsightsException(
                InsightsError.NotSupportedByProfile,
                "The events of this topic do not name a program, so a trigger can't be limited to one.",
                "Leave -ModelId out, or give a -TriggerTopic of speech and text analytics where the organisation has one.",
                "ModelId");
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
