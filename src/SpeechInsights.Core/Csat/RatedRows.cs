using System.Runtime.CompilerServices;
using SpeechInsights.Insights;

namespace SpeechInsights.Csat;

/// <summary>The rows that have both figures, in chunks, so that growing copies nothing but a small first one.</summary>
internal sealed class RatedRows
{
    // 48 KB an array: under the size from which arrays are collected with the whole heap only.
    private const int ChunkRows = 2048;
    private const int FirstRows = 16;

    private readonly List<RatedRow[]> _chunks = [];
    private int _used;

    public long Count { get; private set; }

    [MethodImpl(HotPath.Optimized)]
    public void Add(double sentiment, double csat, ulong conversation)
    {
        if (_chunks.Count == 0 || _used == _chunks[^1].Length)
        {
            MakeRoom();
        }

        _chunks[^1][_used++] = new RatedRow(sentiment, csat, conversation);
        Count++;
    }

    /// <summary>The rows, chunk by chunk.</summary>
    public IEnumerable<Memory<RatedRow>> Chunks => _chunks.Select((chunk, number) => chunk.AsMemory(0, number == _chunks.Count - 1 ? _used : chunk.Length));

    /// <summary>The rows in the order of their conversations.</summary>
    public RowRuns<ulong, RowColumns.Conversation> ByConversation() => new(_chunks, Lengths());

    /// <summary>The rows in the order of their sentiment.</summary>
    public RowRuns<double, RowColumns.Sentiment> BySentiment() => new(_chunks, Lengths());

    /// <summary>The rows in the order of their scores.</summary>
    public RowRuns<double, RowColumns.Csat> ByCsat() => new(_chunks, Lengths());

    /// <summary>Counts the four kinds of rows; positive is strictly greater than the threshold.</summary>
    public ConfusionCounts Confusion(double sentimentThreshold, double csatThreshold)
    {
        long[] cells = new long[4];
        foreach (Memory<RatedRow> chunk in Chunks)
        {
            foreach (RatedRow row in chunk.Span)
            {
                cells[(int)ConfusionCounts.CellOf(row.Sentiment > sentimentThreshold, row.Csat > csatThreshold)]++;
            }
        }

        return new ConfusionCounts(
            cells[(int)ConfusionCell.TruePositive], cells[(int)ConfusionCell.FalsePositive], cells[(int)ConfusionCell.TrueNegative], cells[(int)ConfusionCell.FalseNegative]);
    }

    private int[] Lengths() => [.. Chunks.Select(static chunk => chunk.Length)];

    private void MakeRoom()
    {
        if (_chunks.Count == 1 && _chunks[0].Length < ChunkRows)
        {
            RatedRow[] first = _chunks[0];
            Array.Resize(ref first, first.Length * 2);
            _chunks[0] = first;
            return;
        }

        _chunks.Add(new RatedRow[_chunks.Count == 0 ? FirstRows : ChunkRows]);
        _used = 0;
    }
}
