using System.Buffers;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

public sealed class SecretTextTests
{
    // Three bytes each, and more of them than the least that a pool gives.
    private static readonly string s_wide = new('\u20ac', 20);

    [Theory]
    [InlineData("")]
    [InlineData("a secret")]
    [InlineData("\u00fc\ud83d\ude00")]
    public void It_is_read_as_UTF_8(string text) => Assert.Equal(text, Use(text, static bytes => Encoding.UTF8.GetString(bytes.Span)));

    [Fact]
    public void Its_bytes_are_zero_afterwards()
    {
        ReadOnlyMemory<byte> kept = Use(s_wide, static bytes =>
        {
            Assert.Equal(s_wide, Encoding.UTF8.GetString(bytes.Span));
            return bytes;
        });
        Assert.Equal(60, kept.Length);
        Assert.All(kept.ToArray(), static b => Assert.Equal(0, b));
    }

    [Fact]
    public void They_are_zero_where_reading_fails_too()
    {
        ReadOnlyMemory<byte> kept = default;
        Assert.Throws<FormatException>(() => Use<int>(s_wide, bytes =>
        {
            kept = bytes;
            throw new FormatException();
        }));
        Assert.All(kept.ToArray(), static b => Assert.Equal(0, b));
    }

    [Fact]
    public void What_it_borrows_it_gives_back_empty()
    {
        char[] chars = ArrayPool<char>.Shared.Rent(s_wide.Length);
        Array.Fill(chars, 'x');
        ArrayPool<char>.Shared.Return(chars);
        byte[]? used = null;
        Use(s_wide, bytes => MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment) ? used = segment.Array : null);
        char[] next = ArrayPool<char>.Shared.Rent(s_wide.Length);
        byte[] nextBytes = ArrayPool<byte>.Shared.Rent(used!.Length);
        Assert.Same(chars, next);
        Assert.Same(used, nextBytes);
        Assert.All(next, static c => Assert.Equal('\0', c));
        ArrayPool<char>.Shared.Return(next);
        ArrayPool<byte>.Shared.Return(nextBytes);
    }

    private static T Use<T>(string text, Func<ReadOnlyMemory<byte>, T> read)
    {
        using SecureString secret = EngineHarness.Secure(text);
        return SecretText.Use(secret, read);
    }
}
