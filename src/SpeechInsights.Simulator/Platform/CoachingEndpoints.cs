using System.Text.Json;
using SpeechInsights.Simulator.Http;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Coaching appointments: a list by attendee, and new ones that nobody's time clashes with.</summary>
internal sealed class CoachingEndpoints(AppointmentStore store, AgentPool agents, int pageCap, bool later)
{
    /// <summary>What the definition does not say; a cautious guess.</summary>
    public const int MaximumPageSize = 100;

    private const int DefaultPageSize = 25;

    public Reply List(ReceivedRequest request)
    {
        foreach (string unmodelled in new[] { "completionInterval", "overdue", "intervalCondition", "relationships" })
        {
            if (request.Query[unmodelled].Count > 0)
            {
                throw PlatformRefusal.NotModelled($"'{unmodelled}' of the list of appointments");
            }
        }

        (DateTimeOffset Start, DateTimeOffset End)? interval = request.Query["interval"].FirstOrDefault() is { } text ? ShapeCheck.ReadInterval(text, "interval") : null;
        Appointment[] found = [.. store.All.Where(appointment =>
            appointment.AttendeeIds.Any(id => request.Query["userIds"].Contains(id))
            && (request.Query["facilitatorIds"].Count == 0 || request.Query["facilitatorIds"].Contains(appointment.FacilitatorId))
            && (request.Query["statuses"].Count == 0 || request.Query["statuses"].Contains(appointment.Status))
            && (interval is not { } window || (appointment.Start >= window.Start && appointment.Start < window.End)))];
        int size = Math.Min(pageCap, QueryCheck.Number(request.Query, "pageSize", DefaultPageSize, 1, MaximumPageSize));
        return NumberedPage.Write(request, found, size, static (writer, appointment) => appointment.Write(writer));
    }

    public Reply Create(ReceivedRequest request, JsonElement body)
    {
        Appointment appointment = new(Guid.NewGuid().ToString("D"), ReadStart(body), ReadLength(body), body.Clone());
        foreach (string name in new[] { "attendeeIds", "conversationIds", "documentIds" })
        {
            CheckDistinct(body, name);
        }

        if (body.GetProperty("name").GetString()!.Length == 0 || !appointment.AttendeeIds.Any())
        {
            throw Invalid();
        }

        foreach (string person in appointment.FacilitatorId is { } facilitator ? appointment.AttendeeIds.Append(facilitator) : appointment.AttendeeIds)
        {
            int agent = agents.Ids.ToList().IndexOf(person);
            if (agent < 0)
            {
                throw Invalid();
            }

            if (AgentNames.HasLeft(agent))
            {
                throw new RefusedException(400, "participate.permission.missing", "Some participants are missing the 'coaching:appointment:participate' permission.");
            }
        }

        store.Add(appointment);
        return later ? Reply.Of(StatusCodes.Status202Accepted, appointment.WriteReference) : Reply.Of(StatusCodes.Status201Created, appointment.Write);
    }

    private static DateTimeOffset ReadStart(JsonElement body)
    {
        JsonElement start = body.GetProperty("dateStart");
        return start.GetString()!.Contains('T', StringComparison.Ordinal) && start.TryGetDateTimeOffset(out DateTimeOffset time)
            ? new DateTimeOffset(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero)
            : throw PlatformRefusal.Date("dateStart");
    }

    private static TimeSpan ReadLength(JsonElement body) => body.GetProperty("lengthInMinutes").GetInt64() is > 0 and <= int.MaxValue and long minutes
        ? TimeSpan.FromMinutes(minutes)
        : throw Invalid();

    private static void CheckDistinct(JsonElement body, string name)
    {
        if (body.TryGetProperty(name, out JsonElement list) && list.EnumerateArray().Select(static item => item.GetString()).Distinct().Count() != list.GetArrayLength())
        {
            throw PlatformRefusal.Bad(name, $"[{name}] holds the same twice.");
        }
    }

    private static RefusedException Invalid() => new(400, "validation.error", "Error validating the appointment.");
}
