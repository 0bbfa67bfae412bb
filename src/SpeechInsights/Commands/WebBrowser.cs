using System.ComponentModel;
using System.Diagnostics;

namespace SpeechInsights.Commands;

/// <summary>Opens a page in the browser of whoever sits at the machine, where there is one.</summary>
internal static class WebBrowser
{
    private static readonly string[] s_displays = ["DISPLAY", "WAYLAND_DISPLAY"];

    /// <summary>Opens the page if that is wanted and can be done.</summary>
    /// <returns>What to tell the person: the address too, since a browser that was started may not come up.</returns>
    public static string Invite(Uri address, bool open) => open && TryOpen(address)
        ? $"Log in in the browser window that opens, or go to:{Environment.NewLine}{address.AbsoluteUri}"
        : $"Log in with a browser on this machine. Go to:{Environment.NewLine}{address.AbsoluteUri}";

    private static bool TryOpen(Uri address)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true })?.Dispose();
                return true;
            }

            if (OperatingSystem.IsMacOS())
            {
                Start("/usr/bin/open", address.AbsoluteUri);
                return true;
            }

            // What a browser prints must not run into the prompt, nor end it with a pipe that nobody reads.
            string? opener = s_displays.Any(static name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))) ? FindOpener() : null;
            if (opener is not null)
            {
                Start("/bin/sh", "-c", "exec \"$0\" \"$1\" </dev/null >/dev/null 2>&1", opener, address.AbsoluteUri);
            }

            return opener is not null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private static string? FindOpener() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(Path.IsPathFullyQualified).Select(static folder => Path.Combine(folder, "xdg-open")).FirstOrDefault(File.Exists);

    private static void Start(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program);
        Array.ForEach(arguments, start.ArgumentList.Add);
        Process.Start(start)?.Dispose();
    }
}
