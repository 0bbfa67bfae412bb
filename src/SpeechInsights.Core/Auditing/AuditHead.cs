using System.Globalization;
using System.Text;
using SpeechInsights.Files;

namespace SpeechInsights.Auditing;

/// <summary>The end of the chain, kept in a file of its own so that a cut tail is found.</summary>
/// <param name="Sequence">The last line's number.</param>
/// <param name="Hash">The last line's hash.</param>
internal sealed record AuditHead(long Sequence, string Hash)
{
    public static readonly AuditHead Start = new(0, AuditHasher.Genesis);

    /// <summary>Reads <c>path.head</c>.</summary>
    /// <returns>Null where there is none, or none that can be read.</returns>
    public static AuditHead? Read(string path, AuditHasher hasher)
    {
        string[] parts;
        try
        {
            using FileStream stream = new(NameOf(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[512];
            parts = Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).Trim().Split(' ');
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }

        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            && parts[1].Length == 64
            && parts[2] == Seal(sequence, parts[1], hasher)
                ? new AuditHead(sequence, parts[1])
                : null;
    }

    /// <summary>Replaces <c>path.head</c> in one step.</summary>
    /// <param name="drafted">Told when the new one lies beside the old one.</param>
    public void Write(string path, AuditHasher hasher, Action? drafted = null)
    {
        string draft = NameOf(path) + ".new";
        using (FileStream stream = PrivateFile.Open(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Sequence} {Hash} {Seal(Sequence, Hash, hasher)}\n")));
        }

        drafted?.Invoke();
        File.Move(draft, NameOf(path), overwrite: true);
    }

    public static string NameOf(string path) => path + ".head";

    // With a key the seal can't be made by whoever rewrites the file; without one it finds a damaged head.
    private static string Seal(long sequence, string hash, AuditHasher hasher) =>
        hasher.Compute(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"head {sequence} {hash}")));
}
