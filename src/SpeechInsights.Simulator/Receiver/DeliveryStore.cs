namespace SpeechInsights.Simulator.Receiver;

/// <summary>What the receiver holds, by id, oldest first.</summary>
internal sealed class DeliveryStore
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Delivery> _byId = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    public IReadOnlyList<Delivery> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _order.Select(id => _byId[id])];
            }
        }
    }

    /// <summary>Keeps a delivery, or counts it where it came before.</summary>
    /// <returns>False where it came before with another body.</returns>
    public bool TryAdd(Delivery delivery)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(delivery.Id, out Delivery? known))
            {
                _byId.Add(delivery.Id, delivery);
                _order.Add(delivery.Id);
                return true;
            }

            _byId[delivery.Id] = known with { Count = known.Count + 1 };
            return known.Body == delivery.Body;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _byId.Clear();
            _order.Clear();
        }
    }
}
