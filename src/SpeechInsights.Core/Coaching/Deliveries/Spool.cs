using SpeechInsights.Files;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>
/// A folder of deliveries, as mail servers have one: written in tmp, moved to pending, and from there to delivered or dead.
/// Any number of processes may use one at once.
/// </summary>
internal sealed class Spool
{
    private const string Marker = "SpeechInsights spool 1\n";
    private const string MarkerName = "version";
    private const string DraftFolder = "tmp";

    private static readonly TimeSpan s_past = TimeSpan.FromMinutes(1);

    private readonly string _ledgerPath;
    private readonly SpoolLedger _ledger;
    private readonly TimeProvider _time;
    private DateTimeOffset _lastAt;

    private Spool(string path, TimeProvider time)
    {
        Path = path;
        _time = time;
        _ledgerPath = In("ledger");
        _ledger = new SpoolLedger(_ledgerPath);
    }

    /// <summary>The folder, absolute.</summary>
    public string Path { get; }

    /// <summary>Opens a spool, or makes it. What a killed process left on the way is put in its place.</summary>
    /// <exception cref="InsightsException">SpoolWriteFailed, or SpoolInvalid.</exception>
    public static Spool Open(string path, TimeProvider time)
    {
        Spool spool = new(path, time);
        spool.Write(() =>
        {
            OwnFile.CreateFolder(path);
            if (!spool.IsMarked())
            {
                OwnFile.Replace(spool.In(MarkerName), System.Text.Encoding.ASCII.GetBytes(Marker));
            }

            foreach (string folder in Enum.GetValues<DeliveryState>().Select(static state => Folder(state)).Append(DraftFolder))
            {
                OwnFile.CreateFolder(spool.In(folder));
            }

            using FileStream held = FileLock.Take(spool._ledgerPath);
            spool.Recover();
        });
        return spool;
    }

    /// <summary>Opens a spool to look at it; null where there is none.</summary>
    /// <exception cref="InsightsException">SpoolInvalid.</exception>
    public static Spool? OpenToRead(string path, TimeProvider time)
    {
        Spool spool = new(path, time);
        try
        {
            return Directory.Exists(path) && spool.IsMarked() ? spool : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw spool.Invalid($"can't be read: {e.Message}");
        }
    }

    /// <summary>Takes insights that it has not taken yet as they are.</summary>
    /// <returns>How many those were.</returns>
    /// <exception cref="InsightsException">SpoolWriteFailed: what was not taken before is not sent.</exception>
    public int Add(IReadOnlyList<InsightText> insights, DeliveryTarget target, int batchSize)
    {
        int taken = 0;
        Write(() =>
        {
            using FileStream held = FileLock.Take(_ledgerPath);
            Recover();
            DateTimeOffset now = _time.GetUtcNow();
            foreach ((DeliveryText text, IReadOnlyList<(InsightText, int)> packed) in DeliveryText.Pack(_ledger.FindNew(insights), target, batchSize, now))
            {
                // All are due, in the order in which they came.
                DateTimeOffset first = now - s_past;
                _lastAt = _lastAt < first ? first : _lastAt.AddMilliseconds(1);
                string name = new DeliveryName(target.Digest, text.Id, 0, _lastAt, 0).ToString();
                string draft = In(DraftFolder, name);
                using (FileStream file = OwnFile.CreateNew(draft))
                {
                    file.Write(text.ToBytes());
                    file.Flush(flushToDisk: true);
                }

                _ledger.Append(text.Id, packed);
                File.Move(draft, In(Folder(DeliveryState.Pending), name));
                taken += packed.Count;
            }
        });
        return taken;
    }

    /// <summary>Looks whether the receiver still wants anything.</summary>
    /// <exception cref="InsightsException">TargetGone.</exception>
    public void CheckOpen(DeliveryTarget target)
    {
        if (List(DeliveryState.Dead).Any(name => name.Target == target.Digest && name.Status == DeliverySchedule.Gone))
        {
            throw new InsightsException(
                InsightsError.TargetGone,
                $"{target.Uri.Authority} has answered 410: it wants no more.",
                "Ask its owner; then Get-CoachingDelivery -State Dead | Resume-CoachingDelivery opens it again.",
                target.Uri.Authority);
        }
    }

    /// <summary>Has deliveries tried at once and anew, also those that were given up. Those under way elsewhere are left.</summary>
    /// <exception cref="InsightsException">SpoolWriteFailed.</exception>
    public void Revive(IReadOnlySet<string> ids, Action<string> tell)
    {
        foreach (DeliveryState state in new[] { DeliveryState.Pending, DeliveryState.Dead })
        {
            foreach (DeliveryName name in List(state).Where(name => ids.Contains(name.Id)).ToArray())
            {
                using ClaimedDelivery? claimed = TryClaim(state, name, tell);
                claimed?.Move(DeliveryState.Pending, name with { Attempts = 0, At = _time.GetUtcNow(), Status = 0 });
            }
        }
    }

