using System.Globalization;
using SpeechInsights.Api;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Models;

/// <summary>Looks a model and a window over, and reports instead of failing.</summary>
internal static class ModelInspector
{
    private static readonly TimeSpan s_retention = TimeSpan.FromDays(730);
    private static readonly TimeSpan s_arrival = TimeSpan.FromDays(1);

    /// <exception cref="InsightsException">What is no verdict on the model: 401, 403, 5xx, the network.</exception>
    public static async Task<SpeechModelReport> InspectAsync(
        ISpeechInsightsApi api, ModelInspection inspection, RunContext run, CancellationToken cancellationToken)
    {
        List<ModelCheck> checks = [];
        SpeechModel? model = null;
        try
        {
            model = await api.GetModelAsync(inspection.ModelId, run, cancellationToken).ConfigureAwait(false);
            checks.Add(new ModelCheck("Exists", true, CheckSeverity.Error, $"The model is named '{model.Name}'."));
            checks.Add(new ModelCheck("Deployed", model.IsDeployed, CheckSeverity.Error, $"Its status is '{model.Status}'."));
        }
        catch (InsightsException e) when (e.Error == InsightsError.ModelNotFound)
        {
            checks.Add(new ModelCheck("Exists", false, CheckSeverity.Error, "There is no model with this id."));
            checks.Add(new ModelCheck("Deployed", false, CheckSeverity.Error, "There is no model with this id."));
        }

        if (inspection is { Start: { } from, End: { } to })
        {
            AddWindow(checks, from, to, inspection.Now);
        }

        return new SpeechModelReport(inspection, model, checks);
    }

    private static void AddWindow(List<ModelCheck> checks, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now)
    {
        TimeSpan length = end - start;
        checks.Add(new ModelCheck(
            "Window",
            start < end && length <= QueryValidation.LongestWindow,
            CheckSeverity.Error,
            start >= end ? "It starts at or after its end." : Text($"It is {length.TotalDays:0.##} days long; at most 730 are allowed.")));
        checks.Add(new ModelCheck(
            "Retention",
            start >= now - s_retention,
            CheckSeverity.Warning,
            Text($"Data are kept for 730 days; the window starts {(now - start).TotalDays:0.##} days ago.")));
        checks.Add(new ModelCheck(
            "Availability",
            end <= now - s_arrival,
            CheckSeverity.Warning,
            end <= now - s_arrival ? "The window's data have had a day to arrive." : "Data of the last day may still be arriving."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
