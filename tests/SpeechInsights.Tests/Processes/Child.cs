using System.Diagnostics;
using System.Reflection;

namespace SpeechInsights.Tests.Processes;

/// <summary>A process of a test; it does not outlive it.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private Child(Process process) => _process = process;

    /// <summary>How an assembly of the tests is started: by dotnet, or by its own program where it carries the runtime with it.</summary>
    public static string[] CommandOf(Assembly assembly)
    {
        string own = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : ""));
        bool isDotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        return isDotnet || !File.Exists(own) ? ["dotnet", assembly.Location] : [own];
    }

    /// <summary>Starts this assembly as the other process.</summary>
    public static Child Start(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        string[] command = CommandOf(typeof(Child).Assembly);
        return Start(command[0], environment, [.. command[1..], OtherProcess.Mark, .. arguments]);
    }

    /// <summary>Starts this assembly as the other process, below a shell that sets bounds first.</summary>
    public static Child StartBounded(string bounds, params string[] arguments) => StartBounded(bounds, null, arguments);

    /// <inheritdoc cref="StartBounded(string, string[])"/>
    public static Child StartBounded(string bounds, IReadOnlyDictionary<string, string>? environment, params string[] arguments) => Start(
        "bash", environment, ["-c", bounds + "; exec dotnet \"$@\"", "bash", typeof(Child).Assembly.Location, OtherProcess.Mark, .. arguments]);

    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);

    public void Go() => _process.StandardInput.WriteLine();

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code, and what it wrote that was not read yet.</returns>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        return (_process.ExitCode, output.Trim());
    }

    /// <summary>Kills it, and waits until it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static Child Start(string program, IReadOnlyDictionary<string, string>? environment, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string inherited in start.Environment.Keys.Where(static name => name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        foreach (KeyValuePair<string, string> variable in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable.Key] = variable.Value;
        }

        return new Child(Process.Start(start)!);
    }
}
