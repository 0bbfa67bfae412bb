using SpeechInsights.Auditing;

namespace SpeechInsights.Tests.Properties;

/// <summary>A folder, in memory where there is such a place, for trails of a few lines.</summary>
internal sealed class TrailFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateDirectory(
        Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "speechinsights-" + Path.GetRandomFileName()));

    private int _written;

    /// <summary>A new trail of these records.</summary>
    public string Write(IEnumerable<AuditRecord> records, AuditHasher hasher)
    {
        string path = Path.Combine(_folder.FullName, FormattableString.Invariant($"{_written++}.jsonl"));
        AuditFile file = new(path, hasher);
        foreach (AuditRecord record in records)
        {
            file.Append(record);
        }

        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
