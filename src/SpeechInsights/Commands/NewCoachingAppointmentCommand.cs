using System.Globalization;
using System.Management.Automation;
using SpeechInsights.Api.Platform;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Coaching;
using SpeechInsights.Completion;
using SpeechInsights.Declarations;
using SpeechInsights.Errors;
using SpeechInsights.Insights;
using SpeechInsights.Times;

namespace SpeechInsights.Commands;

/// <summary>Makes a coaching appointment for each agent of some candidates, about what no appointment of theirs is about yet.</summary>
[Cmdlet(VerbsCommon.New, "CoachingAppointment", SupportsShouldProcess = true)]
[OutputType(typeof(CoachingAppointment))]
[SendsRequests]
[OnlyOn(ApiProfile.Platform, "The Summary profile has no coaching appointments.", "Use Send-CoachingInsight.")]
[RecordErrors(InsightsError.AgentMissing, InsightsError.AppointmentConflict, OfRequests = true)]
[Permission(PlatformPaths.ViewAppointment)]
[Permission(PlatformPaths.AddAppointment)]
public sealed class NewCoachingAppointmentCommand : ConnectedCommand
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private readonly AppointmentDrafts _drafts = new();
    private DateTimeOffset _next;

    /// <summary>The candidates of Select-CoachingCandidate.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public CoachingCandidate InputObject { get; set; } = null!;

    /// <summary>When the appointments begin, to the minute.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(ComingTimeCompleter))]
    public InsightTime StartTime { get; set; } = null!;

    /// <summary>The time zone of a time without an offset; by default this machine's.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>How long each one lasts, in whole minutes.</summary>
    [Parameter]
    public TimeSpan Duration { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Who coaches.</summary>
    [Parameter]
    [Identifier]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string? FacilitatorId { get; set; }

    /// <summary>One after another in place of all at once, so that one person can coach them all.</summary>
    [Parameter]
    public SwitchParameter Consecutive { get; set; }

    /// <summary>The appointments' name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "Coaching by speech analytics";

    /// <summary>What they are for; by default how many interactions met which rule.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Description { get; set; }

    private protected override void Begin()
    {
        LocalClock clock = LocalClock.Of(DateTimeOffset.UtcNow, TimeZone);
        _next = StartTime.Read(clock, nameof(StartTime));
        _next = _next.AddTicks(-(_next.UtcTicks % TimeSpan.TicksPerMinute));
        if (_next <= clock.Now)
        {
            throw TimeText.Invalid(StartTime.ToString(), nameof(StartTime), "is past", "Give a time to come, such as 'tomorrow' or 2027-01-11T09:00.");
        }

        QueryValidation.CheckDuration(Duration, "-Duration", allowZero: false);
        if (Duration > s_longest || Duration.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            throw new InsightsException(InsightsError.LimitOutOfRange, $"-Duration {Duration} is not whole minutes up to a day.", "Give one such as 00:45.", nameof(Duration));
        }

        if (FacilitatorId is not null)
        {
            QueryValidation.CheckIdentifier(FacilitatorId, "-FacilitatorId");
        }

        QueryValidation.CheckText(Name, "-Name");
        QueryValidation.CheckText(Description ?? "", "-Description");
    }

    private protected override void Process()
    {
        try
        {
            _drafts.Add(InputObject);
        }
        catch (InsightsException e) when (e.Error == InsightsError.AgentMissing)
        {
            WriteError(e.ToErrorRecord());
        }
    }

    private protected override void End()
    {
        if (_drafts.All.Count == 0)
        {
            return;
        }

        IReadOnlyList<CoachingAppointment> known = [];
        PumpAudited(new AuditQuery { InteractionCount = _drafts.All.Sum(static draft => draft.InteractionIds.Count) }, changes: false, async (_, run, token) =>
            known = await Connected.Api.ListAppointmentsAsync([.. _drafts.All.Select(static draft => draft.AgentId)], run, token).ConfigureAwait(false));
        foreach (AppointmentDraft draft in _drafts.All)
        {
            Arrange(draft, [.. known.Where(appointment => appointment.AgentId.Contains(draft.AgentId))]);
        }
    }

    private void Arrange(AppointmentDraft draft, CoachingAppointment[] known)
    {
        IReadOnlyList<string> open = draft.Without(known);
        foreach (CoachingAppointment appointment in known.Where(appointment => appointment.IsValid && appointment.InteractionId.Intersect(draft.InteractionIds).Any()))
        {
            Emit(appointment);
        }

        if (open.Count == 0)
        {
            return;
        }

        AppointmentRequest wanted = new(draft.AgentId, open, Name, Description ?? $"Chosen by rule: {draft.Reasons}.", _next, Duration, FacilitatorId);
        string body = Connected.Api.Describe(wanted);
        if (ShouldProcess($"Make the coaching appointment {body}", $"Make the coaching appointment {body}?", string.Create(CultureInfo.CurrentCulture, $"{open.Count} interactions of {draft.AgentId}")))
        {
            PumpAudited(
                new AuditQuery { Target = draft.AgentId, InteractionCount = open.Count },
                changes: true,
                async (sink, run, token) => await sink.WriteRowAsync(await AppointmentMaker.MakeAsync(Connected.Api, wanted, known, run, token).ConfigureAwait(false)).ConfigureAwait(false),
                perRecord: true);
        }

        _next += Consecutive ? Duration : TimeSpan.Zero;
    }
}
