namespace SpeechInsights.Files;

/// <summary>What a file or folder is, whatever its path leads to by now.</summary>
/// <param name="IsRegular">A file that holds what was written to it: no link, folder, pipe, socket or device.</param>
/// <param name="IsForeign">Whether it belongs to somebody who is neither this account nor the system's administrator.</param>
/// <param name="IsWide">Whether others than its owner may write to it; in a folder, whether they may move what is in it.</param>
internal readonly record struct FileIdentity(bool IsRegular, bool IsForeign, bool IsWide)
{
    /// <summary>Why it is not to be written to, or null.</summary>
    public string? Trouble =>
        !IsRegular ? "is no regular file."
        : IsForeign ? "belongs to another account."
        : IsWide ? "can be written to by other accounts."
        : null;
}
