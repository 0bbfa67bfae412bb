using System.Runtime.CompilerServices;

namespace SpeechInsights.Insights;

/// <summary>
/// Marks methods that run once for every row. They skip tiered compilation and are optimised when first called: a query of
/// 100,000 rows would be over before the runtime had replaced their first, unoptimised code (bench/README.md has the figures).
/// </summary>
internal static class HotPath
{
    public const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization;
}
