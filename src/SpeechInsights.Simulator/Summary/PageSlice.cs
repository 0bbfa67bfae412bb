using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Summary;

/// <summary>Which rows a page shows, once drift and faults have had their say.</summary>
internal readonly struct PageSlice
{
    private readonly RowSet _rows;
    private readonly RowDrift.State _drift;
    private readonly int _offset;
    private readonly int _duplicated;

    public PageSlice(RowSet rows, RowDrift.State drift, PageRange page, PageTweak tweak)
    {
        _rows = rows;
        _drift = drift;
        _offset = page.Offset;
        Size = Math.Min(page.Size, tweak.SizeCap);
        int total = drift.Inserted.Length + Math.Max(0, rows.Count - drift.Removed);
        Total = total + tweak.TotalLie;
        Count = Math.Clamp(total - page.Offset, 0, Size);
        _duplicated = Math.Min(tweak.DuplicatedRows, Math.Min(page.Offset, Count));
    }

    public int Total { get; }

    public int Count { get; }

    public int Size { get; }

    /// <summary>The code of a true row, or minus one minus the number of an inserted one.</summary>
    public int CodeAt(int line)
    {
        int position = line < _duplicated ? _offset - _duplicated + line : _offset + line;
        return position < _drift.Inserted.Length
            ? -1 - _drift.Inserted[position]
            : _rows.CodeAt(position - _drift.Inserted.Length + _drift.Removed);
    }
}
