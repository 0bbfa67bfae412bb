using SpeechInsights.Csat;
using Xunit;

namespace SpeechInsights.Tests.Csat;

/// <summary>A million rated rows: 16 bytes each, 8 for their conversation, and 16 for each conversation when the figures are made.</summary>
public sealed class AgreementLoadTests(ITestOutputHelper output)
{
    private const int Rows = 1_000_000;
    private const int RowsOfOne = 4;

    private static readonly string[] s_ids = [.. Enumerable.Range(0, Rows / RowsOfOne).Select(static number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Million_rows_stay_within_their_bytes(bool hasTiedSentiment)
    {
        // What is compiled once is not counted.
        _ = Fill(1000, hasTiedSentiment).Complete();

        long keptBefore = GC.GetTotalMemory(forceFullCollection: true);
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        AgreementMeter meter = Fill(Rows, hasTiedSentiment);
        long kept = GC.GetTotalMemory(forceFullCollection: true) - keptBefore;
        InsightAccuracy accuracy = meter.Complete();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;

        output.WriteLine(FormattableString.Invariant(
            $"{(double)allocated / Rows:F2} bytes a row allocated, {(double)kept / Rows:F2} kept before Complete"));
        Assert.Equal(Rows, accuracy.Rated);
        Assert.NotNull(accuracy.SpearmanRho);
        Assert.NotNull(accuracy.Auc);

        // All that was ever allocated, so no peak can be above it.
        int conversations = (int)accuracy.RatedInteractions;
        Assert.Equal(Rows / RowsOfOne, conversations);
        Assert.InRange(allocated, 24L * Rows, (24L * Rows) + (24L * conversations) + 1_000_000);
    }

    [Fact]
    public void Ranks_of_distinct_values_in_many_chunks()
    {
        const int Count = 100_003;
        AgreementMeter rising = new(0.5);
        AgreementMeter falling = new(0.5);
        for (int i = 0; i < Count; i++)
        {
            // 7919 has no divisor in common with the count, so each place comes once.
            double place = i * 7919L % Count / (double)Count;
            rising.Add(place, 1 + (4 * place * place), null, null);
            falling.Add(-place, 1 + (4 * place * place), null, null);
        }

        InsightAccuracy up = rising.Complete();
        InsightAccuracy down = falling.Complete();

        Assert.Equal(1, up.SpearmanRho!.Value, 1e-12);
        Assert.Equal(1, up.Auc!.Value, 1e-12);
        Assert.Equal(-1, down.SpearmanRho!.Value, 1e-12);
        Assert.Equal(0, down.Auc!.Value, 1e-12);
    }

    [Fact]
    public void Rows_with_sentiment_alone_cost_eight_bytes()
    {
        AgreementMeter meter = new();
        meter.Add(0.5, 3, null, null);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rows; i++)
        {
            meter.Add(0.5, null, null, null);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (8 * Rows) + 200_000);
        Assert.Equal(Rows + 1, meter.Complete().Total);
    }

    [Fact]
    public void Rows_without_sentiment_cost_nothing()
    {
        AgreementMeter meter = new();
        meter.Add(null, 3, null, null);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rows; i++)
        {
            meter.Add(null, 3, null, null);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static AgreementMeter Fill(int count, bool hasTiedSentiment)
    {
        AgreementMeter meter = new();
        for (int i = 0; i < count; i++)
        {
            double sentiment = hasTiedSentiment ? (i * 7919L % 201 / 100.0) - 1 : (i * 7919L % 1_000_003 / 500_001.5) - 1;
            meter.Add(sentiment, 1 + ((i * 104729L % 1201) + (i % 3)) % 5, null, CsatScale.OneToFive, s_ids[i / RowsOfOne]);
        }

        return meter;
    }
}
