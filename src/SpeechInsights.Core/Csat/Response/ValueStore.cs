namespace SpeechInsights.Csat.Response;

/// <summary>Numbers in chunks, 8 bytes each, so that growing copies nothing but a small first one.</summary>
internal sealed class ValueStore
{
    // 32 KB an array: under the size from which arrays are collected with the whole heap only.
    private const int ChunkValues = 4096;
    private const int FirstValues = 16;

    private readonly List<double[]> _chunks = [];
    private int _used;
    private int _count;

    public void Add(double value)
    {
        if (_chunks.Count == 0 || _used == _chunks[^1].Length)
        {
            MakeRoom();
        }

        _chunks[^1][_used++] = value;
        _count++;
    }

    public double[] ToSorted()
    {
        double[] sorted = new double[_count];
        int start = 0;
        foreach (double[] chunk in _chunks)
        {
            int length = Math.Min(chunk.Length, _count - start);
            Array.Copy(chunk, 0, sorted, start, length);
            start += length;
        }

        Array.Sort(sorted);
        return sorted;
    }

    private void MakeRoom()
    {
        if (_chunks.Count == 1 && _chunks[0].Length < ChunkValues)
        {
            double[] first = _chunks[0];
            Array.Resize(ref first, first.Length * 2);
            _chunks[0] = first;
            return;
        }

        _chunks.Add(new double[_chunks.Count == 0 ? FirstValues : ChunkValues]);
        _used = 0;
    }
}
