using System.Buffers;

namespace SpeechInsights.Files;

/// <summary>Reads a file line by line, as bytes and with a bound.</summary>
internal static class LineReader
{
    /// <param name="file">The file, read to its end.</param>
    /// <param name="maximumLength">The longest line that is given, in bytes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static IEnumerable<RawLine> Read(Stream file, int maximumLength, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64 * 1024];
        ArrayBufferWriter<byte> line = new(1024);
        long number = 1;
        bool tooLong = false;
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int start = 0;
            while (start < read)
            {
                int at = buffer.AsSpan(start, read - start).IndexOf((byte)'\n');
                int length = at < 0 ? read - start : at;
                tooLong |= line.WrittenCount + length > maximumLength;
                if (!tooLong)
                {
                    line.Write(buffer.AsSpan(start, length));
                }

                start += length + 1;
                if (at >= 0)
                {
                    yield return new RawLine(number++, tooLong ? default : line.WrittenMemory, true);
                    line.ResetWrittenCount();
                    tooLong = false;
                }
            }
        }

        if (line.WrittenCount > 0 || tooLong)
        {
            yield return new RawLine(number, tooLong ? default : line.WrittenMemory, false);
        }
    }
}
