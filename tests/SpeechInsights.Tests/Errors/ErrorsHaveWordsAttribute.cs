using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using SpeechInsights.Tests.Errors;
using Xunit;
using Xunit.v3;

[assembly: ErrorsHaveWords]

namespace SpeechInsights.Tests.Errors;

/// <summary>
/// A law of the whole run: whatever error of ours comes up in a test says what happened and what to do next. Tests run beside
/// each other, so one that ends later may be the one that fails.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ErrorsHaveWordsAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentQueue<string> s_without = new();

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (s_without.TryDequeue(out string? error))
        {
            s_without.Clear();
            Assert.Fail(error);
        }
    }

#pragma warning disable CA2255 // A test assembly is an application: nobody else loads it.
    [ModuleInitializer]
    internal static void Watch() => AppDomain.CurrentDomain.FirstChanceException += Look;
#pragma warning restore CA2255

    private static void Look(object? sender, FirstChanceExceptionEventArgs raised)
    {
        if (raised.Exception is InsightsException error && (string.IsNullOrWhiteSpace(error.Message) || string.IsNullOrWhiteSpace(error.Hint)))
        {
            s_without.Enqueue($"{error.ErrorId} lacks words: message '{error.Message}', hint '{error.Hint}'. Raised at {error.StackTrace}");
        }
    }
}
