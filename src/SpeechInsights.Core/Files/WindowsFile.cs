using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using Microsoft.Win32.SafeHandles;

namespace SpeechInsights.Files;

/// <summary>Opens files on Windows as .NET has no way to: the reparse point itself, not what it leads to.</summary>
/// <remarks>CreateFileW and GetFileType. Whose a file is and who may write to it stand in its security descriptor.</remarks>
[SupportedOSPlatform("windows")]
internal static class WindowsFile
{
    private const uint GenericRead = 0x80000000;
    private const uint GenericWrite = 0x40000000;
    private const uint OpenExisting = 3;
    private const uint OpenReparsePoint = 0x00200000;
    private const int DiskFile = 1;
    private const int NoFile = 2;
    private const int NoPath = 3;
    private const int AccessDenied = 5;

    private const FileSystemRights ChangesFile =
        FileSystemRights.WriteData | FileSystemRights.AppendData | FileSystemRights.Delete | FileSystemRights.ChangePermissions | FileSystemRights.TakeOwnership;

    private const FileSystemRights MovesFiles =
        FileSystemRights.DeleteSubdirectoriesAndFiles | FileSystemRights.ChangePermissions | FileSystemRights.TakeOwnership;

    private static readonly WellKnownSidType[] s_others =
        [WellKnownSidType.WorldSid, WellKnownSidType.AuthenticatedUserSid, WellKnownSidType.BuiltinUsersSid, WellKnownSidType.AnonymousSid];

    /// <summary>Opens a file that is there.</summary>
    /// <returns>Null where there is none.</returns>
    public static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        SafeFileHandle handle = CreateFile(
            path, access == FileAccess.Read ? GenericRead : GenericRead | GenericWrite, (uint)share, IntPtr.Zero, OpenExisting, OpenReparsePoint, IntPtr.Zero);
        if (handle.IsInvalid)
        {
            int error = Marshal.GetLastPInvokeError();
            string message = $"{path}: {new Win32Exception(error).Message}";
            return error is NoFile or NoPath ? null
                : throw (error == AccessDenied ? new UnauthorizedAccessException(message) : new IOException(message, unchecked((int)0x80070000) | error));
        }

        return new FileStream(handle, access, bufferSize: 0);
    }

    public static FileIdentity Identify(FileStream file)
    {
        bool isRegular = GetFileType(file.SafeFileHandle) == DiskFile
            && (File.GetAttributes(file.SafeFileHandle) & (FileAttributes.ReparsePoint | FileAttributes.Directory | FileAttributes.Device)) == 0;
        return isRegular ? Judge(file.GetAccessControl(), ChangesFile) : new FileIdentity(false, false, false);
    }

    public static FileIdentity IdentifyFolder(string path) => Judge(new DirectoryInfo(path).GetAccessControl(), MovesFiles);

    private static FileIdentity Judge(FileSystemSecurity security, FileSystemRights rights)
    {
        using WindowsIdentity self = WindowsIdentity.GetCurrent();
        SecurityIdentifier? owner = security.GetOwner(typeof(SecurityIdentifier)) as SecurityIdentifier;
        bool isForeign = owner is not null && owner != self.User
            && !owner.IsWellKnown(WellKnownSidType.BuiltinAdministratorsSid) && !owner.IsWellKnown(WellKnownSidType.LocalSystemSid);
        bool isWide = security.GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier))
            .OfType<FileSystemAccessRule>()
            .Any(rule => rule.AccessControlType == AccessControlType.Allow && (rule.FileSystemRights & rights) != 0
                && rule.IdentityReference is SecurityIdentifier who && Array.Exists(s_others, who.IsWellKnown));
        return new FileIdentity(true, isForeign, isWide);
    }

    [DllImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, CharSet = CharSet.Unicode)]
    private static extern SafeFileHandle CreateFile(string path, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [DllImport("kernel32")]
    private static extern int GetFileType(SafeFileHandle file);
}
