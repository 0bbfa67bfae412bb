using System.Globalization;
using BenchmarkDotNet.Running;
using SpeechInsights.Bench;

// Each mode measures one thing in a process of its own and prints one line of JSON; bench/Invoke-Benchmark.ps1 runs them.
switch (args)
{
    case ["engine", string address, string secret, string ahead, string warmRows, string rounds]:
        return await EngineRun.RunAsync(new Uri(address), secret, Number(ahead), Number(warmRows), Number(rounds));
    case ["console", string address, string secret]:
        return await ConsoleClient.RunAsync(new Uri(address), secret);
    case ["budget", string address, string secret, string limit, string seconds]:
        return await BudgetRun.RunAsync(new Uri(address), secret, Number(limit), Number(seconds));
    case ["shared", string address, string secret, string limit, string seconds]:
        return await SharedBudgetRun.RunAsync(new Uri(address), secret, Number(limit), Number(seconds));
    case ["platform", string address, string secret, string throttle, string days, string perMinute, string rounds]:
        return await PlatformRun.RunAsync(new Uri(address), secret, Number(throttle), Number(days), Number(perMinute), Number(rounds));
    case ["year", string address, string secret, string days, string limit, string seconds]:
        return await YearRun.RunAsync(new Uri(address), secret, Number(days), Number(limit), Number(seconds));
    case ["dataset-file", string path, string rows]:
        return await DatasetRun.FileAsync(path, Number(rows));
    case ["dataset-years", string path, string days, string rows]:
        return await DatasetRun.YearsAsync(path, Number(days), Number(rows));
    case ["dataset-ask", string path]:
        return DatasetRun.Ask(path);
    case ["coverage", string worlds, .. string[] sizes]:
        CoverageRun.Run([.. sizes.Select(Number)], Number(worlds));
        return 0;
    case ["pages"]:
        BenchmarkRunner.Run<PageBenchmark>();
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: engine ADDRESS SECRET PAGES_AHEAD WARM_ROWS ROUNDS | console ADDRESS SECRET | budget ADDRESS SECRET LIMIT SECONDS | " +
            "shared ADDRESS SECRET LIMIT SECONDS | platform ADDRESS SECRET THROTTLE DAYS PER_MINUTE ROUNDS | year ADDRESS SECRET DAYS LIMIT SECONDS | " +
            "dataset-file PATH ROWS | dataset-years PATH DAYS ROWS_A_DAY | dataset-ask PATH | pages | coverage WORLDS ROWS...");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
