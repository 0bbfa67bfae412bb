using System.Text;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>A reader that is fed with damaged input.</summary>
/// <param name="Name">What the run is called.</param>
/// <param name="Seeds">Good inputs, which the damaged ones are made of; JSON stands on one line each.</param>
/// <param name="Feed">Reads an input and checks what came; false where the reader gives nothing.</param>
/// <param name="IsRefusal">Whether an exception is one that the reader may end with.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Func<byte[], bool> Feed, Predicate<Exception> IsRefusal)
{
    /// <summary>The most bytes that reading an input may allocate.</summary>
    public long MaximumBytes { get; init; } = 32 * 1024 * 1024;

    /// <param name="name">What the run is called.</param>
    /// <param name="seeds">Good inputs.</param>
    /// <param name="read">The reader; null is a refusal.</param>
    /// <param name="check">Fails where the value breaks what its type promises.</param>
    /// <param name="isRefusal">Whether an exception is one that the reader may end with.</param>
    public static FuzzTarget Of<T>(string name, IEnumerable<string> seeds, Func<byte[], T?> read, Action<T> check, Predicate<Exception> isRefusal) =>
        Of(name, [.. seeds.Select(Encoding.UTF8.GetBytes)], read, check, isRefusal);

    /// <inheritdoc cref="Of{T}(string, IEnumerable{string}, Func{byte[], T}, Action{T}, Predicate{Exception})"/>
    public static FuzzTarget Of<T>(string name, IReadOnlyList<byte[]> seeds, Func<byte[], T?> read, Action<T> check, Predicate<Exception> isRefusal) => new(
        name,
        seeds,
        input =>
        {
            T? value = read(input);
            if (value is null)
            {
                return false;
            }

            check(value);
            return true;
        },
        isRefusal);
}
