using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>The triggers, in the order they were made.</summary>
internal sealed class TriggerStore
{
    private readonly object _gate = new();
    private readonly List<Trigger> _triggers = [];

    public IReadOnlyList<Trigger> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _triggers];
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _triggers.Clear();
        }
    }

    public Trigger Add(JsonElement body, bool uniqueNames)
    {
        Trigger trigger = new(Guid.NewGuid().ToString("D"), 1, body.Clone());
        lock (_gate)
        {
            if (uniqueNames && _triggers.Exists(known => known.Name == trigger.Name))
            {
                throw Conflict();
            }

            _triggers.Add(trigger);
        }

        return trigger;
    }

    public Trigger Find(string id)
    {
        lock (_gate)
        {
            return _triggers[IndexOf(id)];
        }
    }

    public Trigger Replace(string id, JsonElement body)
    {
        lock (_gate)
        {
            int index = IndexOf(id);
            Trigger old = _triggers[index];
            if (body.GetProperty("version").GetInt64() != old.Version)
            {
                throw Conflict();
            }

            if (body.GetProperty("topicName").GetString() != old.TopicName)
            {
                throw PlatformRefusal.Bad("topicName", "The topic of a trigger can not be changed.");
            }

            return _triggers[index] = new Trigger(id, old.Version + 1, body.Clone());
        }
    }

    public void Remove(string id)
    {
        lock (_gate)
        {
            _triggers.RemoveAt(IndexOf(id));
        }
    }

    private static RefusedException Conflict() => new(409, "request.conflict", "The request conflicts with the current state of the target resource.");

    private int IndexOf(string id)
    {
        int index = _triggers.FindIndex(trigger => trigger.Id == id);
        return index >= 0 ? index : throw PlatformRefusal.Missing("not.found", "The requested resource was not found.", id);
    }
}
