using System.Management.Automation;

namespace SpeechInsights.Binding;

/// <summary>Makes a path of PowerShell's one of the file system's.</summary>
internal static class FileSystemPath
{
    /// <exception cref="InsightsException">PathNotFileSystem.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path)
    {
        try
        {
            string resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            if (provider.Name == "FileSystem")
            {
                return resolved;
            }
        }
        catch (Exception e) when (e is ProviderNotFoundException or System.Management.Automation.DriveNotFoundException or NotSupportedException)
        {
        }

        throw new InsightsException(
            InsightsError.PathNotFileSystem, $"'{path}' is not in the file system.", "Give the path of a file.", path);
    }
}
