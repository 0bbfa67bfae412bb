namespace SpeechInsights.Simulator.Summary;

/// <summary>The registered webhooks, oldest first.</summary>
internal sealed class WebhookStore
{
    private readonly object _gate = new();
    private readonly List<Webhook> _webhooks = [];

    public int Count => All.Count;

    public IReadOnlyList<Webhook> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _webhooks];
            }
        }
    }

    /// <summary>False where the name must be unique and is taken.</summary>
    public bool TryAdd(Webhook webhook, bool uniqueName)
    {
        lock (_gate)
        {
            if (uniqueName && _webhooks.Exists(other => other.Name == webhook.Name))
            {
                return false;
            }

            _webhooks.Add(webhook);
            return true;
        }
    }

    public bool Remove(string id)
    {
        lock (_gate)
        {
            return _webhooks.RemoveAll(webhook => webhook.Id == id) > 0;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _webhooks.Clear();
        }
    }
}
