namespace SpeechInsights.Tests.Fuzzing;

/// <summary>A file, in memory where there is such a place, for readers that take a path.</summary>
internal sealed class OneFile
{
    private readonly string _path;

    public OneFile(string name)
    {
        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "speechinsights-" + Path.GetRandomFileName()));
        _path = Path.Combine(folder.FullName, name);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
    }

    public T Use<T>(byte[] content, Func<string, T> use)
    {
        File.WriteAllBytes(_path, content);
        return use(_path);
    }
}
