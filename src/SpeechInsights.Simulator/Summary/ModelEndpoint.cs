using System.Text.Json;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Summary;

/// <summary>GET /api/v2/speechanalytics/v1/models and /models/{id}.</summary>
internal static class ModelEndpoint
{
    public static Reply Get(ReceivedRequest request)
    {
        request.RefuseQuery();
        return ModelCatalog.Find(request.Argument!) is { } model
            ? Reply.Of(StatusCodes.Status200OK, writer => Write(writer, model))
            : ErrorReply.NotFound(request.CorrelationId);
    }

    public static Reply List(ReceivedRequest request)
    {
        ListPage page = ListPage.Read(request);
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("entities"u8);
            foreach (SpeechModelEntry model in ModelCatalog.All.Skip(page.Skip).Take(page.Size))
            {
                Write(writer, model);
            }

            writer.WriteEndArray();
            page.Write(writer, ModelCatalog.All.Count);
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, SpeechModelEntry model)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, model.Id);
        writer.WriteString("name"u8, model.Name);
        writer.WriteString("status"u8, model.Status);
        writer.WriteString("type"u8, model.Type);
        writer.WriteString("lastUpdated"u8, model.LastUpdated);
        writer.WriteEndObject();
    }
}
