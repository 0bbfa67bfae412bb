using System.Buffers.Binary;
using SpeechInsights.Datasets;
using SpeechInsights.Parquet;
using SpeechInsights.Tests.Fuzzing;
using Xunit;

namespace SpeechInsights.Tests.Datasets;

/// <summary>What Parquet.Net would read for ever, or take memory without end for.</summary>
public sealed class DamagedParquetTests
{
    private static readonly byte[] s_good = DatasetTargets.Parquet[0];

    [Fact]
    public async Task A_good_one_is_read()
    {
        await using ParquetTableReader table = await OpenAsync(s_good);
        Assert.Equal((1, 2), (table.GroupCount, (await table.ReadAsync(0, default)).Count));
    }

    // The number of the version (field 1) goes on beyond the footer's end.
    [Fact]
    public async Task A_footer_that_leads_beyond_its_end_is_refused() =>
        Assert.Contains("EndOfStream", (await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(WithFooter([0x15, 0xFF, 0xFF])))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public async Task A_footer_longer_than_the_file_is_refused(int length)
    {
        byte[] damaged = [.. s_good];
        BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(damaged.Length - 8), length);
        Assert.Contains($"{length} bytes", (await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(damaged))).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PAR1")]
    [InlineData("PAR1PAR1PA")]
    public async Task What_is_too_short_is_refused(string text) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync(System.Text.Encoding.ASCII.GetBytes(text)));

    // The first page's header: an unknown field (-2) of so many bytes that the file's last one is taken for the begin of field 1.
    [Fact]
    public async Task A_page_that_leads_beyond_the_end_of_the_file_is_refused()
    {
        byte[] damaged = [.. s_good];
        int rest = damaged.Length - 4 - 4 - 1;
        byte[] header = [0x08, 0x03, (byte)(rest & 0x7F | 0x80), (byte)(rest >> 7)];
        header.CopyTo(damaged, 4);
        await using ParquetTableReader table = await OpenAsync(damaged);
        await Assert.ThrowsAsync<InvalidDataException>(() => table.ReadAsync(0, default));
    }

    private static async Task<ParquetTableReader> OpenAsync(byte[] file) => await ParquetTableReader.OpenAsync(new MemoryStream(file), DatasetColumns.Table, default);

    private static byte[] WithFooter(byte[] footer)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.Length);
        return [.. "PAR1"u8, .. footer, .. length, .. "PAR1"u8];
    }
}
