namespace SpeechInsights.Files;

/// <summary>Keeps other writers out, in this process and in others, by a lock file beside the file.</summary>
internal static class FileLock
{
    /// <summary>How long a writer waits for its turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Ending = ".lock";

    // Short and not the same for all, so that a writer that comes back at once does not take the turn of those who wait.
    private const int ShortestPauseMs = 1;
    private const int LongestPauseMs = 8;

    /// <summary>Takes the lock; disposing what is returned gives it back.</summary>
    /// <exception cref="IOException">It could not be had in time, or the lock file can't be made.</exception>
    public static FileStream Take(string path)
    {
        long started = Environment.TickCount64;
        while (true)
        {
            try
            {
                return OwnFile.OpenOrCreate(path + Ending, FileShare.None);
            }
            catch (IOException e) when (IsHeld(e) && Environment.TickCount64 - started < Patience.TotalMilliseconds)
            {
                Thread.Sleep(Random.Shared.Next(ShortestPauseMs, LongestPauseMs));
            }
        }
    }

    /// <summary>Keeps writers out while a file is checked, where there is a lock file that may be read. Nothing is made or written.</summary>
    public static FileStream? TryShare(string path)
    {
        long started = Environment.TickCount64;
        while (true)
        {
            try
            {
                return OwnFile.OpenToRead(path + Ending, out _, FileShare.None);
            }
            catch (IOException e) when (IsHeld(e) && Environment.TickCount64 - started < Patience.TotalMilliseconds)
            {
                Thread.Sleep(Random.Shared.Next(ShortestPauseMs, LongestPauseMs));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether a file can't be opened because somebody else has it alone.</summary>
    /// <remarks>ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows, EWOULDBLOCK on Linux (11) and macOS (35).</remarks>
    public static bool IsHeld(IOException e) =>
        e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException or UntrustedFileException)
        && (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
