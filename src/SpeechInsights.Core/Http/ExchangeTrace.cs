using System.Net;
using System.Text.Json;
using SpeechInsights.Files;

namespace SpeechInsights.Http;

/// <summary>
/// A file with a line of JSON for each exchange with the server: what was asked, how it ended, how long it took. No header, no
/// query, no body. Sessions and processes may share one.
/// </summary>
internal sealed class ExchangeTrace
{
    private const int LongestPath = 500;

    // Threads of this process take turns here; the lock file is for others.
    private static readonly object s_turn = new();

    private readonly string _path;
    private string? _trouble;

    /// <param name="path">Absolute.</param>
    /// <exception cref="InsightsException">TraceWriteFailed.</exception>
    public ExchangeTrace(string path)
    {
        _path = path;
        try
        {
            OwnFile.CreateFolder(System.IO.Path.GetDirectoryName(path)!);
            Append([]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InsightsException(
                InsightsError.TraceWriteFailed, $"The trace {path} can't be written: {e.Message}", "Nothing was sent. Give the path of a file that this account, and no other, may write to.", path, e);
        }
    }

    public string Path => _path;

    /// <summary>Why lines are missing, told once; or null.</summary>
    public string? TakeTrouble() => Interlocked.Exchange(ref _trouble, null);

    /// <summary>Writes a line.</summary>
    /// <param name="time">When it began, in UTC.</param>
    /// <param name="message">What was sent.</param>
    /// <param name="elapsed">Until the last byte, or the failure.</param>
    /// <param name="status">The answer's status; null where there was no whole answer.</param>
    /// <param name="bytes">The length of its body.</param>
    /// <param name="correlationId">The server's id of the exchange, or null.</param>
    /// <param name="error">What it ended with, where there was no whole answer.</param>
    public void Write(DateTimeOffset time, HttpRequestMessage message, TimeSpan elapsed, HttpStatusCode? status, long bytes, string? correlationId, string? error)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter writer = new(line))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp"u8, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
            writer.WriteString("method"u8, message.Method.Method);
            writer.WriteString("host"u8, message.RequestUri!.Authority);
            writer.WriteString("path"u8, DisplayText.Redact(Uri.UnescapeDataString(message.RequestUri.AbsolutePath), LongestPath));
            if (status is { } known)
            {
                writer.WriteNumber("status"u8, (int)known);
                writer.WriteNumber("bytes"u8, bytes);
            }

            writer.WriteNumber("milliseconds"u8, Math.Round(elapsed.TotalMilliseconds, 1));
            WriteKnown(writer, "correlationId", correlationId);
            WriteKnown(writer, "error", error);
            writer.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        try
        {
            Append(line.ToArray());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _trouble = $"The trace {_path} can't be written; lines are missing there. {e.Message}";
        }
    }

    private static void WriteKnown(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private void Append(ReadOnlySpan<byte> line)
    {
        lock (s_turn)
        {
            using FileStream turn = FileLock.Take(_path);
            using FileStream file = OwnFile.OpenOrCreate(_path, FileShare.ReadWrite);
            file.Seek(0, SeekOrigin.End);
            file.Write(line);
        }
    }
}
