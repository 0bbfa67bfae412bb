using SpeechInsights.Api;
using SpeechInsights.Http;

namespace SpeechInsights.Coaching;

/// <summary>Makes an appointment once, whatever the network does.</summary>
internal static class AppointmentMaker
{
    /// <param name="api">Where it is made.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="known">The agent's appointments up to now.</param>
    /// <param name="run">What the run costs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InsightsException">AppointmentConflict, or what the server did.</exception>
    public static Task<CoachingAppointment> MakeAsync(
        ISpeechInsightsApi api, AppointmentRequest wanted, IEnumerable<CoachingAppointment> known, RunContext run, CancellationToken cancellationToken)
    {
        HashSet<string> before = [.. known.Select(static appointment => appointment.AppointmentId)];
        return CreateOnce.RunAsync(
            () => api.CreateAppointmentAsync(wanted, run, cancellationToken),
            async _ =>
            {
                IReadOnlyList<CoachingAppointment> now = await api.ListAppointmentsAsync([wanted.AgentId], run, cancellationToken).ConfigureAwait(false);
                return now.FirstOrDefault(appointment => !before.Contains(appointment.AppointmentId) && appointment.IsValid && wanted.InteractionIds.All(appointment.InteractionId.Contains)) is { } made
                    ? made.AsNew()
                    : null;
            },
            run);
    }
}
