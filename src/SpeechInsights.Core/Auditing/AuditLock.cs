using SpeechInsights.Files;

namespace SpeechInsights.Auditing;

/// <summary>Keeps other writers out, in this process and in others, by a lock file beside the trail.</summary>
internal static class AuditLock
{
    /// <summary>How long a writer waits for its turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

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
                return PrivateFile.Open(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeld(e) && Environment.TickCount64 - started < Patience.TotalMilliseconds)
            {
                Thread.Sleep(Random.Shared.Next(ShortestPauseMs, LongestPauseMs));
            }
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows, EWOULDBLOCK on Linux (11) and macOS (35).
    private static bool IsHeld(IOException e) =>
        e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        && (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
