using System.Net;
using System.Text.Json;
using SpeechInsights.Coaching;
using SpeechInsights.Http;
using SpeechInsights.Simulator;
using SpeechInsights.Simulator.Faults;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Tests.Simulator;
using Xunit;

namespace SpeechInsights.Tests.Platform;

public sealed class PlatformAppointmentTests
{
    private const string Path = Appointment.Path;

    private static readonly DateTimeOffset s_start = new(2099, 1, 5, 9, 0, 42, TimeSpan.FromHours(1));

    [Fact]
    public async Task Makes_what_was_asked_for()
    {
        await using PlatformHarness harness = await StartAsync();
        AppointmentRequest wanted = Wanted(harness) with { FacilitatorId = harness.World.Agents.Ids[1] };
        CoachingAppointment made = await MakeAsync(harness, wanted);
        Appointment kept = Assert.Single(harness.Server.Platform.Appointments.All);
        Assert.Equal((kept.Id, true, "Scheduled"), (made.AppointmentId, made.IsNew, made.Status));
        Assert.Equal(new DateTimeOffset(2099, 1, 5, 8, 0, 0, TimeSpan.Zero), kept.Start);
        Assert.Equal((kept.Start, TimeSpan.FromMinutes(45), "a name"), (made.Start, made.Duration, made.Name));
        Assert.Equal([wanted.AgentId, "c1", "c2", wanted.FacilitatorId], [.. kept.AttendeeIds, .. kept.ConversationIds, kept.FacilitatorId!]);
        Assert.Equal([wanted.AgentId, "c1", "c2", wanted.FacilitatorId], [.. made.AgentId, .. made.InteractionId, made.FacilitatorId!]);
        string sent = Assert.Single(harness.Requests, static request => request.Method == "POST" && request.Path == Path).Body!;
        Assert.Equal(harness.Session.Api.Describe(wanted), sent);
    }

