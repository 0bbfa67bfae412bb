namespace SpeechInsights.Files;

/// <summary>Opens files that only their owner may read.</summary>
internal static class PrivateFile
{
    /// <summary>Opens a file, without a buffer; one that is made gets mode 0600 where there are modes.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        FileStreamOptions options = new() { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Open)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
