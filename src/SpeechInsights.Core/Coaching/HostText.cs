using System.Globalization;
using System.Net;
using System.Text;
using SpeechInsights.Http;

namespace SpeechInsights.Coaching;

/// <summary>
/// Reads a host as some resolver or client would: digits and dots of other scripts, a dot at the end, and numbers in fewer
/// than four parts, octal or hexadecimal (inet_aton; WHATWG URL, section 3.5) are an address to somebody.
/// </summary>
internal static class HostText
{
    /// <summary>The address that the host is, or null where it is a name.</summary>
    public static IPAddress? AddressIn(Uri uri) => IPAddress.TryParse(Plain(uri).Trim('[', ']'), out IPAddress? address) ? address : null;

    /// <summary>Whether its last part is a number, as no name's is.</summary>
    public static bool LooksLikeAddress(Uri uri)
    {
        string last = Plain(uri).Split('.')[^1];
        return last.Length > 0
            && (last.All(char.IsAsciiDigit) || (last.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && last.AsSpan(2).IndexOfAnyExcept("0123456789abcdefABCDEF") < 0));
    }

    /// <summary>Whether it can be looked up (IDNA) and shown: of a name with hidden characters people would see another one.</summary>
    public static bool IsReadable(Uri uri)
    {
        try
        {
            return uri.IdnHost is not null && DisplayText.Clean(uri.Host, int.MaxValue) == uri.Host;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static string Plain(Uri uri)
    {
        StringBuilder plain = new();
        foreach (char c in uri.Host.Normalize(NormalizationForm.FormKC))
        {
            int digit = CharUnicodeInfo.GetDecimalDigitValue(c);
            plain.Append(digit >= 0 ? (char)('0' + digit) : c is '\u3002' or '\uFF0E' or '\uFF61' ? '.' : c);
        }

        return plain.ToString().TrimEnd('.');
    }
}
