using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SpeechInsights.Files;

/// <summary>Opens files on Linux and macOS as .NET has no way to: not through a link, and without waiting at a pipe.</summary>
/// <remarks>open(2), flock(2), statx(2) and, on macOS, fstat(2). Where a C library has no statx, owners are not known.</remarks>
internal static class UnixFile
{
    private const int NotFound = 2;
    private const int NoAccess = 13;
    private const int NotPermitted = 1;
    private const int NoDevice = 6;
    private const int IsFolder = 21;
    private const int TakeAloneAtOnce = 6;
    private const int GiveBack = 8;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int FolderType = 0x4000;
    private const int GroupWrite = 0x10;
    private const int OthersWrite = 0x02;
    private const int Sticky = 0x200;
    private const int AtCurrentFolder = -100;
    private const int AtEmptyPath = 0x1000;
    private const uint BasicStatus = 0x7FF;
    private const int StatusSize = 512;

    private static readonly int s_notFollowed = OperatingSystem.IsMacOS() ? 0x100
        : RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    private static readonly int s_flags = s_notFollowed | (OperatingSystem.IsMacOS() ? 0x4 | 0x1000000 : 0x800 | 0x80000);
    private static readonly int s_loop = OperatingSystem.IsMacOS() ? 62 : 40;

    /// <summary>Opens a file that is there.</summary>
    /// <returns>Null where there is none.</returns>
    public static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        int descriptor = Open(path, s_flags | (access == FileAccess.Read ? 0 : 2));
        if (descriptor < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            return error == NotFound ? null
                : throw (error == s_loop ? new UntrustedFileException(path, "is a link.")
                    : error is NoDevice or IsFolder ? new UntrustedFileException(path, "is no regular file.")
                    : Failure(path, error));
        }

        SafeFileHandle handle = new(descriptor, ownsHandle: true);
        if (share != FileShare.None)
        {
            return new FileStream(handle, access, bufferSize: 0);
        }

        if (Flock(handle, TakeAloneAtOnce) == 0)
        {
            return new LockedFile(handle, access);
        }

        int failure = Marshal.GetLastPInvokeError();
        handle.Dispose();
        throw Failure(path, failure);
    }

    public static FileIdentity Identify(SafeFileHandle file) => ReadStatus(file, null) is { } status
        ? new FileIdentity((status.Mode & TypeMask) == RegularType, IsForeign(status.Owner), IsWide(status))
        : new FileIdentity(IsRegular: File.GetAttributes(file) is var attributes && (attributes & FileAttributes.Device) == 0, false, false);

    public static FileIdentity IdentifyFolder(string path)
    {
        if (ReadStatus(null, path) is not { } status)
        {
            return new FileIdentity(true, false, false);
        }

        // A folder counts as regular: what matters is who may move what is in it.
        return new FileIdentity((status.Mode & TypeMask) == FolderType, IsForeign(status.Owner), (status.Mode & Sticky) == 0 && IsWide(status));
    }

    private static bool IsForeign(uint owner) => owner != 0 && owner != GetEffectiveUser();

    private static bool IsWide((int Mode, uint Owner, uint Group) status) =>
        (status.Mode & OthersWrite) != 0 || ((status.Mode & GroupWrite) != 0 && !UnixGroup.IsPrivate(status.Group));

    private static (int Mode, uint Owner, uint Group)? ReadStatus(SafeFileHandle? file, string? path)
    {
        byte[] status = new byte[StatusSize];
        try
        {
            return OperatingSystem.IsMacOS() ? ReadMacStatus(file, path, status) : ReadLinuxStatus(file, path, status);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static (int Mode, uint Owner, uint Group) ReadLinuxStatus(SafeFileHandle? file, string? path, byte[] status)
    {
        bool held = false;
        try
        {
            file?.DangerousAddRef(ref held);
            int from = file is null ? AtCurrentFolder : (int)file.DangerousGetHandle();
            Check(Statx(from, path ?? "", file is null ? 0 : AtEmptyPath, BasicStatus, status), path);
        }
        finally
        {
            if (held)
            {
                file!.DangerousRelease();
            }
        }

        return (BitConverter.ToUInt16(status, 28), BitConverter.ToUInt32(status, 20), BitConverter.ToUInt32(status, 24));
    }

    private static (int Mode, uint Owner, uint Group) ReadMacStatus(SafeFileHandle? file, string? path, byte[] status)
    {
        bool isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        Check(
            file is not null ? (isArm ? MacStatusOf(file, status) : MacStatusOf64(file, status)) : (isArm ? MacStatus(path!, status) : MacStatus64(path!, status)),
            path);
        return (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(4)), BitConverter.ToUInt32(status, 16), BitConverter.ToUInt32(status, 20));
    }

    private static void Check(int result, string? path)
    {
        if (result != 0)
        {
            throw Failure(path ?? "The file", Marshal.GetLastPInvokeError());
        }
    }

    private static Exception Failure(string path, int error)
    {
        string message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error is NoAccess or NotPermitted ? new UnauthorizedAccessException(message)
            : error == NotFound ? new DirectoryNotFoundException(message)
            : new IOException(message, error);
    }

    // Given back before the file is closed: a process that is being started holds a copy of the file for a moment.
    private sealed class LockedFile : FileStream
    {
        private readonly SafeFileHandle _handle;

        public LockedFile(SafeFileHandle handle, FileAccess access)
            : base(handle, access, bufferSize: 0) => _handle = handle;

        protected override void Dispose(bool disposing)
        {
            if (!_handle.IsClosed)
            {
                _ = Flock(_handle, GiveBack);
            }

            base.Dispose(disposing);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int Flock(SafeFileHandle file, int operation);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUser();

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static extern int MacStatusOf(SafeFileHandle file, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static extern int MacStatusOf64(SafeFileHandle file, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "stat", SetLastError = true)]
    private static extern int MacStatus([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "stat$INODE64", SetLastError = true)]
    private static extern int MacStatus64([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] status);
}
