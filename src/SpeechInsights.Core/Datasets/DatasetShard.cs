using System.Globalization;

namespace SpeechInsights.Datasets;

/// <summary>One of several parts that days are dealt out to, in turn.</summary>
/// <param name="Index">Which part, from 1.</param>
/// <param name="Count">How many parts.</param>
internal readonly record struct DatasetShard(int Index, int Count)
{
    public const int MaximumCount = 100_000;

    public static readonly DatasetShard All = new(1, 1);

    /// <summary>Reads a part, written as <c>2/8</c>.</summary>
    /// <exception cref="InsightsException">InvalidShard.</exception>
    public static DatasetShard Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && index >= 1 && index <= count && count <= MaximumCount
                ? new DatasetShard(index, count)
                : throw new InsightsException(InsightsError.InvalidShard, $"-Shard '{text}' is no part such as 1/8.", target: "Shard");
    }

    public bool Has(DateOnly day) => day.DayNumber % Count == Index - 1;
}
