using System.Security.Cryptography;

namespace SpeechInsights.Files;

/// <summary>
/// The one way to the files that the module keeps. A file is opened itself, never what a link leads to, and only where it is
/// a regular one; it is written to only where neither it nor its folder is in the hands of other accounts. What is made
/// gets mode 0600 where there are modes.
/// </summary>
/// <remarks>
/// Folders above the file's own are not looked at. On Unix a folder with the sticky bit, such as /tmp, is good enough:
/// others can put files there, and those are theirs.
/// </remarks>
internal static class OwnFile
{
    private const int RandomNameBytes = 16;
    private const int MaximumRaces = 100;

    /// <summary>Opens a file for reading and writing, or makes it; without a buffer.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="share">None keeps everybody else out who opens it likewise.</param>
    /// <exception cref="UntrustedFileException">It is no file of ours.</exception>
    /// <exception cref="IOException">It can't be opened, or somebody else has it alone.</exception>
    public static FileStream OpenOrCreate(string path, FileShare share)
    {
        CheckFolder(path);
        for (int races = 0; ; races++)
        {
            if (TryOpen(path, FileAccess.ReadWrite, share) is { } file)
            {
                return Trusted(file, path);
            }

            try
            {
                // Never follows a link, and never takes what is there.
                return Create(path, FileAccess.ReadWrite, share);
            }
            catch (IOException) when (races < MaximumRaces && Exists(path))
            {
                // Somebody else has made it since.
            }
        }
    }

    /// <summary>Makes a file that is not there.</summary>
    /// <exception cref="UntrustedFileException">Its folder is in the hands of others.</exception>
    /// <exception cref="IOException">It is there.</exception>
    public static FileStream CreateNew(string path)
    {
        CheckFolder(path);
        return Create(path, FileAccess.Write, FileShare.None);
    }

    /// <summary>Opens a file that is there for reading and writing; without a buffer.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="share">None keeps everybody else out who opens it likewise.</param>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="UntrustedFileException">It is no file of ours.</exception>
    /// <exception cref="IOException">It can't be opened, or somebody else has it alone.</exception>
    public static FileStream? Open(string path, FileShare share) => TryOpen(path, FileAccess.ReadWrite, share) is { } file ? Trusted(file, path) : null;

    /// <summary>Opens a file for reading, whoever it belongs to.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="trouble">Why what it says can't be relied on, or null.</param>
    /// <param name="share">None keeps everybody else out who opens it likewise.</param>
    /// <exception cref="UntrustedFileException">It is a link, or no regular file.</exception>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static FileStream OpenToRead(string path, out string? trouble, FileShare share = FileShare.ReadWrite | FileShare.Delete)
    {
        FileStream file = TryOpen(path, FileAccess.Read, share)
            ?? throw new FileNotFoundException($"There is no file {path}.", path);
        FileIdentity identity = Identify(file);
        if (!identity.IsRegular)
        {
            file.Dispose();
            throw new UntrustedFileException(path, identity.Trouble!);
        }

        trouble = identity.Trouble;
        return file;
    }

    /// <summary>Replaces a file in one step: whoever reads it finds the old content or the new.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="content">What it is to hold.</param>
    /// <param name="drafted">Told when the new content lies beside the old.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content, Action? drafted = null)
    {
        string draft = $"{path}.{RandomName()}.new";
        using (FileStream file = CreateNew(draft))
        {
            try
            {
                file.Write(content);
            }
            catch (IOException)
            {
                File.Delete(draft);
                throw;
            }
        }

        drafted?.Invoke();
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>Deletes drafts that a killed process has left beside a file.</summary>
    public static void DeleteDrafts(string path)
    {
        foreach (string draft in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + ".*.new"))
        {
            File.Delete(draft);
        }
    }

    /// <summary>Makes a folder and those above it, for this account alone.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A name that nobody can guess and put a file of their own under.</summary>
    public static string RandomName() => Convert.ToHexString(RandomNumberGenerator.GetBytes(RandomNameBytes)).ToLowerInvariant();

    private static void CheckFolder(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        FileIdentity identity = OperatingSystem.IsWindows() ? WindowsFile.IdentifyFolder(folder) : UnixFile.IdentifyFolder(folder);
        if (identity.Trouble is { } trouble)
        {
            throw new UntrustedFileException(folder, trouble);
        }
    }

    private static FileStream Trusted(FileStream file, string path)
    {
        if (Identify(file).Trouble is not { } trouble)
        {
            return file;
        }

        file.Dispose();
        throw new UntrustedFileException(path, trouble);
    }

    private static FileIdentity Identify(FileStream file) =>
        OperatingSystem.IsWindows() ? WindowsFile.Identify(file) : UnixFile.Identify(file.SafeFileHandle);

    private static FileStream? TryOpen(string path, FileAccess access, FileShare share) =>
        OperatingSystem.IsWindows() ? WindowsFile.TryOpen(path, access, share) : UnixFile.TryOpen(path, access, share);

    private static FileStream Create(string path, FileAccess access, FileShare share)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    // A link that leads nowhere is there, too.
    private static bool Exists(string path) => new FileInfo(path) is { Exists: true } or { LinkTarget: not null };
}
