using System.Globalization;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>
/// No input makes a reader crash, hang or give what its type does not promise. SPEECHINSIGHTS_FUZZ_INPUTS is the number of
/// inputs for each target, SPEECHINSIGHTS_FUZZ_SEED another seed.
/// </summary>
public sealed class FuzzTests
{
    private const int DefaultInputs = 2_000;
    private const int DefaultSeed = 20_261_102;

    // A new target joins its own list here.
    internal static readonly IReadOnlyList<FuzzTarget> All =
    [
        .. SummaryTargets.All, .. PlatformTargets.All, .. HttpTargets.All, .. AuditTargets.All, .. CheckpointTargets.All, .. DatasetTargets.All, .. CoachingTargets.All, .. ConnectionTargets.All,
    ];

    public static TheoryData<string> Targets() => new(All.Select(static target => target.Name));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_input_is_read_or_refused(string name)
    {
        FuzzTarget target = All.First(target => target.Name == name);
        FuzzReport report = new FuzzRun(target, Setting("SPEECHINSIGHTS_FUZZ_SEED", DefaultSeed)).Execute(Setting("SPEECHINSIGHTS_FUZZ_INPUTS", DefaultInputs));
        TestContext.Current.TestOutputHelper!.WriteLine(report.ToString());

        // A run that gets nothing in, or nothing refused, looks at half of the reader only.
        Assert.True(report.Accepted > 0 && report.Refused > report.Total / 100, report.ToString());
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_seed_is_good(string name)
    {
        FuzzTarget target = All.First(target => target.Name == name);
        Assert.All(target.Seeds, seed => Assert.True(target.Feed(seed)));
    }

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
