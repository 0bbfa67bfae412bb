using System.Text.Json;

namespace SpeechInsights.Api.Summary;

/// <summary>Reads one element of <c>byGroup</c>. A struct, so that the page reader's loop calls it directly.</summary>
internal interface IRowReader<TRow>
{
    /// <summary>Reads the object that the reader stands at the start of, to its end.</summary>
    /// <param name="reader">Stands on the object's opening brace; on the closing one afterwards.</param>
    /// <param name="key">Stands for the row.</param>
    TRow Read(ref Utf8JsonReader reader, out UInt128 key);
}
