using System.Runtime.CompilerServices;

namespace SpeechInsights.Insights;

/// <summary>
/// The keys of the rows that were seen: open addressing at up to four fifths, 20 bytes a row where the number of rows is
/// told beforehand.
/// </summary>
internal sealed class KeySet
{
    // A total that lies must not take memory for rows that never come.
    private const int MostExpected = 1 << 21;

    private UInt128[] _slots = new UInt128[64];
    private bool _hasZero;
    private int _used;
    private long _expected;

    public int Count => _used + (_hasZero ? 1 : 0);

    /// <summary>Makes room for this many keys in all, so that growing does not overshoot.</summary>
    public void Expect(long total)
    {
        _expected = total;
        long slots = SlotsFor(Math.Min(total, MostExpected));
        if (slots > _slots.Length && _used == 0)
        {
            _slots = new UInt128[slots];
        }
    }

    /// <summary>Adds a key.</summary>
    /// <returns>False where it was there already.</returns>
    [MethodImpl(HotPath.Optimized)]
    public bool Add(UInt128 key)
    {
        if (key == UInt128.Zero)
        {
            bool isNew = !_hasZero;
            _hasZero = true;
            return isNew;
        }

        if ((_used + 1L) * 5 > _slots.Length * 4L)
        {
            Grow();
        }

        if (!Insert(_slots, key))
        {
            return false;
        }

        _used++;
        return true;
    }

    private static long SlotsFor(long keys) => (keys * 5 / 4) + 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Insert(UInt128[] slots, UInt128 key)
    {
        // The key is a hash: its upper half times the length, divided by 2^64, is a slot without a division.
        int slot = (int)Math.BigMul((ulong)key, (ulong)slots.Length, out _);
        while (slots[slot] != UInt128.Zero)
        {
            if (slots[slot] == key)
            {
                return false;
            }

            slot = slot + 1 == slots.Length ? 0 : slot + 1;
        }

        slots[slot] = key;
        return true;
    }

    private void Grow()
    {
        long wanted = Math.Max(_slots.Length * 3L / 2, Math.Min(SlotsFor(_expected), _slots.Length * 4L));
        UInt128[] larger = new UInt128[Math.Min(wanted, Array.MaxLength)];
        foreach (UInt128 key in _slots)
        {
            if (key != UInt128.Zero)
            {
                Insert(larger, key);
            }
        }

        _slots = larger;
    }
}
