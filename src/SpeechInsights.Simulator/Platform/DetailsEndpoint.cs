using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>The query of conversation details: conversations that began on a day that the interval touches.</summary>
internal sealed class DetailsEndpoint(PlatformWorld world)
{
    private const int DefaultPageSize = 25;
    private const int MaximumPageSize = 100;
    private const int Depth = 100_000;

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(31);
    private static readonly string[] s_notModelled = ["segmentFilters", "evaluationFilters", "surveyFilters", "resolutionFilters", "aggregations"];

    public Reply Query(ReceivedRequest request, JsonElement body)
    {
        foreach (string name in s_notModelled)
        {
            if (body.TryGetProperty(name, out _))
            {
                throw PlatformRefusal.NotModelled(name);
            }
        }

        (DateTimeOffset start, DateTimeOffset end) = ShapeCheck.ReadInterval(body.GetProperty("interval").GetString()!, "interval");
        if (end - start > s_longest)
        {
            throw PlatformRefusal.Bad("interval", "You must specify a search interval as part of your query that does not exceed 31 days.");
        }

        (int size, int number) = ReadPaging(body);
        List<int> found = Find(body, start, end);
        if (TextOf(body, "order") == "desc")
        {
            found.Reverse();
        }

        int[] page = [.. found.Skip((number - 1) * size).Take(size)];
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            if (page.Length > 0)
            {
                // An empty page has no list at all.
                writer.WriteStartArray("conversations"u8);
                foreach (int index in page)
                {
                    Write(writer, index);
                }

                writer.WriteEndArray();
            }

            writer.WriteNumber("totalHits"u8, found.Count);
            writer.WriteEndObject();
        });
    }

    private static (int Size, int Number) ReadPaging(JsonElement body)
    {
        int size = DefaultPageSize;
        int number = 1;
        if (body.TryGetProperty("paging", out JsonElement paging))
        {
            size = paging.GetProperty("pageSize").GetInt32();
            number = paging.GetProperty("pageNumber").GetInt32();
        }

        if (size is < 1 or > MaximumPageSize || number < 1)
        {
            throw PlatformRefusal.Bad("paging", $"[pageSize] must be from 1 to {MaximumPageSize} and [pageNumber] at least 1.");
        }

        return (long)size * number <= Depth
            ? (size, number)
            : throw PlatformRefusal.Bad("paging", $"Pagination may not exceed {Depth} results. Tip: query in smaller intervals.");
    }

    private List<int> Find(JsonElement body, DateTimeOffset start, DateTimeOffset end)
    {
        FactFilter[] filters = body.TryGetProperty("conversationFilters", out JsonElement list) ? [.. list.EnumerateArray().Select(FactFilter.Read)] : [];
        DateTimeOffset firstDay = new(start.UtcDateTime.Date, TimeSpan.Zero);
        DateTimeOffset lastDay = new(end.AddTicks(-1).UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        IReadOnlySet<string>? ids = filters.FirstOrDefault(static filter => filter.ConversationIds is not null)?.ConversationIds;
        IEnumerable<int> candidates = ids is null
            ? world.Candidates(firstDay, lastDay, TimeSpan.Zero)
            : ids.Select(world.World.IndexOf).Where(index => index >= 0 && world.World.StartOf(index) >= firstDay && world.World.StartOf(index) < lastDay).Order();
        return [.. candidates.Where(index => filters.All(filter => filter.Passes(new ConversationFact(world.IdOf(index), world.World.StartOf(index)), null)))];
    }

    private void Write(Utf8JsonWriter writer, int index)
    {
        writer.WriteStartObject();
        writer.WriteString("conversationId"u8, world.IdOf(index));
        writer.WriteString("conversationStart"u8, PlatformTime.Text(world.World.StartOf(index)));
        writer.WriteString("conversationEnd"u8, PlatformTime.Text(world.EndOf(index)));
        writer.WriteString("originatingDirection"u8, "inbound"u8);
        IReadOnlyList<Survey> surveys = world.SurveysOf(index);
        if (surveys.Count > 0)
        {
            writer.WriteStartArray("surveys"u8);
            foreach (Survey survey in surveys)
            {
                Write(writer, survey);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Survey survey)
    {
        writer.WriteStartObject();
        writer.WriteString("surveyId"u8, survey.Id);
        writer.WriteString("userId"u8, survey.UserId);
        writer.WriteString("surveyFormContextId"u8, survey.FormContextId);
        writer.WriteString("surveyStatus"u8, survey.Status);
        writer.WriteString("surveyType"u8, "Web"u8);
        writer.WriteString("eventTime"u8, PlatformTime.Text(survey.EventTime));
        if (survey.TotalScore is { } total)
        {
            writer.WriteNumber("oSurveyTotalScore"u8, total);
        }

        if (survey.PromoterScore is { } promoter)
        {
            writer.WriteNumber("surveyPromoterScore"u8, promoter);
        }

        writer.WriteEndObject();
    }

    private static string? TextOf(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
