using System.Diagnostics;
using System.Reflection;
using SpeechInsights.Tests.Processes;
using Xunit;
using Xunit.Runner.InProc.SystemConsole;

namespace SpeechInsights.Mutants;

/// <summary>Runs some of xunit's tests in this process.</summary>
internal sealed record TestRun(string? Failed, int Milliseconds)
{
    // What takes most of a minute each, and looks at the process or the machine and not at the engine's code.
    private static readonly string[] s_passedOver = ["SoakTests"];

    /// <summary>The methods with tests, as xunit names them.</summary>
    public static IReadOnlyList<string> Methods { get; } =
    [
        .. typeof(OtherProcess).Assembly.GetTypes()
            .Where(static type => type is { IsClass: true, IsAbstract: false } && !s_passedOver.Contains(type.Name))
            .SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
                .Where(static method => method.IsDefined(typeof(FactAttribute), true))
                .Select(method => $"{type.FullName}.{method.Name}"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Runs them, up to the first that fails.</summary>
    public static async Task<TestRun> RunAsync(IEnumerable<string> methods)
    {
        string[] arguments = [.. methods.SelectMany(static method => (string[])["-method", method]), "-noColor", "-noLogo", "-stopOnFail"];
        using StringWriter said = new();
        Stopwatch watch = Stopwatch.StartNew();
        using ConsoleRunner runner = new(arguments, typeof(OtherProcess).Assembly);
        TextWriter output = Console.Out;
        Console.SetOut(said);
        int code;
        try
        {
            code = await runner.EntryPoint(TextReader.Null, said);
        }
        finally
        {
            Console.SetOut(output);
        }

        string? failed = code == 0
            ? null
            : said.ToString().Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.EndsWith("[FAIL]", StringComparison.Ordinal)) ?? $"exit code {code}";
        return new TestRun(failed, (int)watch.ElapsedMilliseconds);
    }

    /// <summary>The method of a test's display name, which may have arguments.</summary>
    public static string MethodOf(string failed) => failed.Split('(', ' ')[0];
}
