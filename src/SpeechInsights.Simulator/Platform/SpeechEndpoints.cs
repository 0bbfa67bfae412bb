using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Programs, topics and dialects of speech and text analytics.</summary>
/// <param name="pageCap">The most entities on a page, whatever was asked for.</param>
internal sealed class SpeechEndpoints(int pageCap)
{
    private const int DefaultPageSize = 20;
    private const int MaximumPageSize = 500;

    public Reply Programs(ReceivedRequest request)
    {
        ProgramEntry[] found = [.. PlatformCatalog.Programs.Where(program => Fits(request, program.Id, program.Name)
            && (request.Query["state"] != "Published" || program.Published is not null))];
        return PageOf(request).Write(found, (writer, program) =>
        {
            // The list tells how many topics there are, not which, nor when it was published.
            writer.WriteStartObject();
            WriteProgram(writer, program);
            writer.WriteNumber("topicsCount"u8, program.Topics.Count);
            writer.WriteEndObject();
        });
    }

    public static Reply Program(ReceivedRequest request)
    {
        ProgramEntry program = FindProgram(request);
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            WriteProgram(writer, program);
            if (program.Published is { } published)
            {
                writer.WriteString("datePublished"u8, published);
            }

            writer.WriteStartArray("topics"u8);
            foreach (TopicEntry topic in program.Topics)
            {
                writer.WriteStartObject();
                writer.WriteString("id"u8, topic.Id);
                writer.WriteString("name"u8, topic.Name);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    public static Reply Mappings(ReceivedRequest request)
    {
        ProgramEntry program = FindProgram(request);
        return Reply.Of(StatusCodes.Status200OK, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("program"u8);
            writer.WriteString("id"u8, program.Id);
            writer.WriteString("name"u8, program.Name);
            writer.WriteEndObject();
            WriteReferences(writer, "queues", program.Queues);
            WriteReferences(writer, "flows", program.Flows);
            writer.WriteEndObject();
        });
    }

    public Reply Topics(ReceivedRequest request)
    {
        TopicEntry[] found = [.. PlatformCatalog.Topics.Where(topic => Fits(request, topic.Id, topic.Name)
            && (request.Query["state"] != "published" || topic.IsPublished)
            && (request.Query["dialects"].Count == 0 || request.Query["dialects"].Contains(topic.Dialect)))];
        return PageOf(request).Write(found, static (writer, topic) => WriteTopic(writer, topic), writer => writer.WriteNumber("total"u8, found.Length));
    }

    public static Reply Topic(ReceivedRequest request)
    {
        TopicEntry topic = PlatformCatalog.Topics.FirstOrDefault(entry => entry.Id == request.Argument)
            ?? throw PlatformRefusal.Missing("topic.not.found", "The requested topic could not be found", request.Argument!);
        return Reply.Of(StatusCodes.Status200OK, writer => WriteTopic(writer, topic));
    }

    public static Reply Dialects(ReceivedRequest request) => Reply.Of(StatusCodes.Status200OK, static writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("entities"u8);
        foreach (string dialect in PlatformCatalog.SentimentDialects)
        {
            writer.WriteStringValue(dialect);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private EntityPage PageOf(ReceivedRequest request) =>
        new(request, "nextPage", Math.Min(pageCap, QueryCheck.Number(request.Query, "pageSize", DefaultPageSize, 1, MaximumPageSize)));

    private static bool Fits(ReceivedRequest request, string id, string name)
    {
        // The filter by name finds parts of names.
        string? part = request.Query["name"];
        return (part is null || name.Contains(part, StringComparison.OrdinalIgnoreCase))
            && (request.Query["ids"].Count == 0 || request.Query["ids"].Contains(id));
    }

    private static ProgramEntry FindProgram(ReceivedRequest request) => PlatformCatalog.Programs.FirstOrDefault(entry => entry.Id == request.Argument)
        ?? throw PlatformRefusal.Missing("program.not.found", "The requested program could not be found", request.Argument!);

    private static void WriteProgram(Utf8JsonWriter writer, ProgramEntry program)
    {
        writer.WriteString("id"u8, program.Id);
        writer.WriteString("name"u8, program.Name);
        writer.WriteBoolean("published"u8, program.Published is not null);
        writer.WriteString("dateModified"u8, program.Modified);
    }

    private static void WriteTopic(Utf8JsonWriter writer, TopicEntry topic)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, topic.Id);
        writer.WriteString("name"u8, topic.Name);
        writer.WriteBoolean("published"u8, topic.IsPublished);
        writer.WriteString("strictness"u8, "72"u8);
        writer.WriteString("matchingType"u8, "Semantic"u8);
        writer.WriteString("dialect"u8, topic.Dialect);
        writer.WriteString("participants"u8, "All"u8);
        writer.WriteString("dateModified"u8, "2026-05-04T09:00:00.000Z"u8);
        writer.WriteEndObject();
    }

    private static void WriteReferences(Utf8JsonWriter writer, string name, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (string id in ids)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, id);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
