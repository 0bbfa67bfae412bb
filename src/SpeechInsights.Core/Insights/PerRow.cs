using System.Runtime.CompilerServices;

namespace SpeechInsights.Insights;

/// <summary>
/// How methods are compiled that run for every row: well at once, and not by and by. A job of 100,000 rows would be over before
/// the runtime has found out that they are worth it; a fresh process is a quarter faster (bench/README.md).
/// </summary>
internal static class PerRow
{
    public const MethodImplOptions Compiled = MethodImplOptions.AggressiveOptimization;
}
