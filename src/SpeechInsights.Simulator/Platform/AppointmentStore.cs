using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>The coaching appointments, in the order they were made.</summary>
internal sealed class AppointmentStore
{
    private readonly object _gate = new();
    private readonly List<Appointment> _appointments = [];

    public IReadOnlyList<Appointment> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _appointments];
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _appointments.Clear();
        }
    }

    public void Add(Appointment appointment)
    {
        lock (_gate)
        {
            if (_appointments.Exists(appointment.ClashesWith))
            {
                throw new RefusedException(409, "appointment.conflict", "Appointment dates clashes with another");
            }

            _appointments.Add(appointment);
        }
    }
}
