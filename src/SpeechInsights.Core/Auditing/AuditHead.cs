using System.Globalization;
using System.Text;
using SpeechInsights.Files;

namespace SpeechInsights.Auditing;

/// <summary>The end of the chain, kept in a file of its own so that a cut tail is found.</summary>
/// <param name="Sequence">The last line's number.</param>
/// <param name="Hash">The last line's hash.</param>
internal sealed record AuditHead(long Sequence, string Hash)
{
    /// <summary>The trouble of a trail that has lines and no head.</summary>
    public const string Missing = "HeadMissing";

    /// <summary>The trouble of a head that is damaged, or was sealed with another key.</summary>
    public const string Unreadable = "HeadUnreadable";

    public static readonly AuditHead Start = new(0, AuditHasher.Genesis);

    /// <summary>Reads <c>path.head</c>.</summary>
    /// <param name="path">The trail.</param>
    /// <param name="hasher">With the key where the trail has one.</param>
    /// <param name="trouble">HeadMissing or HeadUnreadable where there is none; else null.</param>
    /// <exception cref="UntrustedFileException">It is a link, or no regular file.</exception>
    public static AuditHead? Read(string path, AuditHasher hasher, out string? trouble)
    {
        byte[] bytes = new byte[512];
        int length;
        try
        {
            using FileStream stream = OwnFile.OpenToRead(NameOf(path), out _);
            length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            trouble = Missing;
            return null;
        }

        AuditHead? head = Encoding.UTF8.GetString(bytes, 0, length).Trim().Split(' ') is [string number, { Length: 64 } hash, string seal]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            && seal == Seal(sequence, hash, hasher)
                ? new AuditHead(sequence, hash)
                : null;
        trouble = head is null ? Unreadable : null;
        return head;
    }

    /// <summary>Replaces <c>path.head</c> in one step.</summary>
    /// <param name="path">The trail.</param>
    /// <param name="hasher">With the key where the trail has one.</param>
    /// <param name="drafted">Told when the new one lies beside the old one.</param>
    public void Write(string path, AuditHasher hasher, Action? drafted = null) => OwnFile.Replace(
        NameOf(path), Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Sequence} {Hash} {Seal(Sequence, Hash, hasher)}\n")), drafted);

    public static string NameOf(string path) => path + ".head";

    // With a key the seal can't be made by whoever rewrites the file; without one it finds a damaged head.
    private static string Seal(long sequence, string hash, AuditHasher hasher) =>
        hasher.Compute(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"head {sequence} {hash}")));
}
