using System.Globalization;

namespace SpeechInsights.Files;

/// <summary>Tells groups that have one member, as many systems give to each account, from those that are shared.</summary>
internal static class UnixGroup
{
    private const string GroupFile = "/etc/group";

    /// <summary>Whether nobody but this account is in the group; false where that is not known.</summary>
    public static bool IsPrivate(uint group)
    {
        try
        {
            string? line = File.ReadLines(GroupFile).FirstOrDefault(line => line.Split(':') is [_, _, string id, _] && id == group.ToString(CultureInfo.InvariantCulture));
            return line?.Split(':') is [string name, _, _, string members] && name == Environment.UserName && (members.Length == 0 || members == name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
