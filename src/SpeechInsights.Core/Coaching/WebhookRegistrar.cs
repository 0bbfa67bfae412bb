using SpeechInsights.Api;
using SpeechInsights.Http;

namespace SpeechInsights.Coaching;

/// <summary>Makes a webhook so that there is one of it, whatever the network does.</summary>
internal static class WebhookRegistrar
{
    /// <param name="session">Where it is made.</param>
    /// <param name="wanted">What is wanted, validated.</param>
    /// <param name="force">Replace one of the same name.</param>
    /// <param name="run">What the run costs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InsightsException">WebhookAlreadyExists, WebhookStateUnknown, or what the server did.</exception>
    public static async Task<CoachingWebhook> RegisterAsync(
        InsightsSession session, WebhookRegistration wanted, bool force, RunContext run, CancellationToken cancellationToken)
    {
        if (wanted.Uri is { } uri)
        {
            await WebhookAddress.CheckResolvedAsync(uri, wanted.AllowPrivateNetwork, session.Options.Resolve, run, cancellationToken).ConfigureAwait(false);
        }

        ISpeechInsightsApi api = session.Api;
        IReadOnlyList<CoachingWebhook>? known = await api.ListWebhooksAsync(run, cancellationToken).ConfigureAwait(false);
        if (known is null)
        {
            run.Trace.WriteWarning("The server has no list of webhooks: whether one of this name is there already can't be known. It is made once, without repeats.");
            return await CreateBlindAsync(api, wanted, run, cancellationToken).ConfigureAwait(false);
        }

        CoachingWebhook[] sameName = [.. known.Where(webhook => webhook.Name == wanted.Name)];
        if (sameName.FirstOrDefault(webhook => api.IsSame(webhook, wanted)) is { } existing)
        {
            return existing;
        }

        if (sameName.Length > 0 && !force)
        {
            throw new InsightsException(
                InsightsError.WebhookAlreadyExists,
                $"A webhook named '{wanted.Name}' exists with other settings ({sameName[0].Id}).",
                "Use -Force to replace it, or give another -Name.",
                wanted.Name);
        }

        if (sameName.Length == 1
            && await api.ReplaceWebhookAsync(sameName[0], wanted, run, cancellationToken).ConfigureAwait(false) is { } changed)
        {
            return changed;
        }

        CoachingWebhook made = await CreateAsync(api, wanted, [.. known.Select(static webhook => webhook.Id)], run, cancellationToken).ConfigureAwait(false);
        foreach (CoachingWebhook old in sameName)
        {
            await api.DeleteWebhookAsync(old.Id, run, cancellationToken).ConfigureAwait(false);
        }

        return made;
    }

    /// <summary>All webhooks.</summary>
    /// <exception cref="InsightsException">WebhookListUnavailable where the server has no list: 'none' would be a guess.</exception>
    public static async Task<IReadOnlyList<CoachingWebhook>> ListAsync(ISpeechInsightsApi api, RunContext run, CancellationToken cancellationToken) =>
        await api.ListWebhooksAsync(run, cancellationToken).ConfigureAwait(false) ?? throw new InsightsException(
            InsightsError.WebhookListUnavailable, "The server has no list of webhooks.", "Ask its administrator which webhooks there are.", "webhooks");

    private static Task<CoachingWebhook> CreateAsync(
        ISpeechInsightsApi api, WebhookRegistration wanted, HashSet<string> before, RunContext run, CancellationToken cancellationToken) => CreateOnce.RunAsync(
        () => api.CreateWebhookAsync(wanted, run, cancellationToken),
        async e =>
        {
            IReadOnlyList<CoachingWebhook> now = await api.ListWebhooksAsync(run, cancellationToken).ConfigureAwait(false) ?? throw Unknown(wanted, e);
            return now.FirstOrDefault(webhook => !before.Contains(webhook.Id) && api.IsSame(webhook, wanted));
        },
        run);

    private static async Task<CoachingWebhook> CreateBlindAsync(ISpeechInsightsApi api, WebhookRegistration wanted, RunContext run, CancellationToken cancellationToken)
    {
        try
        {
            return await api.CreateWebhookAsync(wanted, run, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (!e.WasRefused)
        {
            throw Unknown(wanted, e);
        }
    }

    private static ApiException Unknown(WebhookRegistration wanted, ApiException e) => new(
        InsightsError.WebhookStateUnknown,
        $"Whether the webhook '{wanted.Name}' was made is not known: {e.Message}",
        "Look at the server before you run it again, or there may be two.",
        wanted.Name,
        e)
    {
        Status = e.Status,
        CorrelationId = e.CorrelationId,
    };
}
