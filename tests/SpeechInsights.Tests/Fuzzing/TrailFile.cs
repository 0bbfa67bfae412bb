using System.Text;
using SpeechInsights.Auditing;
using SpeechInsights.Tests.Properties;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>A trail of a few lines with its head; the file's bytes are then put in place of it.</summary>
internal sealed class TrailFile
{
    private readonly TrailFolder _folder = new();
    private readonly string _path;
    private readonly AuditHasher _hasher;
    private readonly byte[] _bytes;

    public TrailFile(AuditHasher hasher)
    {
        _hasher = hasher;
        _path = _folder.Write(
            Enumerable.Range(1, 4).Select(static i => new AuditRecord { Timestamp = DateTimeOffset.UnixEpoch, Command = "Test", Status = AuditStatus.Completed, RequestCount = i, CorrelationIds = ["a"] }),
            hasher);
        _bytes = File.ReadAllBytes(_path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _folder.Dispose();
    }

    public string Text => Encoding.UTF8.GetString(_bytes);

    public bool IsUntouched(byte[] bytes) => bytes.AsSpan().SequenceEqual(_bytes);

    public AuditReport Verify(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        return AuditVerifier.Verify(_path, _hasher, null, null, CancellationToken.None);
    }

    /// <summary>Gives each line that ends in a hash the right one, as somebody would who rewrites the file.</summary>
    public byte[] Reseal(byte[] bytes)
    {
        List<byte> mended = [];
        foreach (byte[] line in Lines(bytes))
        {
            bool ends = line.Length > 0 && line[^1] == (byte)'\n';
            byte[] content = ends ? line[..^1] : line;
            mended.AddRange(AuditLine.TrySplit(content, out ReadOnlySpan<byte> covered, out _)
                ? [.. covered, .. Encoding.ASCII.GetBytes($",\"hash\":\"{_hasher.Compute(covered)}\"}}")]
                : content);
            mended.AddRange(ends ? "\n"u8 : []);
        }

        return [.. mended];
    }

    private static IEnumerable<byte[]> Lines(byte[] bytes)
    {
        for (int start = 0; start < bytes.Length;)
        {
            int at = Array.IndexOf(bytes, (byte)'\n', start);
            int end = at < 0 ? bytes.Length : at + 1;
            yield return bytes[start..end];
            start = end;
        }
    }
}
