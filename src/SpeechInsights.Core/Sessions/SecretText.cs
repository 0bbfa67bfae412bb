using System.Buffers;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace SpeechInsights.Sessions;

/// <summary>Reads a SecureString for as long as a callback runs, and leaves no copy behind.</summary>
internal static class SecretText
{
    /// <summary>Gives the callback the secret's UTF-8 bytes, which are zeroed afterwards.</summary>
    public static T Use<T>(SecureString secret, Func<ReadOnlyMemory<byte>, T> read)
    {
        IntPtr pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, secret.Length * 3));
        char[] chars = ArrayPool<char>.Shared.Rent(Math.Max(1, secret.Length));
        try
        {
            Marshal.Copy(pointer, chars, 0, secret.Length);
            int length = Encoding.UTF8.GetBytes(chars, 0, secret.Length, bytes, 0);
            return read(bytes.AsMemory(0, length));
        }
        finally
        {
            Array.Clear(chars);
            CryptographicOperations.ZeroMemory(bytes);
            ArrayPool<char>.Shared.Return(chars);
            ArrayPool<byte>.Shared.Return(bytes);
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }
}
