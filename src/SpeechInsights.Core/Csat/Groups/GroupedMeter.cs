using System.Collections.Specialized;

namespace SpeechInsights.Csat.Groups;

/// <summary>Measures groups of rows apart, and each against all others. It costs 16 bytes a rated row more than measuring all together.</summary>
/// <param name="by">What makes a group.</param>
/// <param name="create">Makes a group's meter.</param>
internal sealed class GroupedMeter(IReadOnlyList<GroupProperty> by, Func<AgreementMeter> create)
{
    private readonly Dictionary<GroupKey, AgreementMeter> _meters = [];
    private readonly List<(GroupKey Key, AgreementMeter Meter)> _groups = [];

    /// <summary>Takes a row.</summary>
    /// <exception cref="InsightsException">MixedCsatScales, within a group.</exception>
    public void Add(ScoredInsight row)
    {
        object?[] values = new object?[by.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = by[i].Read(row);
        }

        GroupKey key = new(values);
        if (!_meters.TryGetValue(key, out AgreementMeter? meter))
        {
            meter = create();
            _meters.Add(key, meter);
            _groups.Add((key, meter));
        }

        meter.Add(row);
    }

    /// <summary>The figures of each group: those of most rows first, equal ones in the order in which they came.</summary>
    public IReadOnlyList<InsightAccuracy> Complete()
    {
        GroupDifferences differences = new(_groups.Count);
        for (int group = 0; group < _groups.Count; group++)
        {
            _groups[group].Meter.ReadRated((conversation, agrees) => differences.Add(group, conversation, agrees));
        }

        (double? Difference, double? PValue)[] found = differences.Measure();
        double?[] adjusted = FalseDiscovery.Adjust([.. found.Select(static one => one.PValue)]);
        return
        [
            .. _groups.Select((group, number) => group.Meter.Complete(new GroupStanding(Describe(group.Key), found[number].Difference, found[number].PValue, adjusted[number])))
                .OrderByDescending(static accuracy => accuracy.Total),
        ];
    }

    private OrderedDictionary Describe(GroupKey key)
    {
        OrderedDictionary group = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < by.Count; i++)
        {
            group[by[i].Name] = key.Values[i];
        }

        return group.AsReadOnly();
    }
}
