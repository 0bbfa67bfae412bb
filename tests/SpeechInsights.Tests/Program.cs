using SpeechInsights.Tests.Processes;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace SpeechInsights.Tests;

/// <summary>Runs the tests; or, told so, is the other process of one of them.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [OtherProcess.Mark, .. string[] rest] => OtherProcess.RunAsync(rest),
        _ when args.Any(static arg => arg is "--server" or "--internal-msbuild-node") =>
            TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}
