using System.Globalization;
using SpeechInsights.Csat;
using SpeechInsights.Csat.Uncertainty;

namespace SpeechInsights.Reports;

/// <summary>How scores are spread among rows of positive sentiment, and among the others: by five parts of their scale.</summary>
internal sealed class ScoreBins(double sentimentThreshold, CsatScale scale) : ISentimentWatcher
{
    private const int Bins = 5;

    private readonly long[] _positive = new long[Bins];
    private readonly long[] _others = new long[Bins];

    public long Positive => _positive.Sum();

    public long Others => _others.Sum();

    /// <summary>The parts, lowest first, with how many rows of each kind are in it.</summary>
    public IReadOnlyList<(string Label, long Positive, long Others)> All => [.. Enumerable.Range(0, Bins).Select(bin => (LabelOf(bin), _positive[bin], _others[bin]))];

    public void Begin(RatedRows rows)
    {
        foreach (Memory<RatedRow> chunk in rows.Chunks)
        {
            foreach (RatedRow row in chunk.Span)
            {
                int bin = Math.Clamp((int)((row.Csat - scale.Minimum) / (scale.Maximum - scale.Minimum) * Bins), 0, Bins - 1);
                _ = row.Sentiment > sentimentThreshold ? _positive[bin]++ : _others[bin]++;
            }
        }
    }

    public void Look(RowRuns<double, RowColumns.Sentiment> run)
    {
    }

    public void End(RatedRows rows)
    {
    }

    private string LabelOf(int bin)
    {
        double width = (scale.Maximum - scale.Minimum) / Bins;

        // On 1..5 each part has one whole score.
        return scale.Maximum - scale.Minimum == Bins - 1
            ? (scale.Minimum + bin).ToString("0.##", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{scale.Minimum + (bin * width):0.##} to {scale.Minimum + ((bin + 1) * width):0.##}");
    }
}
