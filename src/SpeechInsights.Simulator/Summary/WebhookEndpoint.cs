using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Summary;

/// <summary>/api/v2/webhooks. Whether the same webhook is registered twice is the client's business.</summary>
internal sealed class WebhookEndpoint(WebhookStore store, TimeProvider time, bool uniqueNames)
{
    public Reply Create(ReceivedRequest request)
    {
        request.RefuseQuery();
        Webhook webhook = WebhookText.Read(request, time.GetUtcNow());
        return store.TryAdd(webhook, uniqueNames)
            ? Reply.Of(StatusCodes.Status200OK, writer => WebhookText.Write(writer, webhook))
            : ErrorReply.Api(409, "request.conflict", $"A webhook named [{webhook.Name}] exists already.", request.CorrelationId);
    }

    public Reply List(ReceivedRequest request)
    {
        ListPage page = ListPage.Read(request);
        IReadOnlyList<Webhook> all = store.All;
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("entities"u8);
            foreach (Webhook webhook in all.Skip(page.Skip).Take(page.Size))
            {
                WebhookText.Write(writer, webhook);
            }

            writer.WriteEndArray();
            page.Write(writer, all.Count);
            writer.WriteEndObject();
        });
    }

    public Reply Delete(ReceivedRequest request)
    {
        request.RefuseQuery();
        return store.Remove(request.Argument!) ? Reply.NoContent() : ErrorReply.NotFound(request.CorrelationId);
    }
}
