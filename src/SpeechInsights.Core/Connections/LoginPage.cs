using System.Globalization;
using System.Text;

namespace SpeechInsights.Connections;

/// <summary>The page that the browser shows at the end of a login. It repeats nothing of what was sent, and loads nothing.</summary>
internal static class LoginPage
{
    /// <summary>The whole answer in HTTP/1.1.</summary>
    public static byte[] Write(int status, string text)
    {
        byte[] body = Encoding.UTF8.GetBytes(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
            + "<meta name=\"color-scheme\" content=\"light dark\"><title>SpeechInsights</title></head>"
            + $"<body><h1>SpeechInsights</h1><p>{text}</p></body></html>");
        string head = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {(status == 200 ? "OK" : "Refused")}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nConnection: close\r\n")
            + "Cache-Control: no-store\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
            + "Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
