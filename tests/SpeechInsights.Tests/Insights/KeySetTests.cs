using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Insights;

public sealed class KeySetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(50_000)]
    [InlineData(long.MaxValue)]
    public void Knows_what_it_was_given(long expected)
    {
        KeySet set = new();
        set.Expect(expected);
        Random random = new(5);
        HashSet<UInt128> known = [UInt128.Zero];
        Assert.True(set.Add(UInt128.Zero));
        for (int i = 0; i < 60_000; i++)
        {
            UInt128 key = new((ulong)random.NextInt64(), (ulong)random.NextInt64() * 2);
            key = i % 3 == 0 && known.Count > 10 ? known.First() : key;
            Assert.Equal(known.Add(key), set.Add(key));
        }

        Assert.Equal(known.Count, set.Count);
    }

    [Fact]
    public void Keys_that_share_a_half_are_two()
    {
        KeySet set = new();
        UInt128 key = new(7, 9);
        Assert.True(set.Add(key));
        Assert.True(set.Add(new UInt128(8, 9)));
        Assert.True(set.Add(new UInt128(7, 10)));
        Assert.True(set.Add(new UInt128(9, 7)));
        Assert.False(set.Add(key));
        Assert.Equal(4, set.Count);
    }

    [Fact]
    public void Takes_twenty_bytes_a_row_where_the_total_is_told()
    {
        const int Rows = 1_000_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        KeySet set = new();
        set.Expect(Rows);
        for (int i = 0; i < Rows; i++)
        {
            set.Add(new UInt128((ulong)i, (ulong)i * 0x9E3779B97F4A7C15));
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Rows, set.Count);
        Assert.InRange(bytes / (double)Rows, 16, 20.1);
    }
}
