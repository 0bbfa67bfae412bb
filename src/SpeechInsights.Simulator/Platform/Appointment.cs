using System.Globalization;
using System.Text.Json;

namespace SpeechInsights.Simulator.Platform;

/// <summary>A coaching appointment: what was sent, under an id.</summary>
internal sealed record Appointment(string Id, DateTimeOffset Start, TimeSpan Length, JsonElement Body)
{
    public const string Path = "/api/v2/coaching/appointments";

    public static readonly string[] Statuses = ["Scheduled", "InProgress", "Completed", "InvalidSchedule"];

    public string Status { get; init; } = Statuses[0];

    public string? FacilitatorId => Body.TryGetProperty("facilitatorId", out JsonElement id) ? id.GetString() : null;

    public IEnumerable<string> AttendeeIds => Texts("attendeeIds");

    public IEnumerable<string> ConversationIds => Texts("conversationIds");

    /// <summary>Whether somebody would have to be at both.</summary>
    public bool ClashesWith(Appointment other) =>
        Start < other.Start + other.Length && other.Start < Start + Length && People.Intersect(other.People, StringComparer.Ordinal).Any();

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, Id);
        foreach (string name in new[] { "name", "description", "lengthInMinutes", "externalLinks", "location", "shareInsightsData", "wfmSchedule" })
        {
            if (Body.TryGetProperty(name, out JsonElement value))
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
        }

        writer.WriteString("dateStart"u8, Start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("status"u8, Status);
        if (FacilitatorId is { } facilitator)
        {
            writer.WritePropertyName("facilitator"u8);
            WriteReference(writer, facilitator, "/api/v2/users/");
        }

        WriteReferences(writer, "attendees", AttendeeIds, "/api/v2/users/");
        WriteReferences(writer, "conversations", ConversationIds, "/api/v2/conversations/");
        writer.WriteBoolean("isOverdue"u8, false);
        writer.WriteString("selfUri"u8, $"{Path}/{Id}");
        writer.WriteEndObject();
    }

    /// <summary>The answer to one that is made later.</summary>
    public void WriteReference(Utf8JsonWriter writer) => WriteReference(writer, Id, Path + "/");

    private IEnumerable<string> People => FacilitatorId is { } facilitator ? AttendeeIds.Append(facilitator) : AttendeeIds;

    private IEnumerable<string> Texts(string name) =>
        Body.TryGetProperty(name, out JsonElement list) ? list.EnumerateArray().Select(static item => item.GetString()!) : [];

    private static void WriteReferences(Utf8JsonWriter writer, string name, IEnumerable<string> ids, string path)
    {
        writer.WriteStartArray(name);
        foreach (string id in ids)
        {
            WriteReference(writer, id, path);
        }

        writer.WriteEndArray();
    }

    private static void WriteReference(Utf8JsonWriter writer, string id, string path)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("selfUri"u8, path + id);
        writer.WriteEndObject();
    }
}
