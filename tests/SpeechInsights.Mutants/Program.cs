using System.Globalization;

namespace SpeechInsights.Mutants;

/// <summary>Tries Stryker's mutants of one room after another with those of xunit's tests that reach them.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [Tests.Processes.OtherProcess.Mark, .. string[] rest]:
                return await Tests.Processes.OtherProcess.RunAsync(rest);
            case [Worker.Mark]:
                await Worker.ServeAsync();
                return 0;
            case ["--install", string mutated]:
                MutatedEngine.Install(mutated);
                return 0;
            case ["--cover"]:
                await Coverage.MeasureAsync();
                return 0;
            case ["--try", string report, string room, string count, string seed]:
                await TryAsync(StrykerReport.Read(report), room, int.Parse(count, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture));
                return 0;
            default:
                Console.Error.WriteLine("--install <library> | --cover | --try <report> <room> <count> <seed>");
                return 2;
        }
    }

    private static async Task TryAsync(IReadOnlyList<Mutant> all, string room, int count, int seed)
    {
        Mutant[] ofRoom = [.. all.Where(mutant => mutant.Room == room)];
        Mutant[] sample = [.. ofRoom];
        new Random(seed).Shuffle(sample);
        sample = sample[..Math.Min(count, sample.Length)];
        Dictionary<Verdict, int> counts = Enum.GetValues<Verdict>().ToDictionary(static verdict => verdict, static _ => 0);
        using RoomRun run = new(Coverage.Load(), all);
        foreach (Mutant mutant in sample)
        {
            (Verdict verdict, string by) = await run.TryAsync(mutant);
            counts[verdict]++;
            Console.WriteLine($"{verdict}\t{mutant}\t{by}");
        }

        double killed = 100.0 * (counts[Verdict.Killed] + counts[Verdict.TimedOut]) / sample.Length;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{room}: {sample.Length} of {ofRoom.Length}, {killed:F1} % killed; {string.Join(", ", counts.Select(static pair => $"{pair.Key} {pair.Value}"))}"));
    }
}
