using System.Security.Cryptography;

namespace SpeechInsights.Datasets;

/// <summary>What is there of a day.</summary>
/// <param name="Manifest">What its file is to hold; null where there is none that holds.</param>
/// <param name="Trouble">What is wrong; null where nothing is, or nothing is there.</param>
internal readonly record struct DayState(DatasetManifest? Manifest, InsightsException? Trouble)
{
    private const int Looks = 3;

    // Between a writer's two renames there are some microseconds.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks at a day, while others may write it.</summary>
    /// <param name="place">The day.</param>
    /// <param name="verify">Whether every byte is read; otherwise only the length is looked at.</param>
    public static DayState Look(DayPlace place, bool verify)
    {
        for (int look = 1; ; look++)
        {
            DayState state = LookOnce(place, verify);
            if (state.Trouble is null || look == Looks || DatasetVersion.IsNewer(state.Trouble))
            {
                return state;
            }

            Thread.Sleep(s_pause);
        }
    }

    /// <summary>Whether a file is what its manifest says.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static string? Differs(string path, DatasetManifest manifest, bool verify)
    {
        FileInfo file = new(path);
        return !file.Exists ? "is not there."
            : file.Length != manifest.Bytes ? FormattableString.Invariant($"has {file.Length} bytes where {manifest.Bytes} were written.")
            : verify && DigestOf(path) != manifest.Sha256 ? "is not what was written."
            : null;
    }

    public static string DigestOf(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        return Convert.ToHexString(SHA256.HashData(file)).ToLowerInvariant();
    }

    /// <summary>The manifest that lies beside the old one; null where there is none that can be read.</summary>
    public static DatasetManifest? ReadDraft(DayPlace place)
    {
        try
        {
            return DatasetManifest.Read(place.ManifestDraft, place);
        }
        catch (InsightsException)
        {
            return null;
        }
    }

    private static DayState LookOnce(DayPlace place, bool verify)
    {
        try
        {
            // A writer that died between its renames has left the manifest of what is there.
            if (File.Exists(place.ManifestDraft) && ReadDraft(place) is { } draft && Differs(place.Rows, draft, verify: true) is null)
            {
                return new DayState(draft, null);
            }

            DatasetManifest? manifest = DatasetManifest.Read(place.Manifest, place);
            string? what = manifest is not null ? Differs(place.Rows, manifest, verify)
                : File.Exists(place.Rows) ? "has no manifest."
                : null;
            return what is null ? new DayState(manifest, null) : new DayState(null, DatasetErrors.Invalid(place.Rows, what));
        }
        catch (InsightsException e)
        {
            return new DayState(null, e);
        }
        catch (Exception e) when (DatasetErrors.IsOfFiles(e))
        {
            return new DayState(null, DatasetErrors.Invalid(place.Rows, $"can't be read: {e.Message}", e));
        }
    }
}
