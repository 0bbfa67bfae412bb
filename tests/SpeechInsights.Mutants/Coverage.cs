using System.Text.Json;

namespace SpeechInsights.Mutants;

/// <summary>Which mutants each test reaches, and how long it takes.</summary>
/// <param name="Tests">By method. Those that fail without a mutant are not among them.</param>
/// <param name="Once">What was reached by the first run of the tests and not by the second: it is computed once for the whole process.</param>
/// <param name="Warming">The tests whose first run reached what is reached once.</param>
internal sealed record Coverage(IReadOnlyDictionary<string, CoveredTest> Tests, HashSet<int> Once, IReadOnlyList<string> Warming)
{
    private static string Location => Path.Combine(AppContext.BaseDirectory, "coverage.json");

    public static Coverage Load() => JsonSerializer.Deserialize<Coverage>(File.ReadAllBytes(Location))!;

    /// <summary>Runs each test twice, alone.</summary>
    public static async Task MeasureAsync()
    {
        MutatedEngine.Activate(-1);
        Dictionary<string, IReadOnlyList<int>> first = [];
        foreach (string method in TestRun.Methods)
        {
            _ = await TestRun.RunAsync([method]);
            first[method] = MutatedEngine.TakeReached();
        }

        Dictionary<string, CoveredTest> tests = [];
        foreach (string method in TestRun.Methods)
        {
            TestRun run = await TestRun.RunAsync([method]);
            IReadOnlyList<int> reached = MutatedEngine.TakeReached();
            if (run.Failed is null)
            {
                tests[method] = new CoveredTest(run.Milliseconds, reached);
            }
            else
            {
                Console.WriteLine($"fails without a mutant: {run.Failed}");
            }
        }

        HashSet<int> again = [.. tests.Values.SelectMany(static test => test.Reached)];
        HashSet<int> once = [.. first.Values.SelectMany(static reached => reached).Where(mutant => !again.Contains(mutant))];
        string[] warming = [.. first.Where(test => tests.ContainsKey(test.Key) && test.Value.Any(once.Contains)).Select(static test => test.Key)];
        File.WriteAllBytes(Location, JsonSerializer.SerializeToUtf8Bytes(new Coverage(tests, once, warming)));
        Console.WriteLine($"{tests.Count} tests reach {again.Count} mutants; {once.Count} more are reached once.");
    }

    /// <summary>The tests to try a mutant with: those that look at little else first, as many as take the given time.</summary>
    public IReadOnlyList<string> TestsOf(Mutant mutant, IReadOnlySet<int> sameFile, int milliseconds)
    {
        // Who reads what was computed before reaches no mutant by it.
        bool isOnce = Once.Contains(mutant.Id);
        string room = $"SpeechInsights.Tests.{mutant.Room}.";
        int left = milliseconds;
        return
        [
            .. Tests
                .Where(test => isOnce ? test.Key.StartsWith(room, StringComparison.Ordinal) || test.Value.Reached.Any(sameFile.Contains) : test.Value.Reached.Contains(mutant.Id))
                .OrderByDescending(test => test.Value.Reached.Count(sameFile.Contains) / (test.Value.Reached.Count + 1.0))
                .TakeWhile((test, index) => (left -= test.Value.Milliseconds) >= 0 || index == 0)
                .Select(static test => test.Key),
        ];
    }
}
