using System.Diagnostics;
using Xunit;

namespace SpeechInsights.Tests.Files;

/// <summary>What somebody who may write to a folder can put there.</summary>
internal static class Attack
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private const UnixFileMode FolderForAll = ForAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static void PlantLink(string path, string target)
    {
        File.Delete(path);
        File.CreateSymbolicLink(path, target);

        // Wine follows links itself, and tells of none.
        Assert.SkipUnless(new FileInfo(path).LinkTarget is not null, "links are not seen here");
    }

    public static void PlantPipe(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no pipes in folders");
        File.Delete(path);
        Run("mkfifo", path);
    }

    public static void Widen(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("there are no modes");
            return;
        }

        File.SetUnixFileMode(path, Directory.Exists(path) ? FolderForAll : ForAll);
    }

    /// <summary>Gives it to another account, which only root may.</summary>
    public static void GiveAway(string path)
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess, "only root gives files away");
        Run("chown", "nobody", path);
    }

    /// <summary>Lets nobody move what belongs to others.</summary>
    public static void MakeSticky(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, FolderForAll | UnixFileMode.StickyBit);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
