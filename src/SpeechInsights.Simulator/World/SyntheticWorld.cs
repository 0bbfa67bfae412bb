using System.Globalization;

namespace SpeechInsights.Simulator.World;

/// <summary>
/// A month of a contact centre that never was. The same count, seed and end always give the same data. An insight row is
/// coded as interaction index times two plus agent slot; rows and interactions are both in the order of their start.
/// </summary>
internal sealed class SyntheticWorld
{
    public const int DefaultDays = 30;
    public const int MaxDays = 400;

    // An interaction has 32 bits for its start: in milliseconds they last for 49 days.
    private const int MaxDaysByMillisecond = 49;
    public const int MaxInteractions = 10_000_000;

    private readonly Interaction[] _interactions;
    private readonly int[] _agentRows;
    private readonly InteractionIds _ids;

    public SyntheticWorld(int interactions, int seed, DateTimeOffset until, int days = DefaultDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(interactions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interactions, MaxInteractions);
        End = new DateTimeOffset(until.UtcDateTime.Date, TimeSpan.Zero);
        Days = days;
        Start = End.AddDays(-days);
        StartMilliseconds = Start.ToUnixTimeMilliseconds();
        Seed = seed;
        Agents = new AgentPool(seed);
        _ids = new InteractionIds(seed);
        _interactions = Build(interactions);
        _agentRows = ListAgentRows(_interactions);
    }

    public int Seed { get; }

    public int Days { get; }

    /// <summary>The first moment that has data; midnight UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>The end of the last day that has data; midnight UTC, itself without data.</summary>
    public DateTimeOffset End { get; }

    public long StartMilliseconds { get; }

    public AgentPool Agents { get; }

    public int InteractionCount => _interactions.Length;

    public int AgentRowCount => _agentRows.Length;

    public ReadOnlySpan<Interaction> Interactions => _interactions;

    /// <summary>Row codes with one row per agent of an interaction.</summary>
    public ReadOnlyMemory<int> AgentRows => _agentRows;

    public Guid IdOf(long index) => _ids.IdOf(index);

    /// <summary>The index of an id's text, or -1. Ids are opaque: any other spelling of one is another id.</summary>
    public int IndexOf(string id) => Guid.TryParseExact(id, "D", out Guid guid) && IsLowerCase(id) ? IndexOf(guid) : -1;

    public int IndexOf(Guid id)
    {
        long index = _ids.IndexOf(id);
        return index < _interactions.Length ? (int)index : -1;
    }

    public DateTimeOffset StartOf(int index) =>
        DateTimeOffset.FromUnixTimeMilliseconds(StartMilliseconds + OffsetOf(_interactions[index]));

    /// <summary>Milliseconds from the first moment of the data to an interaction's start.</summary>
    public long OffsetOf(Interaction interaction) => (long)interaction.StartOffset * Unit;

    private int Unit => Days > MaxDaysByMillisecond ? 10 : 1;

    /// <summary>The index of the first interaction at or after a moment (Unix milliseconds).</summary>
    public int FirstAtOrAfter(long milliseconds)
    {
        long wanted = milliseconds - StartMilliseconds;
        int low = 0;
        int high = _interactions.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (OffsetOf(_interactions[middle]) < wanted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The position in <see cref="AgentRows"/> of an interaction's first row.</summary>
    public int FirstAgentRowOf(int index)
    {
        int position = Array.BinarySearch(_agentRows, index << 1);
        return position < 0 ? ~position : position;
    }

    /// <summary>What is true of each insight row (one per agent) that starts in the window, in order.</summary>
    public IEnumerable<TruthRow> Truth(DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        int first = FirstAtOrAfter((from ?? Start).ToUnixTimeMilliseconds());
        int end = FirstAtOrAfter((to ?? End).ToUnixTimeMilliseconds());
        for (int position = FirstAgentRowOf(first), last = FirstAgentRowOf(end); position < last; position++)
        {
            yield return TruthOf(_agentRows[position]);
        }
    }

    /// <summary>The day with the most interactions.</summary>
    public DateTimeOffset BusiestDay()
    {
        DateTimeOffset busiest = Start;
        int most = -1;
        for (DateTimeOffset day = Start; day < End; day = day.AddDays(1))
        {
            int count = FirstAtOrAfter(day.AddDays(1).ToUnixTimeMilliseconds()) - FirstAtOrAfter(day.ToUnixTimeMilliseconds());
            if (count > most)
            {
                most = count;
                busiest = day;
            }
        }

        return busiest;
    }

    private static bool IsLowerCase(string id)
    {
        foreach (char letter in id)
        {
            if (char.IsAsciiLetterUpper(letter))
            {
                return false;
            }
        }

        return true;
    }

    private static int[] ListAgentRows(Interaction[] interactions)
    {
        int transferred = 0;
        foreach (ref readonly Interaction interaction in interactions.AsSpan())
        {
            transferred += interaction.WasTransferred ? 1 : 0;
        }

        int[] rows = new int[interactions.Length + transferred];
        int next = 0;
        for (int index = 0; index < interactions.Length; index++)
        {
            rows[next++] = index << 1;
            if (interactions[index].WasTransferred)
            {
                rows[next++] = (index << 1) | 1;
            }
        }

        return rows;
    }

    private Interaction[] Build(int count)
    {
        RandomStream random = new(RandomStream.Mix((ulong)(uint)Seed) ^ (ulong)StartMilliseconds);
        int[] hours = LoadCurve.Split(count, Start.UtcDateTime, Days, random);
        uint[] starts = new uint[count];
        int filled = 0;
        for (int hour = 0; hour < hours.Length; hour++)
        {
            Span<uint> ofHour = starts.AsSpan(filled, hours[hour]);
            foreach (ref uint start in ofHour)
            {
                start = (uint)(((hour * 3_600_000L) + random.NextInt32(3_600_000)) / Unit);
            }

            ofHour.Sort();
            filled += ofHour.Length;
        }

        InteractionFactory factory = new(Seed, Agents);
        Interaction[] interactions = new Interaction[count];
        for (int index = 0; index < count; index++)
        {
            interactions[index] = factory.Create(index, starts[index]);
        }

        return interactions;
    }

    private TruthRow TruthOf(int row)
    {
        int index = row >> 1;
        Interaction interaction = _interactions[index];
        DateTimeOffset start = StartOf(index);
        return new TruthRow(
            IdOf(index).ToString("D", CultureInfo.InvariantCulture),
            Agents.Ids[interaction.AgentOf(row & 1)],
            new DateTimeOffset(start.Ticks - (start.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero),
            start,
            TopicCatalog.NamesOf(interaction.Topics),
            interaction.SpeechCount,
            interaction.SentimentCount,
            interaction.HasSentiment ? interaction.Sentiment / 10_000.0 : null,
            interaction.SurveyCount > 0 ? (double)interaction.SurveySum / interaction.SurveyCount : null,
            interaction.SurveyCount);
    }
}
