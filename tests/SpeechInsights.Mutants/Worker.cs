using System.Diagnostics;
using System.Globalization;

namespace SpeechInsights.Mutants;

/// <summary>A process that runs tests with one mutant after another.</summary>
internal sealed class Worker : IDisposable
{
    public const string Mark = "as-worker";

    private const string Answer = "ran\t";
    private readonly Process _process;

    private Worker(Process process) => _process = process;

    public static Worker Start(int mutant = -1)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])[typeof(Worker).Assembly.Location, Mark])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[MutatedEngine.Variable] = mutant.ToString(CultureInfo.InvariantCulture);
        return new Worker(Process.Start(start)!);
    }

    /// <summary>The loop of that process: a line says the mutant and the tests.</summary>
    public static async Task ServeAsync()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            string[] parts = line.Split('\t');
            MutatedEngine.Activate(int.Parse(parts[0], CultureInfo.InvariantCulture));
            TestRun run = await TestRun.RunAsync(parts[1..]);
            await Console.Out.WriteLineAsync("\n" + Answer + run.Failed);
        }
    }

    /// <summary>The test that failed; '' where none did; null where it did not end in time.</summary>
    public async Task<string?> RunAsync(int mutant, IEnumerable<string> methods, int milliseconds)
    {
        using CancellationTokenSource limit = new(milliseconds);
        try
        {
            await _process.StandardInput.WriteLineAsync(string.Join('\t', [mutant.ToString(CultureInfo.InvariantCulture), .. methods]));
            await _process.StandardInput.FlushAsync();
            while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith(Answer, StringComparison.Ordinal))
                {
                    return line[Answer.Length..];
                }
            }

            return "the process ended";
        }
        catch (IOException)
        {
            return "the process ended";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
