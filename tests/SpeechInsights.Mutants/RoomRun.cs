namespace SpeechInsights.Mutants;

/// <summary>Tries the mutants of a room.</summary>
internal sealed class RoomRun(Coverage coverage, IReadOnlyList<Mutant> all) : IDisposable
{
    // Tests that show a fault mostly stand near it: a short run first, then all that the limit allows.
    private const int FirstMilliseconds = 3_000;
    private const int MostMilliseconds = 30_000;

    private Worker? _warm;

    /// <summary>Tries one: a kill counts where the same test passes right after without the mutant, in a process that has it not in what is computed once.</summary>
    public async Task<(Verdict Verdict, string By)> TryAsync(Mutant mutant)
    {
        HashSet<int> sameFile = [.. all.Where(other => other.File == mutant.File).Select(static other => other.Id)];
        IReadOnlyList<string> tests = coverage.TestsOf(mutant, sameFile, MostMilliseconds);
        if (tests.Count == 0)
        {
            return (Verdict.NotReached, "");
        }

        int fast = Math.Max(1, coverage.TestsOf(mutant, sameFile, FirstMilliseconds).Count);
        foreach (IReadOnlyList<string> part in (IReadOnlyList<string>[])[[.. tests.Take(fast)], [.. tests.Skip(fast)]])
        {
            for (int attempt = 0; part.Count > 0; attempt++)
            {
                string? failed = await RunAsync(mutant, part);
                if (failed is null)
                {
                    Renew();
                    return (Verdict.TimedOut, part[0]);
                }

                if (failed.Length == 0)
                {
                    break;
                }

                if (!failed.EndsWith("[FAIL]", StringComparison.Ordinal))
                {
                    Renew();
                    return (Verdict.Killed, failed);
                }

                string[] again = [TestRun.MethodOf(failed)];
                if (await (await WarmAsync()).RunAsync(-1, again, TimeOf(again)) is "")
                {
                    return (Verdict.Killed, failed);
                }

                Renew();
                if (attempt == 1)
                {
                    Console.WriteLine($"fails without a mutant as well: {failed}");
                    break;
                }
            }
        }

        return (Verdict.Alive, $"{tests.Count} tests");
    }

    public void Dispose() => _warm?.Dispose();

    // What is computed once needs a process that begins with the mutant.
    private async Task<string?> RunAsync(Mutant mutant, IReadOnlyList<string> tests)
    {
        if (!coverage.Once.Contains(mutant.Id))
        {
            return await (await WarmAsync()).RunAsync(mutant.Id, tests, TimeOf(tests));
        }

        using Worker own = Worker.Start(mutant.Id);
        return await own.RunAsync(mutant.Id, tests, TimeOf(tests));
    }

    private async Task<Worker> WarmAsync()
    {
        if (_warm is null)
        {
            _warm = Worker.Start();
            if (await _warm.RunAsync(-1, coverage.Warming, TimeOf(coverage.Warming)) is not "")
            {
                Console.WriteLine("the tests that warm a process do not all pass");
            }
        }

        return _warm;
    }

    private void Renew()
    {
        _warm?.Dispose();
        _warm = null;
    }

    private int TimeOf(IReadOnlyList<string> tests) =>
        20_000 + (3 * tests.Sum(test => coverage.Tests.TryGetValue(test, out CoveredTest? known) ? known.Milliseconds : 1_000));
}
