namespace SpeechInsights.Coaching.Deliveries;

/// <summary>A delivery that this process alone works on. The system lets go of it where the process is killed.</summary>
internal sealed class ClaimedDelivery(Spool spool, FileStream file, DeliveryText text, DeliveryName name, DeliveryState state) : IDisposable
{
    public DeliveryText Text => text;

    public DeliveryName Name => name;

    /// <summary>Puts it where it belongs now, and says how it stands.</summary>
    public CoachingDelivery Move(DeliveryState to, DeliveryName after)
    {
        spool.Move(state, name, to, after);
        if (to == DeliveryState.Delivered)
        {
            // Nothing of customers is kept longer than it is needed.
            file.SetLength(text.HeadLength);
        }

        return spool.Describe(to, after, text);
    }

    public void Dispose() => file.Dispose();
}
