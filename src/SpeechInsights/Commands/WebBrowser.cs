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
                Start("/usr/bin/open", address);
                return true;
            }

            if (!s_displays.Any(static name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))))
            {
                return false;
            }

            Start("xdg-open", address);
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    // What the opener prints must not run into the prompt.
    private static void Start(string opener, Uri address)
    {
        ProcessStartInfo start = new(opener) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(address.AbsoluteUri);
        Process.Start(start)?.Dispose();
    }
}
