using System.Reflection;
using System.Runtime.Loader;

namespace SpeechInsights;

/// <summary>
/// The load context of what only this module uses (Polly behind SpeechInsights.Resilience, Parquet.Net behind SpeechInsights.Parquet), so that another version of it
/// in the process neither disturbs ours nor is disturbed.
/// </summary>
internal sealed class DependencyLoadContext : AssemblyLoadContext
{
    private static readonly string[] s_bridges = ["SpeechInsights.Resilience", "SpeechInsights.Parquet"];

    private static readonly string s_folder =
        Path.Combine(Path.GetDirectoryName(typeof(DependencyLoadContext).Assembly.Location)!, "dependencies");

    private static readonly Lazy<DependencyLoadContext> s_instance = new(static () => new DependencyLoadContext());

    private DependencyLoadContext()
        : base("SpeechInsights")
    {
    }

    /// <summary>Answers for the bridges and for nothing else; loading by path can't lead back here.</summary>
    public static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        s_bridges.Contains(name.Name) ? s_instance.Value.LoadFromAssemblyPath(Path.Combine(s_folder, name.Name + ".dll")) : null;

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(s_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
