using SpeechInsights.Csat.Uncertainty;

namespace SpeechInsights.Csat.Groups;

/// <summary>
/// How the agreement of each group differs from that of all other rows. A conversation may have rows in several groups: what its rows
/// move is added up before it is squared, as in <see cref="ConversationSums"/>.
/// </summary>
internal sealed class GroupDifferences(int groups)
{
    private readonly List<Entry> _entries = [];
    private readonly Group[] _groups = [.. Enumerable.Range(0, groups).Select(static _ => new Group())];
    private readonly Dictionary<int, (long Rows, long Agreeing)> _inConversation = [];
    private long _agreeing;
    private long _conversations;
    private double _agreeingSquares;
    private double _products;
    private double _rowSquares;

    public void Add(int group, ulong conversation, bool agrees)
    {
        _entries.Add(new Entry(conversation, group, agrees));
        _groups[group].Rows++;
        _groups[group].Agreeing += agrees ? 1 : 0;
        _agreeing += agrees ? 1 : 0;
    }

    /// <summary>The difference of each group and its p-value; null where it has no rated row, or no other group has.</summary>
    public (double? Difference, double? PValue)[] Measure()
    {
        _entries.Sort(static (a, b) => a.Conversation.CompareTo(b.Conversation));
        for (int start = 0, end; start < _entries.Count; start = end)
        {
            end = start + 1;
            ulong conversation = _entries[start].Conversation;
            while (end < _entries.Count && _entries[end].Conversation == conversation && !ConversationKey.IsOwn(conversation))
            {
                end++;
            }

            Take(start, end);
        }

        return [.. _groups.Select(Compare)];
    }

    private void Take(int start, int end)
    {
        long agreeing = 0;
        _inConversation.Clear();
        for (int i = start; i < end; i++)
        {
            Entry entry = _entries[i];
            (long rows, long mine) = _inConversation.GetValueOrDefault(entry.Group);
            _inConversation[entry.Group] = (rows + 1, mine + (entry.Agrees ? 1 : 0));
            agreeing += entry.Agrees ? 1 : 0;
        }

        double size = end - start;
        _conversations++;
        _agreeingSquares += (double)agreeing * agreeing;
        _products += agreeing * size;
        _rowSquares += size * size;
        foreach ((int number, (long rows, long mine)) in _inConversation)
        {
            Group group = _groups[number];
            group.Conversations++;
            group.Shared += rows < size ? 1 : 0;
            group.AgreeingSquares += (double)agreeing * agreeing;
            group.Products += agreeing * size;
            group.RowSquares += size * size;
            if (RateOfRest(group) is double rest)
            {
                double moved = ((mine - (group.Rate * rows)) / group.Rows) - ((agreeing - mine - (rest * (size - rows))) / (_entries.Count - group.Rows));
                group.Squares += moved * moved;
            }
        }
    }

    private double? RateOfRest(Group group) => group.Rows == _entries.Count ? null : (double)(_agreeing - group.Agreeing) / (_entries.Count - group.Rows);

    private (double? Difference, double? PValue) Compare(Group group)
    {
        if (group.Rows == 0 || RateOfRest(group) is not double rest)
        {
            return (null, null);
        }

        // What conversations move that are in no way the group's, by their sums of squares less those of the others.
        double others = (_agreeingSquares - group.AgreeingSquares) - (2 * rest * (_products - group.Products)) + (rest * rest * (_rowSquares - group.RowSquares));
        double restRows = _entries.Count - group.Rows;
        double squares = group.Squares + (Math.Max(0, others) / (restRows * restRows));
        double difference = group.Rate - rest;
        long fewer = Math.Min(group.Conversations, _conversations - group.Conversations + group.Shared);
        if (fewer < 2)
        {
            return (difference, null);
        }

        double error = Math.Sqrt(squares * fewer / (fewer - 1));
        return (difference, error > 0 ? StudentT.TwoSided(difference / error, fewer - 1) : difference == 0 ? 1 : null);
    }

    private readonly record struct Entry(ulong Conversation, int Group, bool Agrees);

    private sealed class Group
    {
        public long Rows { get; set; }

        public long Agreeing { get; set; }

        public double Rate => (double)Agreeing / Rows;

        public long Conversations { get; set; }

        /// <summary>Conversations that have rows of other groups too.</summary>
        public long Shared { get; set; }

        public double Squares { get; set; }

        public double AgreeingSquares { get; set; }

        public double Products { get; set; }

        public double RowSquares { get; set; }
    }
}
