using System.Globalization;
using System.Text;
using SpeechInsights.Files;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>
/// Which insights the spool has taken, a line a delivery. A line is what makes a delivery the spool's: its file is written
/// before, and moved to its place after. It is read and written under the spool's lock.
/// </summary>
internal sealed class SpoolLedger(string path)
{
    private const int DigestLength = 32;

    private readonly Dictionary<UInt128, (UInt128 Content, int Revision)> _known = [];
    private long _read;

    /// <summary>The id on the last line, or null.</summary>
    public string? LastDelivery { get; private set; }

    /// <summary>The insights that were not taken as they are, each with the revision that it is, in their order.</summary>
    /// <exception cref="InsightsException">SpoolInvalid.</exception>
    public IReadOnlyList<(InsightText Insight, int Revision)> FindNew(IReadOnlyList<InsightText> insights)
    {
        List<(InsightText Insight, int Revision)> fresh = [];
        Dictionary<UInt128, (UInt128 Content, int Revision)> here = [];
        foreach (InsightText insight in insights)
        {
            bool isKnown = here.TryGetValue(insight.Key, out (UInt128 Content, int Revision) known) || _known.TryGetValue(insight.Key, out known);
            if (!isKnown || known.Content != insight.Content)
            {
                // So often no row changed.
                int revision = !isKnown ? 0 : known.Revision < int.MaxValue ? known.Revision + 1 : throw Invalid();
                here[insight.Key] = (insight.Content, revision);
                fresh.Add((insight, revision));
            }
        }

        return fresh;
    }

    /// <summary>Reads what was added since, and takes off what a killed writer left of a line.</summary>
    /// <exception cref="InsightsException">SpoolInvalid.</exception>
    public void Refresh()
    {
        using FileStream file = OwnFile.OpenOrCreate(path, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(_read, SeekOrigin.Begin);
        using BufferedStream buffered = new(file, 1 << 16);
        using MemoryStream line = new();
        for (int next = buffered.ReadByte(); next >= 0; next = buffered.ReadByte())
        {
            if (next != '\n')
            {
                line.WriteByte((byte)next);
                continue;
            }

            Take(Encoding.ASCII.GetString(line.GetBuffer(), 0, (int)line.Length));
            _read += line.Length + 1;
            line.SetLength(0);
        }

        if (line.Length > 0)
        {
            file.SetLength(_read);
        }
    }

    /// <summary>Adds a delivery; where that fails nothing is added.</summary>
    public void Append(string delivery, IReadOnlyList<(InsightText Insight, int Revision)> insights)
    {
        StringBuilder text = new(delivery);
        foreach ((InsightText insight, int revision) in insights)
        {
            text.Append(' ').Append(InsightText.Hex(insight.Key)).Append(InsightText.Hex(insight.Content)).Append(revision.ToString(CultureInfo.InvariantCulture));
        }

        string line = text.ToString();
        using (FileStream file = OwnFile.OpenOrCreate(path, FileShare.ReadWrite | FileShare.Delete))
        {
            file.Seek(_read, SeekOrigin.Begin);
            try
            {
                file.Write(Encoding.ASCII.GetBytes(line + "\n"));
                file.Flush(flushToDisk: true);
            }
            catch
            {
                file.SetLength(_read);
                throw;
            }
        }

        Take(line);
        _read += line.Length + 1;
    }

    private void Take(string line)
    {
        string[] parts = line.Split(' ');
        foreach (string part in parts.AsSpan(1))
        {
            if (part.Length <= 2 * DigestLength
                || !UInt128.TryParse(part.AsSpan(0, DigestLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 key)
                || !UInt128.TryParse(part.AsSpan(DigestLength, DigestLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 content)
                || !int.TryParse(part.AsSpan(2 * DigestLength), NumberStyles.None, CultureInfo.InvariantCulture, out int revision))
            {
                throw Invalid();
            }

            _known[key] = (content, revision);
        }

        LastDelivery = parts[0];
    }

    private InsightsException Invalid() => new(InsightsError.SpoolInvalid, $"The ledger {path} has a line that is none.", target: path);
}
