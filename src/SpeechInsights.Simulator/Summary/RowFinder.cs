using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Summary;

/// <summary>Finds the rows of a query, in the order of their start.</summary>
internal sealed class RowFinder(SyntheticWorld world)
{
    public RowSet Find(RowCriteria key)
    {
        int first = world.FirstAtOrAfter(key.From);
        int end = world.FirstAtOrAfter(key.To);
        if (key.Filters.Ids is { } ids)
        {
            return RowSet.List(Among(ids.Indexes, first, end, key));
        }

        bool takesAll = !key.IsSurvey && key.Filters.Topics is null && key.Filters.MinimumSentiment is null;
        if (!takesAll)
        {
            return RowSet.List(Between(first, end, key));
        }

        if (!key.ByAgent)
        {
            return RowSet.Run(first, end - first);
        }

        int firstRow = world.FirstAgentRowOf(first);
        return RowSet.Slice(world.AgentRows[firstRow..world.FirstAgentRowOf(end)]);
    }

    private int[] Among(ReadOnlySpan<int> indexes, int first, int end, RowCriteria key)
    {
        List<int> codes = [];
        foreach (int index in indexes)
        {
            if (index >= first && index < end)
            {
                Add(codes, index, key);
            }
        }

        return [.. codes];
    }

    private int[] Between(int first, int end, RowCriteria key)
    {
        List<int> codes = [];
        for (int index = first; index < end; index++)
        {
            Add(codes, index, key);
        }

        return [.. codes];
    }

    private void Add(List<int> codes, int index, RowCriteria key)
    {
        ref readonly Interaction interaction = ref world.Interactions[index];
        bool fits = (!key.IsSurvey || interaction.WasSurveyed)
            && (key.Filters.Topics is not { } topics || (interaction.Topics & topics) != 0)
            && (key.Filters.MinimumSentiment is not { } minimum
                || (interaction.HasSentiment && interaction.Sentiment / 10_000.0 >= minimum));
        if (!fits)
        {
            return;
        }

        codes.Add(index << 1);
        if (key.ByAgent && interaction.WasTransferred)
        {
            codes.Add((index << 1) | 1);
        }
    }
}
