using System.Globalization;
using System.Text;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>What holds for every value that leaves a reader.</summary>
internal static class Sane
{
    /// <summary>Whether a terminal shows it as it stands: no control and format characters, no half surrogates.</summary>
    public static bool IsPrintable(string? text) => text is null || text.EnumerateRunes().All(static rune =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    /// <summary>A text that was cleaned.</summary>
    public static void Label(string? text, string what) => Assert.True(IsPrintable(text), $"{what} holds control characters");

    /// <summary>An id: given on as it came, but nothing that a terminal obeys.</summary>
    public static void Id(string? id, string what) => Assert.True(id is { Length: > 0 } && !id.Any(char.IsControl), $"{what} is no id");

    public static void Figure(double? figure, string what) => Assert.True(figure is null || double.IsFinite(figure.Value), $"{what} is not finite");

    public static void Count(long? count, string what) => Assert.True(count is null or >= 0, $"{what} is negative");

    public static void Utc(DateTimeOffset? time, string what) => Assert.True(time is null || time.Value.Offset == TimeSpan.Zero, $"{what} is not in UTC");
}
