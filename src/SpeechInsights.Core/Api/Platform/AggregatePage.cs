using System.Text.Json;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// An aggregates answer, whole or one page of a job's results:
/// <c>{"results":[{"group":{…},"data":[{"interval","metrics":[{"metric","stats":{"count","sum"}}]}]}],"cursor"?}</c>.
/// </summary>
internal sealed record AggregatePage(IReadOnlyList<AggregateGroup> Groups, string? Cursor)
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = JsonDepth.Maximum };

    /// <param name="body">The answer.</param>
    /// <param name="query">What was asked; groups keep dimensions and metrics in its order.</param>
    /// <param name="texts">Ids that repeat: of agents, queues and so on.</param>
    public static AggregatePage Read(ReadOnlySpan<byte> body, AggregateQuery query, TextPool texts)
    {
        Utf8JsonReader reader = new(body, s_options);
        JsonRead.StartObject(ref reader);
        AggregateGroupReader groupReader = new(query, texts);
        List<AggregateGroup> groups = [];
        string? cursor = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("results"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null)
                {
                    JsonRead.Expect(ref reader, JsonTokenType.StartArray, "results");
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        JsonRead.Expect(ref reader, JsonTokenType.StartObject, "results");
                        groups.Add(groupReader.Read(ref reader));
                    }
                }
            }
            else if (reader.ValueTextEquals("cursor"u8))
            {
                reader.Read();
                cursor = JsonRead.Text(ref reader, "cursor");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        while (reader.Read())
        {
        }

        return new AggregatePage(groups, string.IsNullOrEmpty(cursor) ? null : cursor);
    }
}
