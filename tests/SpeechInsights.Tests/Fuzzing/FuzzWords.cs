using System.Text;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>Pieces that readers stumble over.</summary>
internal static class FuzzWords
{
    /// <summary>Values of JSON, and some that are nearly.</summary>
    public static readonly byte[][] Values = Bytes(
        "0", "-0", "-1", "1", "1.0", "12.5", "1e0", "2147483647", "2147483648", "-2147483649", "9007199254740991", "9007199254740993",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616", "1e308", "-1e308", "1e309", "-1e309", "5e-324", "1e-400", "1e999999999",
        "0.1234567890123456789012345678901234567890", "NaN", "Infinity", "-Infinity", "01", "1.", ".5", "+1", "0x10", "true", "false", "null", "nul", "{}", "[]", "[null]", "[[]]",
        "{\"a\":1}", "[{}]", "\"\"", "\" \"", "\"0\"", "\"id\"", "\"\\u0000\"", "\"\\u001b[2J\"", "\"\\u009b31m\"", "\"\u009b31m\"", "\"\u202Eevil\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"", "\"a\\", "\"2026-11-02T09:00:00.000Z\"", "\"2026-02-30T00:00:00Z\"", "\"0001-01-01T00:00:00.000+14:00\"", "\"9999-12-31T23:59:59.999-14:00\"", "\"0001-01-01T00:00:00\"",
        "\"9999-12-31T23:59:59.9999999\"", "\"2026-11-02T09:00:00Z/2026-11-03T09:00:00Z\"", "\"0001-01-01/9999-12-31\"", "\"/\"", "\"https://[::1]/\"", "\"https://\u0001/\"", "\"?pageNumber=2\"", "\"\uFEFF\"",
        "\"\\u0061\\u0062\"", "\"\U0001F600\"", "\"started\"", "\"7\"", "\"started,failed\"", "\"99999999999\"", "\"00000000-0000-0000-0000-000000000000\"", "\"-----BEGIN\"");

    /// <summary>Names of properties.</summary>
    public static readonly byte[][] Names = Bytes("\"\"", "\"id\"", "\"\\ud800\"", "\"g\\u0072oupId\"", "\"\\udc00\\udc00\\udc00\"", "\"__proto__\"", "\"\\u001b[0m\"", "\"ID\"", "\"a\u0000b\"");

    /// <summary>Pieces of any text.</summary>
    public static readonly byte[][] Pieces =
    [
        [0xEF, 0xBB, 0xBF], [0xFF], [0xFE, 0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0x80], [0x00], [0x1B, (byte)'[', (byte)'m'],
        .. Bytes(
            "\r", "\n", "\r\n", "\t", " ", ",", ":", "\"", "\\", "{", "}", "[", "]", "/*", "//", "-", "+", ".", "e", "0", "9999999999999999999999", "2147483647", "999999999999", "GMT", "\\u", "\\ud83d",
            "\u202E", "\u2028", "\u009b", "\u007F", "Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", ",\"hash\":\"", "\"}\n"),
    ];

    private static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
