namespace SpeechInsights.Simulator.Platform;

/// <summary>Coaching appointments, as far as they are served.</summary>
internal static class CoachingOperations
{
    private static ObjectShape BusinessUnit { get; } = new("WfmBusinessUnitReference", FieldShape.Text("id", required: true), FieldShape.Text("selfUri"));

    private static ObjectShape Schedule { get; } = new(
        "WfmScheduleReference",
        FieldShape.Text("id", required: true),
        FieldShape.Object("businessUnit", BusinessUnit, required: true),
        FieldShape.Text("weekDate", required: true),
        FieldShape.Text("selfUri"));

    private static ObjectShape Create { get; } = new(
        "CreateCoachingAppointmentRequest",
        FieldShape.Text("name", required: true),
        FieldShape.Text("description", required: true),
        FieldShape.Text("dateStart", required: true).ByItsEndpoint(),
        FieldShape.Integer("lengthInMinutes", required: true),
        FieldShape.Text("facilitatorId"),
        FieldShape.Text("attendeeIds", required: true).AsList().ByItsEndpoint(),
        FieldShape.Text("conversationIds").AsList().ByItsEndpoint(),
        FieldShape.Text("documentIds").AsList().ByItsEndpoint(),
        FieldShape.Object("wfmSchedule", Schedule),
        FieldShape.Text("externalLinks").AsList(),
        FieldShape.Text("location"),
        FieldShape.Flag("shareInsightsData"),
        FieldShape.Flag("addToSchedule"));

    /// <summary>The reference's extract of the definition has it not; the SDKs' documentation does.</summary>
    public static Operation Appointments { get; } = new("GET", Appointment.Path, Permission.ViewAppointment)
    {
        IsOutsideExtract = true,
        Query =
        [
            FieldShape.Text("userIds", required: true).AsList(), FieldShape.Text("interval"), FieldShape.Integer("pageNumber").ByDefault("1").Between(1, null),
            FieldShape.Integer("pageSize").ByDefault("25").Between(1, CoachingEndpoints.MaximumPageSize), FieldShape.Choice("statuses", Appointment.Statuses).AsList(),
            FieldShape.Text("facilitatorIds").AsList(), FieldShape.Choice("sortOrder", ["Desc", "Asc"]),
            FieldShape.Choice("relationships", ["Creator", "Facilitator", "Attendee"]).AsList(), FieldShape.Text("completionInterval"),
            FieldShape.Choice("overdue", ["True", "False", "Any"]), FieldShape.Choice("intervalCondition", ["StartsIn", "Overlaps"]),
        ],
    };

    public static Operation CreateAppointment { get; } = new("POST", Appointment.Path, Permission.AddAppointment) { Body = Create };

    public static IReadOnlyList<Operation> All { get; } = [Appointments, CreateAppointment];
}
