using System.Text;
using SpeechInsights.Insights;
using Xunit;

namespace SpeechInsights.Tests.Insights;

public sealed class RowKeyTests
{
    // Published by the algorithm's test vectors (SMHasher's MurmurHash3_x64_128), as two little-endian halves.
    [Theory]
    [InlineData("", 0u, 0UL, 0UL)]
    [InlineData("hello", 0u, 0xcbd8a7b341bd9b02UL, 0x5b1e906a48ae1d19UL)]
    [InlineData("hello, world", 0u, 0x342fac623a5ebc8eUL, 0x4cdcbc079642414dUL)]
    [InlineData("19 Jan 2038 at 3:14:07 AM", 0u, 0xb89e5988b737affcUL, 0x664fc2950231b2cbUL)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 0u, 0xcd99481f9ee902c9UL, 0x695da1a38987b6e7UL)]
    public void Is_the_published_hash(string text, uint seed, ulong low, ulong high) =>
        Assert.Equal(new UInt128(high, low), RowKey.Compute(Encoding.ASCII.GetBytes(text), seed));

    [Fact]
    public void Parts_that_read_the_same_in_a_row_are_told_apart()
    {
        DateTimeOffset time = DateTimeOffset.UnixEpoch;
        UInt128[] keys =
        [
            RowIdentity.Compute("ab", "c", time),
            RowIdentity.Compute("a", "bc", time),
            RowIdentity.Compute("abc", null, time),
            RowIdentity.Compute("abc", "", time),
            RowIdentity.Compute("abc", null, null),
            RowIdentity.Compute("abc", null, time.AddHours(1)),
            RowIdentity.Compute(new string('x', 3000), null, null),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }
}
