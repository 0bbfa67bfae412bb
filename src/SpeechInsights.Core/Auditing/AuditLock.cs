using SpeechInsights.Files;

namespace SpeechInsights.Auditing;

/// <summary>Keeps other writers out, in this process and in others, by a lock file beside the trail.</summary>
internal static class AuditLock
{
    /// <summary>How long a writer waits for its turn.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

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
                Thread.Sleep(s_pause);
            }
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows, EWOULDBLOCK on Linux (11) and macOS (35).
    private static bool IsHeld(IOException e) =>
        e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        && (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;
}
