using System.Net;
using System.Text.Json;
using SpeechInsights.Coaching;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// Process automation triggers, which stand in for the webhook that the platform does not have: a trigger starts an
/// Architect workflow, whose data action calls the coaching platform.
/// </summary>
internal sealed class PlatformTriggers(RequestSender sender)
{
    /// <summary>After-call work: the event that comes when a conversation's analysis can follow.</summary>
    public const string DefaultTopic = "v2.detail.events.conversation.{id}.acw";

    private readonly PlatformList _list = new(sender);

    public async Task<IReadOnlyList<CoachingWebhook>> ListAsync(RunContext run, CancellationToken cancellationToken) => await _list.ReadAsync(
        new ApiRequest(HttpMethod.Get, PlatformPaths.Triggers) { Query = "pageSize=200", Permission = PlatformPaths.ViewTrigger },
        TriggerJson.Read,
        run,
        cancellationToken).ConfigureAwait(false);

    /// <exception cref="InsightsException">TopicNotFound, or what the server did.</exception>
    public async Task<CoachingWebhook> CreateAsync(WebhookRegistration registration, RunContext run, CancellationToken cancellationToken)
    {
        await CheckTopicAsync(TopicOf(registration), run, cancellationToken).ConfigureAwait(false);
        return await sender.SendAsync(
            new ApiRequest(HttpMethod.Post, PlatformPaths.Triggers)
            {
                Body = new(TriggerJson.Write(registration, TopicOf(registration), null)),
                IsRepeatable = false,
                Permission = PlatformPaths.AddTrigger,
                Conflict = InsightsError.WebhookAlreadyExists,
                Subject = registration.Name,
            },
            static body => PlatformJson.Read(body, TriggerJson.Read),
            run,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a trigger in its place; its topic can't be changed.</summary>
    /// <returns>Null where the topic is another one.</returns>
    public async Task<CoachingWebhook?> ReplaceAsync(CoachingWebhook old, WebhookRegistration registration, RunContext run, CancellationToken cancellationToken)
    {
        if (!old.Event.Contains(TopicOf(registration)))
        {
            return null;
        }

        try
        {
            return await PutAsync(old, registration, run, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.Conflict)
        {
            // Somebody changed it since it was read: its new version is read, and the change made once more.
            CoachingWebhook current = await sender.SendAsync(
                new ApiRequest(HttpMethod.Get, PathOf(old.Id)) { Permission = PlatformPaths.ViewTrigger, NotFound = InsightsError.WebhookNotFound, Subject = old.Id },
                static body => PlatformJson.Read(body, TriggerJson.Read),
                run,
                cancellationToken).ConfigureAwait(false);
            return await PutAsync(current, registration, run, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task DeleteAsync(string id, RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Delete, PathOf(id)) { Permission = PlatformPaths.DeleteTrigger, NotFound = InsightsError.WebhookNotFound, Subject = id },
        static _ => true,
        run,
        cancellationToken);

    /// <summary>Has the server test an event against the trigger of that name, or against the topic where there is none.</summary>
    /// <returns>What it found, in a sentence.</returns>
    public async Task<string> TryAsync(WebhookRegistration registration, RunContext run, CancellationToken cancellationToken)
    {
        string topic = TopicOf(registration);
        await CheckTopicAsync(topic, run, cancellationToken).ConfigureAwait(false);
        CoachingWebhook? existing = (await ListAsync(run, cancellationToken).ConfigureAwait(false)).FirstOrDefault(trigger => trigger.Name == registration.Name);
        string path = existing is null ? $"{PlatformPaths.Triggers}/topics/{PathSegment.Of(topic)}/test" : PathOf(existing.Id) + "/test";
        return await sender.SendAsync(
            new ApiRequest(HttpMethod.Post, path) { Body = new(TriggerJson.WriteSample()), Permission = PlatformPaths.TestTrigger, Subject = registration.Name },
            static body => PlatformJson.Read(body, TriggerJson.ReadTest),
            run,
            cancellationToken).ConfigureAwait(false);
    }

    public static bool IsSame(CoachingWebhook trigger, WebhookRegistration registration) =>
        trigger.Name == registration.Name
        && trigger.FlowId == registration.FlowId
        && trigger.Event.SequenceEqual([TopicOf(registration)])
        && trigger.Enabled
        && trigger.ModelId == registration.ModelIdOrNull;

    private static string TopicOf(WebhookRegistration registration) => registration.Topic ?? DefaultTopic;

    private static string PathOf(string id) => $"{PlatformPaths.Triggers}/{PathSegment.Of(id)}";

    private Task<CoachingWebhook> PutAsync(CoachingWebhook old, WebhookRegistration registration, RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Put, PathOf(old.Id))
        {
            Body = new(TriggerJson.Write(registration, TopicOf(registration), old.Version ?? 1)),
            IsRepeatable = false,
            Permission = PlatformPaths.EditTrigger,
            NotFound = InsightsError.WebhookNotFound,
            Subject = old.Id,
        },
        static body => PlatformJson.Read(body, TriggerJson.Read),
        run,
        cancellationToken);

    private async Task CheckTopicAsync(string topic, RunContext run, CancellationToken cancellationToken)
    {
        List<string> known = await _list.ReadAsync(
            new ApiRequest(HttpMethod.Get, PlatformPaths.Triggers + "/topics") { Query = "pageSize=200", Permission = PlatformPaths.ViewTrigger },
            static element => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw JsonRead.Wrong("entities"),
            run,
            cancellationToken).ConfigureAwait(false);
        if (!known.Contains(topic, StringComparer.Ordinal))
        {
            throw new InsightsException(
                InsightsError.TopicNotFound,
                $"'{DisplayText.Clean(topic, 120)}' is no topic that a trigger can have in this organisation.",
                $"It has {known.Count}, for example {string.Join(", ", known.Take(5).Select(static name => DisplayText.Clean(name, 120)))}.",
                topic);
        }
    }
}