    /// <summary>The names of the deliveries in a state, in no order.</summary>
    /// <param name="state">The state.</param>
    /// <param name="tell">Told of files that are no delivery; or null.</param>
    public IEnumerable<DeliveryName> List(DeliveryState state, Action<string>? tell = null)
    {
        string folder = In(Folder(state));
        foreach (string path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
        {
            if (DeliveryName.TryParse(System.IO.Path.GetFileName(path)) is { } name)
            {
                yield return name;
            }
            else
            {
                tell?.Invoke(NoDelivery(path));
            }
        }
    }

    /// <summary>Takes a delivery for this process alone, until what is returned is disposed.</summary>
    /// <returns>Null where another has it, it is gone, or it is no delivery.</returns>
    public ClaimedDelivery? TryClaim(DeliveryState state, DeliveryName name, Action<string> tell)
    {
        string path = In(Folder(state), name.ToString());
        FileStream? file = null;
        try
        {
            // On Windows a file that is to be renamed must be shared for that.
            file = OwnFile.Open(path, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
            if (file is null || !File.Exists(path))
            {
                // Another one was done with it between the look and the lock.
                file?.Dispose();
                return null;
            }

            if (DeliveryText.TryRead(file) is { } text && text.Id == name.Id && text.Target.Digest == name.Target)
            {
                return new ClaimedDelivery(this, file, text, name, state);
            }

            tell(NoDelivery(path));
        }
        catch (Exception e) when (e is UntrustedFileException or UnauthorizedAccessException)
        {
            tell(e.Message);
        }
        catch (IOException e) when (FileLock.IsHeld(e))
        {
            return null;
        }

        file?.Dispose();
        return null;
    }

    /// <summary>What a name and, where it can be read, its file say.</summary>
    public CoachingDelivery? Describe(DeliveryState state, DeliveryName name, Action<string> tell)
    {
        string path = In(Folder(state), name.ToString());
        try
        {
            using FileStream file = OwnFile.OpenToRead(path, out _);
            if (DeliveryText.TryRead(file) is { } text && text.Id == name.Id)
            {
                return Describe(state, name, text);
            }

            tell(NoDelivery(path));
        }
        catch (FileNotFoundException)
        {
            // It went on its way since.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tell(e.Message);
        }

        return null;
    }

    public CoachingDelivery Describe(DeliveryState state, DeliveryName name, DeliveryText text) => new()
    {
        DeliveryId = name.Id,
        Uri = text.Target.Display,
        State = state,
        InsightCount = text.InsightCount,
        AttemptCount = name.Attempts,
        LastStatus = name.Status == 0 ? null : name.Status,
        Reason = state == DeliveryState.Dead ? name.DeadReason : null,
        Created = text.Created,
        NextAttempt = state == DeliveryState.Pending ? name.At : null,
        SpoolPath = Path,
    };

    /// <summary>Moves a delivery, in one step.</summary>
    public void Move(DeliveryState from, DeliveryName before, DeliveryState to, DeliveryName after) =>
        Write(() => File.Move(In(Folder(from), before.ToString()), In(Folder(to), after.ToString()), overwrite: true));

    // The delivery on the ledger's last line may still lie among the drafts; no other draft is the spool's.
    private void Recover()
    {
        _ledger.Refresh();
        foreach (string draft in Directory.EnumerateFiles(In(DraftFolder)))
        {
            DeliveryName? name = DeliveryName.TryParse(System.IO.Path.GetFileName(draft));
            if (name is not null && name.Id == _ledger.LastDelivery)
            {
                File.Move(draft, In(Folder(DeliveryState.Pending), name.ToString()));
            }
            else if (name is not null)
            {
                File.Delete(draft);
            }
        }
    }

    private bool IsMarked()
    {
        try
        {
            using FileStream file = OwnFile.OpenToRead(In(MarkerName), out _);
            byte[] text = new byte[Math.Min(file.Length, 100)];
            file.ReadExactly(text);
            return text.AsSpan().SequenceEqual(System.Text.Encoding.ASCII.GetBytes(Marker)) ? true : throw Invalid("is of another version");
        }
        catch (FileNotFoundException)
        {
            return Directory.EnumerateFileSystemEntries(Path).All(static entry => System.IO.Path.GetFileName(entry).StartsWith(MarkerName, StringComparison.Ordinal))
                ? false
                : throw Invalid("holds other things");
        }
    }

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException { ParamName: "value" })
        {
            throw new InsightsException(InsightsError.SpoolWriteFailed, $"The spool {Path} can't be written: {e.Message}", target: Path, innerException: e);
        }
    }

    private InsightsException Invalid(string trouble) => new(InsightsError.SpoolInvalid, $"The folder {Path} {trouble}.", target: Path);

    private string In(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);

    private static string Folder(DeliveryState state) => state.ToString().ToLowerInvariant();

    private static string NoDelivery(string path) => $"{path} is no delivery; it was left as it is.";
}
