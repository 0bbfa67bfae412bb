using System.Buffers.Binary;
using System.Runtime;
using Parquet;

namespace SpeechInsights.Parquet;

/// <summary>Looks whether a file's footer can be read at all.</summary>
internal static class FooterCheck
{
    // PAR1, and before it the length of the footer, four bytes each (the format's own definition).
    private const int Mark = 4;
    private const int Tail = 8;

    /// <summary>Reads it, away from the file. Parquet.Net never ends where a changed footer leads beyond its own end; such a run is aborted.</summary>
    /// <param name="input">The file.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">It is none, or reading it does not end.</exception>
    public static async Task RunAsync(Stream input, TimeSpan patience, CancellationToken cancellationToken)
    {
        byte[] tail = new byte[Tail];
        if (input.Length < Mark + Tail)
        {
            throw new InvalidDataException("It is too short for a table of Parquet.");
        }

        input.Seek(-Tail, SeekOrigin.End);
        await input.ReadExactlyAsync(tail, cancellationToken).ConfigureAwait(false);
        int length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (length < 0 || length > input.Length - Mark - Tail)
        {
            throw new InvalidDataException($"It says that {length} bytes of it describe its columns.");
        }

        byte[] alone = new byte[Mark + length + Tail];
        tail.AsSpan(Mark).CopyTo(alone);
        input.Seek(-Tail - length, SeekOrigin.End);
        await input.ReadExactlyAsync(alone.AsMemory(Mark), cancellationToken).ConfigureAwait(false);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        TaskCompletionSource<Exception?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => end.SetResult(ReadOrAbort(alone, limit.Token))) { IsBackground = true, Name = "Parquet footer" }.Start();
        switch (await end.Task.ConfigureAwait(false))
        {
            case OperationCanceledException:
                cancellationToken.ThrowIfCancellationRequested();
                throw new InvalidDataException("What describes its columns has no end.");
            case { } failure:
                throw new InvalidDataException($"What describes its columns is damaged ({failure.GetType().Name}).", failure);
        }
    }

    // On a thread of its own: one that was aborted once is not aborted again (.NET 10.0.12).
    private static Exception? ReadOrAbort(byte[] alone, CancellationToken cancellationToken)
    {
        try
        {
#pragma warning disable SYSLIB0046 // What is aborted reads from memory, and holds nothing that others wait for.
            ControlledExecution.Run(() => Read(alone), cancellationToken);
#pragma warning restore SYSLIB0046
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    // From memory nothing is waited for, so all of it runs on the thread that can be aborted.
    private static void Read(byte[] alone)
    {
        using MemoryStream stream = new(alone);
        ParquetReader.CreateAsync(stream, leaveStreamOpen: true).GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
