namespace SpeechInsights.Checkpoints;

/// <summary>How far the rows of a query were written, and which ones.</summary>
/// <param name="Batch">The batch of interactions that was read, from 0.</param>
/// <param name="Next">The offset that is read next, in rows.</param>
/// <param name="Total">The total that the server gave last.</param>
/// <param name="IsMoving">Whether the list changed while it was read, so that it has to be read once more.</param>
/// <param name="Keys">The keys of the rows.</param>
internal sealed record CheckpointMark(int Batch, long Next, long Total, bool IsMoving, IReadOnlyList<UInt128> Keys)
{
    public static readonly CheckpointMark Start = new(0, 0, 0, false, []);
}
