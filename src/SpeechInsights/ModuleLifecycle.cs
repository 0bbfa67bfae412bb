using System.Management.Automation;
using System.Runtime.Loader;

namespace SpeechInsights;

/// <summary>What happens when the module comes into a runspace and when it leaves. Coming in touches no file and no network.</summary>
public sealed class ModuleLifecycle : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
        // It is called once for each runspace and each -Force; the handler is wanted once.
        AssemblyLoadContext.Default.Resolving -= DependencyLoadContext.Resolve;
        AssemblyLoadContext.Default.Resolving += DependencyLoadContext.Resolve;
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => ModuleState.CloseAll();
}
