using System.Management.Automation;
using SpeechInsights.Connections;

namespace SpeechInsights.Binding;

/// <summary>The connections that are kept, for a cmdlet.</summary>
internal static class StoredConnections
{
    /// <exception cref="InsightsException">PathNotFileSystem: a variable of the environment names no file.</exception>
    public static ConnectionStore Open(PSCmdlet cmdlet) => new(FileSystemPath.Resolve(cmdlet, ConnectionStore.DefaultPath()));
}
