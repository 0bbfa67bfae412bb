using System.Text.Json;
using SpeechInsights.Coaching;
using SpeechInsights.Http;

namespace SpeechInsights.Api.Platform;

/// <summary>Coaching appointments (<c>/api/v2/coaching/appointments</c>).</summary>
internal sealed class PlatformAppointments(RequestSender sender)
{
    // How many users a request may name is said nowhere.
    private const int MostUsers = 25;
    private const int PageSize = 100;

    private readonly PlatformList _list = new(sender);

    /// <summary>The appointments that any of the agents attends, each once.</summary>
    public async Task<IReadOnlyList<CoachingAppointment>> ListAsync(IEnumerable<string> agentIds, RunContext run, CancellationToken cancellationToken)
    {
        List<CoachingAppointment> all = [];
        foreach (string[] ids in agentIds.Chunk(MostUsers))
        {
            string users = string.Join('&', ids.Select(static id => "userIds=" + Uri.EscapeDataString(id)));
            all.AddRange(await _list.ReadAsync(
                new ApiRequest(HttpMethod.Get, PlatformPaths.Appointments) { Query = $"{users}&pageSize={PageSize}", Permission = PlatformPaths.ViewAppointment },
                Read,
                run,
                cancellationToken).ConfigureAwait(false));
        }

        return [.. all.DistinctBy(static appointment => appointment.AppointmentId)];
    }

    /// <summary>Sends it once.</summary>
    /// <exception cref="InsightsException">AppointmentConflict, or what the server did.</exception>
    public Task<CoachingAppointment> CreateAsync(AppointmentRequest wanted, RunContext run, CancellationToken cancellationToken) => sender.SendAsync(
        new ApiRequest(HttpMethod.Post, PlatformPaths.Appointments)
        {
            Body = new(Write(wanted)),
            IsRepeatable = false,
            Permission = PlatformPaths.AddAppointment,
            Conflict = InsightsError.AppointmentConflict,
            Subject = wanted.AgentId,
        },
        body => PlatformJson.Read(body, root => ReadMade(root, wanted)),
        run,
        cancellationToken);

    public static ReadOnlyMemory<byte> Write(AppointmentRequest wanted) => JsonBody.Write(json =>
    {
        json.WriteString("name", wanted.Name);
        json.WriteString("description", wanted.Description);
        json.WriteString("dateStart", WireTime.Format(wanted.Start));
        json.WriteNumber("lengthInMinutes", (int)wanted.Duration.TotalMinutes);
        if (wanted.FacilitatorId is { } facilitator)
        {
            json.WriteString("facilitatorId", facilitator);
        }

        JsonBody.WriteList(json, "attendeeIds", [wanted.AgentId]);
        JsonBody.WriteList(json, "conversationIds", wanted.InteractionIds);
    });

    // 202 holds its id alone: what it will be is then what was asked for.
    private static CoachingAppointment ReadMade(JsonElement root, AppointmentRequest wanted) => PlatformJson.Text(root, "status") is null
        ? new CoachingAppointment(PlatformJson.Id(root), wanted.Name, [wanted.AgentId], wanted.InteractionIds)
        {
            FacilitatorId = wanted.FacilitatorId,
            Start = wanted.Start,
            Duration = wanted.Duration,
            IsNew = true,
        }
        : Read(root).AsNew();

    private static CoachingAppointment Read(JsonElement element)
    {
        PlatformJson.TryGet(element, "facilitator", JsonValueKind.Object, out JsonElement facilitator);
        return new CoachingAppointment(
            PlatformJson.Id(element),
            PlatformJson.Label(element, "name") ?? "",
            [.. PlatformJson.List(element, "attendees").Select(PlatformJson.Id)],
            [.. PlatformJson.List(element, "conversations").Select(PlatformJson.Id)])
        {
            FacilitatorId = facilitator.ValueKind == JsonValueKind.Object ? PlatformJson.Id(facilitator) : null,
            Start = PlatformJson.Time(element, "dateStart"),
            Duration = PlatformJson.Number(element, "lengthInMinutes") is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            Status = PlatformJson.Label(element, "status"),
        };
    }
}
