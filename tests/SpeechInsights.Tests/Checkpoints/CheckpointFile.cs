using SpeechInsights.Checkpoints;

namespace SpeechInsights.Tests.Checkpoints;

/// <summary>The path of a checkpoint in a folder of its own.</summary>
internal sealed class CheckpointFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("speechinsights-");

    public static CheckpointScope Scope { get; } = new(new string('a', 64), "api.mypurecloud.com", "client-1");

    public string Path => System.IO.Path.Combine(_folder.FullName, "query.checkpoint");

    public string Folder => _folder.FullName;

    public bool Exists => File.Exists(Path);

    public byte[] Bytes
    {
        get => File.ReadAllBytes(Path);
        set => File.WriteAllBytes(Path, value);
    }

    public Checkpoint Open(CheckpointScope? scope = null) => Checkpoint.Open(Path, scope ?? Scope);

    /// <summary>Writes pages of some rows each, of two batches, and gives what the file held after each of them.</summary>
    public List<byte[]> Fill(params int[] pages)
    {
        List<byte[]> states = [];
        long next = 0;
        for (int i = 0; i < pages.Length; i++)
        {
            int batch = i < (pages.Length + 1) / 2 ? 0 : 1;
            next = (batch == 1 && i == (pages.Length + 1) / 2 ? 0 : next) + pages[i];
            using (Checkpoint checkpoint = Open())
            {
                checkpoint.Note(new CheckpointMark(batch, next, 1_000, i == 1, Keys(i, pages[i])));
                checkpoint.Written(pages[i]);
            }

            states.Add(Bytes);
        }

        return states;
    }

    public static UInt128[] Keys(int page, int rows) => [.. Enumerable.Range(0, rows).Select(row => new UInt128((ulong)page + 1, (ulong)row))];

    public static CheckpointContent Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return CheckpointContent.Read(stream, "c", Scope);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