    [Fact]
    public async Task An_order_that_is_carried_out_later_is_told_as_it_was_given()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10, AppointmentsLater = true });
        CoachingAppointment made = await MakeAsync(harness, Wanted(harness));
        Assert.Equal(Assert.Single(harness.Server.Platform.Appointments.All).Id, made.AppointmentId);
        Assert.Equal((null, true), (made.Status, made.IsNew));
        Assert.Equal(["c1", "c2"], made.InteractionId);
    }

    [Fact]
    public async Task Made_though_the_answer_was_lost_it_is_found_and_not_made_again()
    {
        await using PlatformHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = Path, Method = "POST", Kind = FaultKind.DoThenReset });
        CoachingAppointment made = await MakeAsync(harness, Wanted(harness));
        Assert.Equal(1, fault.Fired);
        Assert.Equal((Assert.Single(harness.Server.Platform.Appointments.All).Id, true), (made.AppointmentId, made.IsNew));
        Assert.Equal(1, harness.Count("POST", Path));
    }

    [Fact]
    public async Task Lost_before_it_was_carried_out_it_is_made_after_a_look()
    {
        await using PlatformHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = Path, Method = "POST", Kind = FaultKind.Reset });
        await MakeAsync(harness, Wanted(harness));
        Assert.Equal(1, fault.Fired);
        Assert.Single(harness.Server.Platform.Appointments.All);
        Assert.Equal(["POST", "GET", "POST"], harness.Requests.Where(static request => request.Path == Path).Select(static request => request.Method));
    }

    [Fact]
    public async Task One_that_was_there_before_is_not_taken_for_the_new_one()
    {
        await using PlatformHarness harness = await StartAsync();
        CoachingAppointment first = await MakeAsync(harness, Wanted(harness));
        FaultTicket fault = harness.Fault(new FaultOrder { Path = Path, Method = "POST", Kind = FaultKind.Reset });
        CoachingAppointment second = await MakeAsync(harness, Wanted(harness) with { Start = s_start.AddDays(1) }, [first]);
        Assert.Equal(1, fault.Fired);
        Assert.NotEqual(first.AppointmentId, second.AppointmentId);
        Assert.Equal(2, harness.Server.Platform.Appointments.All.Count);
    }

    [Theory]
    [InlineData("Reset", "ConnectionFailed", 3)]
    [InlineData("Status", "ServerError", 1)]
    public async Task What_stays_uncertain_is_looked_up_each_time_and_ends_in_its_error(string kind, string id, int attempts)
    {
        await using PlatformHarness harness = await StartAsync();
        FaultTicket fault = harness.Fault(new FaultOrder { Path = Path, Method = "POST", Kind = Enum.Parse<FaultKind>(kind), Status = 500, Times = 0 });
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => MakeAsync(harness, Wanted(harness)));
        Assert.Equal((id, attempts, attempts - 1), (error.ErrorId, fault.Fired, harness.Run.RetryCount));
        Assert.Equal(Enumerable.Repeat(new[] { "POST", "GET" }, attempts).SelectMany(static pair => pair), harness.Requests.Where(static request => request.Path == Path).Select(static request => request.Method));
    }

    [Theory]
    [InlineData("Scheduled", "other", "c1")]
    [InlineData("InvalidSchedule", "c2", "c1")]
    public async Task One_that_somebody_else_made_is_not_taken_for_the_new_one(string status, params string[] interactions)
    {
        await using PlatformHarness harness = await StartAsync();
        Add(harness, "another", [harness.World.Agents.Ids[0]], interactions, status);
        FaultTicket fault = harness.Fault(new FaultOrder { Path = Path, Method = "POST", Kind = FaultKind.Reset });
        CoachingAppointment made = await MakeAsync(harness, Wanted(harness));
        Assert.Equal(1, fault.Fired);
        Assert.NotEqual("another", made.AppointmentId);
        Assert.Equal(2, harness.Server.Platform.Appointments.All.Count);
    }

    [Fact]
    public async Task One_that_agents_of_two_requests_attend_is_listed_once()
    {
        await using PlatformHarness harness = await StartAsync();
        string[] agents = [.. harness.World.Agents.Ids.Take(40)];
        Add(harness, "both", [agents[0], agents[39]], ["c"], "Scheduled");
        Assert.Equal("both", Assert.Single(await harness.Session.Api.ListAppointmentsAsync(agents, harness.Run, PlatformHarness.Token)).AppointmentId);
        Assert.Equal([25, 15], harness.Requests.Where(static request => request.Path == Path).Select(static request => request.Query.Split("userIds=").Length - 1));
    }

    [Fact]
    public async Task What_clashes_is_a_conflict()
    {
        await using PlatformHarness harness = await StartAsync();
        await MakeAsync(harness, Wanted(harness));
        InsightsException error = await Assert.ThrowsAnyAsync<InsightsException>(() => MakeAsync(harness, Wanted(harness) with { Start = s_start.AddMinutes(44) }));
        Assert.Equal(("AppointmentConflict", Wanted(harness).AgentId), (error.ErrorId, error.Target));
        await MakeAsync(harness, Wanted(harness) with { Start = s_start.AddMinutes(45) });
        Assert.Equal(2, harness.Server.Platform.Appointments.All.Count);
    }

    [Fact]
    public async Task Lists_those_of_many_agents_over_many_pages_each_once()
    {
        await using PlatformHarness harness = await PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10, ListPageCap = 3 });
        string[] agents = [.. harness.World.Agents.Ids.Where((_, agent) => !AgentNames.HasLeft(agent)).Take(40)];
        for (int number = 0; number < agents.Length; number++)
        {
            await harness.Session.Api.CreateAppointmentAsync(Wanted(harness) with { AgentId = agents[number] }, harness.Run, PlatformHarness.Token);
        }

        IReadOnlyList<CoachingAppointment> found = await harness.Session.Api.ListAppointmentsAsync(agents[..39], harness.Run, PlatformHarness.Token);
        Assert.Equal(agents[..39].Order(), found.SelectMany(static appointment => appointment.AgentId).Order());
        Assert.All(found, static appointment => Assert.False(appointment.IsNew));
    }

    [Theory]
    [InlineData("\"name\":\"n\"", "\"name\":\"\"", "validation.error")]
    [InlineData("\"name\":\"n\",", "", "general.bad.request")]
    [InlineData("\"description\":\"d\",", "", "general.bad.request")]
    [InlineData("T09:00:00.000Z", "", "invalid.date")]
    [InlineData("\"lengthInMinutes\":30", "\"lengthInMinutes\":0", "validation.error")]
    [InlineData("\"lengthInMinutes\":30", "\"lengthInMinutes\":\"30\"", "general.bad.request")]
    [InlineData("[\"AGENT\"]", "[]", "validation.error")]
    [InlineData("[\"AGENT\"]", "[\"AGENT\",\"AGENT\"]", "general.bad.request")]
    [InlineData("[\"AGENT\"]", "[\"nobody\"]", "validation.error")]
    [InlineData("[\"AGENT\"]", "[\"LEFT\"]", "participate.permission.missing")]
    [InlineData("[\"c\"]", "[\"c\",\"c\"]", "general.bad.request")]
    [InlineData("[\"c\"]", "\"c\"", "general.bad.request")]
    [InlineData("\"name\":\"n\"", "\"name\":\"n\",\"status\":\"Scheduled\"", "invalid.property")]
    public async Task The_simulator_refuses_one_that_is_none(string good, string bad, string code)
    {
        await using SimulatorHarness harness = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 1, Profile = ServedProfile.Platform });
        string body = """{"name":"n","description":"d","dateStart":"2099-01-05T09:00:00.000Z","lengthInMinutes":30,"attendeeIds":["AGENT"],"conversationIds":["c"]}""";
        Assert.Contains(good, body, StringComparison.Ordinal);
        string Named(string text) => text.Replace("AGENT", harness.Server.World.Agents.Ids[0], StringComparison.Ordinal).Replace("LEFT", harness.Server.World.Agents.Ids[3], StringComparison.Ordinal);
        Assert.Equal(code, (string?)(await harness.PostAsync(Path, Named(body.Replace(good, bad, StringComparison.Ordinal)), HttpStatusCode.BadRequest))["code"]);
        await harness.PostAsync(Path, Named(body), HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?pageSize=10")]
    [InlineData("?userIds=a&pageSize=101")]
    [InlineData("?userIds=a&statuses=scheduled")]
    [InlineData("?userIds=a&expand=b")]
    public async Task The_simulator_refuses_a_list_that_is_none(string query)
    {
        await using SimulatorHarness harness = await SimulatorHarness.StartAsync(new SimulatorOptions { Interactions = 1, Profile = ServedProfile.Platform });
        Assert.Equal("invalid.query.param.value", (string?)(await harness.GetAsync(Path + query, HttpStatusCode.BadRequest))["code"]);
    }

    private static Task<PlatformHarness> StartAsync() => PlatformHarness.StartAsync(new SimulatorOptions { Interactions = 10 });

    private static void Add(PlatformHarness harness, string id, string[] agents, string[] interactions, string status)
    {
        JsonElement body = JsonSerializer.SerializeToElement(new { name = "n", description = "d", lengthInMinutes = 30, attendeeIds = agents, conversationIds = interactions });
        harness.Server.Platform.Appointments.Add(new Appointment(id, s_start.AddDays(9), TimeSpan.FromMinutes(30), body) { Status = status });
    }

    private static AppointmentRequest Wanted(PlatformHarness harness) =>
        new(harness.World.Agents.Ids[0], ["c1", "c2"], "a name", "a description", s_start, TimeSpan.FromMinutes(45), null);

    private static Task<CoachingAppointment> MakeAsync(PlatformHarness harness, AppointmentRequest wanted, IReadOnlyList<CoachingAppointment>? known = null) =>
        AppointmentMaker.MakeAsync(harness.Session.Api, wanted, known ?? [], harness.Run, PlatformHarness.Token);
}
