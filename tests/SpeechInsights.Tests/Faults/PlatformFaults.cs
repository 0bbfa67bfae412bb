namespace SpeechInsights.Tests.Faults;

/// <summary>The faults of the matrix at each step of the Platform profile's jobs.</summary>
internal static class PlatformFaults
{
    public const string Made = "transcripts/aggregates/jobs";
    public const string Read = "transcripts/aggregates/jobs/";
    public const string Scores = "surveys/aggregates/jobs/";

    public static readonly IReadOnlyList<FaultCase> All =
    [
        .. At(Made, "POST", FaultMatrix.Passing), .. At(Read, "GET", FaultMatrix.Passing), .. At(Scores, "GET", FaultMatrix.Passing),
        .. At(Made, "POST", FaultMatrix.Lasting), .. At(Read, "GET", FaultMatrix.Lasting), .. At(Scores, "GET", FaultMatrix.Lasting),
    ];

    private static IEnumerable<FaultCase> At(string path, string method, Func<string, IEnumerable<FaultCase>> cases) =>
        cases(path).Select(fault => fault with { Order = fault.Order with { Method = method } });
}
