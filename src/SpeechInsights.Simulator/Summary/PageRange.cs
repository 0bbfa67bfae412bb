namespace SpeechInsights.Simulator.Summary;

/// <summary>The page asked for.</summary>
internal readonly record struct PageRange(int Size, int Offset)
{
    public const int MaxSize = 100;

    public static PageRange Read(StrictObject query) =>
        new(query.Integer("size", 1, MaxSize), query.Integer("offset", 0, int.MaxValue));
}
