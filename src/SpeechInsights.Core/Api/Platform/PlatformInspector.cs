using System.Globalization;
using SpeechInsights.Http;
using SpeechInsights.Models;

namespace SpeechInsights.Api.Platform;

/// <summary>
/// Looks a program over. What the client may not see is unknown, and the report names the permission: nothing is called
/// valid unchecked.
/// </summary>
internal sealed class PlatformInspector(PlatformModels models)
{
    // Voice and chat metrics arrive within half an hour of the end, message and e-mail metrics within three days.
    private static readonly TimeSpan s_voiceArrival = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_messageArrival = TimeSpan.FromHours(72);

    public async Task<SpeechModelReport> InspectAsync(ModelInspection inspection, RunContext run, CancellationToken cancellationToken)
    {
        List<ModelCheck> checks = [];
        PlatformProgram? program = null;
        await AddAsync(checks, "Exists", CheckSeverity.Error, async () =>
        {
            program = await models.GetAsync(inspection.ModelId, run, cancellationToken).ConfigureAwait(false);
            return (true, $"The {program.Kind} is named '{program.Name}'.");
        }).ConfigureAwait(false);
        if (program is not null)
        {
            await AddProgramAsync(checks, program, run, cancellationToken).ConfigureAwait(false);
        }

        if (inspection is { Start: { } start, End: { } end })
        {
            await AddWindowAsync(checks, start, end, inspection.Now, run, cancellationToken).ConfigureAwait(false);
        }

        return new SpeechModelReport(inspection, program?.ToModel(), checks);
    }

    private async Task AddProgramAsync(List<ModelCheck> checks, PlatformProgram program, RunContext run, CancellationToken cancellationToken)
    {
        checks.Add(new ModelCheck("Deployed", program.IsPublished, CheckSeverity.Error, program.IsPublished ? "It is published." : "It is not published."));
        bool isEdited = program is { Modified: { } modified, Published: { } published } && modified > published;
        checks.Add(new ModelCheck("Edits", !isEdited, CheckSeverity.Warning, isEdited ? "It was edited after it was published; the edits count for nothing yet." : "No edits wait to be published."));

        List<PlatformProgram> topics = [];
        await AddAsync(checks, "Topics", CheckSeverity.Error, async () =>
        {
            topics = await models.GetTopicsAsync(program.Topics.Select(static topic => topic.Id), run, cancellationToken).ConfigureAwait(false);
            int ready = topics.Count(static topic => topic.IsPublished);
            return (ready > 0, Text($"{ready} of its {program.Topics.Count} topics are published."));
        }).ConfigureAwait(false);
        if (program.Kind == "program")
        {
            await AddAsync(checks, "Mapped", CheckSeverity.Error, async () =>
            {
                int mapped = await models.CountMappingsAsync(program.Id, run, cancellationToken).ConfigureAwait(false);
                return (mapped > 0, mapped > 0 ? Text($"It applies to {mapped} queues and flows.") : "It applies to no queue and no flow: it analyses nothing.");
            }).ConfigureAwait(false);
        }

        await AddAsync(checks, "Dialect", CheckSeverity.Warning, async () =>
        {
            HashSet<string> known = await models.GetSentimentDialectsAsync(run, cancellationToken).ConfigureAwait(false);
            string[] missing = [.. topics.Select(static topic => topic.Dialect).OfType<string>().Distinct().Where(dialect => !known.Contains(dialect))];
            return (missing.Length == 0, missing.Length == 0 ? "Sentiment is known in its topics' dialects." : $"There is no sentiment in {string.Join(", ", missing)}.");
        }).ConfigureAwait(false);
    }

    private async Task AddWindowAsync(
        List<ModelCheck> checks, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now, RunContext run, CancellationToken cancellationToken)
    {
        checks.Add(new ModelCheck(
            "Window", start < end, CheckSeverity.Error, start < end ? Text($"It is {(end - start).TotalDays:0.##} days long.") : "It starts at or after its end."));
        await AddAsync(checks, "Retention", CheckSeverity.Warning, async () =>
        {
            int? days = await models.GetRetentionDaysAsync(run, cancellationToken).ConfigureAwait(false);
            return (days is null ? null : start >= now.AddDays(-days.Value), days is null ? "The organisation does not say." : Text($"Data are kept for {days} days; the window starts {(now - start).TotalDays:0.##} days ago."));
        }).ConfigureAwait(false);
        await AddAsync(checks, "Availability", CheckSeverity.Warning, async () =>
        {
            DateTimeOffset? until = await models.GetDataAvailabilityAsync(run, cancellationToken).ConfigureAwait(false);
            return (until is null ? null : end <= until, until is null ? "The data lake does not say." : Text($"The data lake is complete until {until:u}."));
        }).ConfigureAwait(false);
        checks.Add(new ModelCheck(
            "Arrival",
            end <= now - s_messageArrival,
            CheckSeverity.Warning,
            end <= now - s_messageArrival ? "Speech metrics have had time to arrive."
                : end <= now - s_voiceArrival ? "Voice and chat metrics have arrived; those of messages and e-mail take up to 72 hours."
                : "Speech metrics may still be arriving."));
    }

    private static async Task AddAsync(List<ModelCheck> checks, string name, CheckSeverity severity, Func<Task<(bool? Passed, string Detail)>> check)
    {
        try
        {
            (bool? passed, string detail) = await check().ConfigureAwait(false);
            checks.Add(new ModelCheck(name, passed, severity, detail));
        }
        catch (ApiException e) when (e.Error == InsightsError.PermissionDenied)
        {
            checks.Add(new ModelCheck(name, null, severity, $"Unknown: the client may not look. {e.Hint}"));
        }
        catch (ApiException e) when (e.Error is InsightsError.ModelNotFound or InsightsError.NotFound)
        {
            checks.Add(new ModelCheck(name, false, severity, name == "Exists" ? "There is no program and no topic with this id." : "The organisation has none."));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
