namespace SpeechInsights.Simulator.Http;

/// <summary>How a fault bends one page of rows.</summary>
internal readonly record struct PageTweak(int DuplicatedRows, int TotalLie, int SizeCap)
{
    public static PageTweak None => new(0, 0, int.MaxValue);
}
