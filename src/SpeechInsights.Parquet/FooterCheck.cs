using System.Buffers.Binary;
using System.Reflection;
using Parquet;
using Parquet.Meta;

namespace SpeechInsights.Parquet;

/// <summary>Looks whether a file's footer can be read at all.</summary>
internal static class FooterCheck
{
    // PAR1, and before it the length of the footer, four bytes each (the format's own definition).
    private const int Mark = 4;
    private const int Tail = 8;

    // Not public: the library takes the footer from a stream of its own, whose end it takes for a byte, again and again.
    private static readonly ConstructorInfo s_reader =
        typeof(ParquetReader).Assembly.GetType("Parquet.Meta.Proto.ThriftCompactProtocolReader", throwOnError: true)!.GetConstructor([typeof(Stream)])!;

    private static readonly MethodInfo s_read = typeof(FileMetaData).GetMethod("Read", BindingFlags.NonPublic | BindingFlags.Static, [s_reader.DeclaringType!])!;

    /// <summary>Reads it as the library does, but from a stream whose end is an error.</summary>
    /// <param name="input">The file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">It is none. Where it is damaged, what the library ends with.</exception>
    public static async Task RunAsync(Stream input, CancellationToken cancellationToken)
    {
        if (input.Length < Mark + Tail)
        {
            throw new InvalidDataException("It is too short for a table of Parquet.");
        }

        byte[] tail = new byte[Tail];
        input.Seek(-Tail, SeekOrigin.End);
        await input.ReadExactlyAsync(tail, cancellationToken).ConfigureAwait(false);
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 0 || length > input.Length - Mark - Tail)
        {
            throw new InvalidDataException($"It says that {length} bytes of it describe its columns.");
        }

        byte[] footer = new byte[length];
        input.Seek(-Tail - length, SeekOrigin.End);
        await input.ReadExactlyAsync(footer, cancellationToken).ConfigureAwait(false);
        using EndingStream ending = new(new MemoryStream(footer));
        _ = s_read.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [s_reader.Invoke([ending])], null);
    }
}
