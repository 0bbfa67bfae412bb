using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SpeechInsights.Api.Summary;

/// <summary>Reads one element of <c>byGroup</c>. A struct, so that the page reader's loop calls it directly.</summary>
internal interface IRowReader<TRow>
{
    /// <summary>Reads the object that the reader stands at the start of, to its end.</summary>
    /// <param name="reader">Stands on the object's opening brace; on the closing one afterwards.</param>
    /// <param name="key">Stands for the row.</param>
    TRow Read(ref Utf8JsonReader reader, out UInt128 key);

    /// <summary>Makes the same row of values that were found by its shape.</summary>
    /// <param name="values">The values.</param>
    /// <param name="row">The row.</param>
    /// <param name="key">Stands for the row.</param>
    /// <returns>False where only <see cref="Read"/> can tell what the row is, or that it is none.</returns>
    bool TryCreate(RowValues values, [MaybeNullWhen(false)] out TRow row, out UInt128 key);
}
