using System.IO.Compression;
using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SpeechInsights.Api.Summary;
using SpeechInsights.Http;
using SpeechInsights.Insights;

namespace SpeechInsights.Bench;

/// <summary>Reading one page of 100 rows: the engine's reader beside the serializer that a console program uses.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcess))]
public class PageBenchmark
{
    private readonly byte[] _page = Encoding.UTF8.GetBytes(CreatePage());
    private readonly byte[] _packed = Pack(Encoding.UTF8.GetBytes(CreatePage()));
    private readonly byte[] _unpacked = new byte[64 * 1024];
    private readonly InsightRowReader _reader = new(BenchWindow.Query(), new TextPool());
    private readonly RowShapes _shapes = new();
    private readonly RowShapes _none = new(capacity: 0);

    /// <summary>Typed rows by the hand-written reader.</summary>
    [Benchmark]
    public object Engine() => SummaryPage.Read<SpeechInsight, InsightRowReader>(_page, _reader, _shapes, 100);

    /// <summary>The same without what it learned of the rows before.</summary>
    [Benchmark]
    public object ByToken() => SummaryPage.Read<SpeechInsight, InsightRowReader>(_page, _reader, _none, 100);

    /// <summary>A document tree, as a script or a quick program reads it.</summary>
    [Benchmark(Baseline = true)]
    public object Tree() => System.Text.Json.Nodes.JsonNode.Parse(_page)!;

    /// <summary>What a compressed answer costs before it is read; the handler asks servers for it.</summary>
    [Benchmark]
    public int Unzip()
    {
        using BrotliStream brotli = new(new MemoryStream(_packed), CompressionMode.Decompress);
        return brotli.ReadAtLeast(_unpacked, _unpacked.Length, throwOnEndOfStream: false);
    }

    /// <summary>Says how long the page is, as it is and compressed.</summary>
    [GlobalSetup]
    public void Tell() => Console.WriteLine($"// a page: {_page.Length} bytes, {_packed.Length} with Brotli");

    private static byte[] Pack(byte[] page)
    {
        MemoryStream packed = new();
        using (BrotliStream brotli = new(packed, CompressionLevel.Fastest))
        {
            brotli.Write(page);
        }

        return packed.ToArray();
    }

    private static string CreatePage()
    {
        IEnumerable<string> rows = Enumerable.Range(0, 100).Select(static i =>
        {
            Guid id = new(System.Security.Cryptography.MD5.HashData(BitConverter.GetBytes(i)));
            Guid agent = new(System.Security.Cryptography.MD5.HashData(BitConverter.GetBytes(-i % 60)));
            string group = $"\"groupId\":\"{id}\",\"groupName\":\"{id}\",\"groupBy\":{{\"time\":\"2026-10-02T09:00:00.000Z\",\"agentId\":\"{agent}\"}}";
            string metrics = $"\"speechAnalytics\":{{\"count\":{i},\"sum\":0}},\"sentiment\":{{\"count\":8,\"avg\":0.{i}}}";
            return $"{{{group},\"byMetric\":{{{metrics}}}}}";
        });
        return $$"""{"byGroup":[{{string.Join(',', rows)}}],"totalCount":100,"pageSize":100,"offset":0}""";
    }

    private sealed class InProcess : ManualConfig
    {
        public InProcess()
        {
            AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
            AddColumn(StatisticColumn.Median);
        }
    }
}
