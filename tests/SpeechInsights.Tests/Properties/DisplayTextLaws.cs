using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Http;
using SpeechInsights.Tests.Fuzzing;
using Xunit;

namespace SpeechInsights.Tests.Properties;

public sealed class DisplayTextLaws
{
    private static readonly Gen<(string Text, int Length)> s_samples = Law.Text.Zip(Gen.Elements(1, 8, 64, 300));

    [Fact]
    public void Nothing_survives_that_a_terminal_obeys() => Law.Holds(
        s_samples,
        static sample =>
        {
            string clean = DisplayText.Clean(sample.Text, sample.Length);
            Assert.True(Sane.IsPrintable(clean), "it is not printable");
            Assert.True(Sane.IsPrintable(DisplayText.Redact(sample.Text, sample.Length)), "redacted, it is not printable");
            Assert.False(clean.StartsWith(' '), "it starts with a blank");

            // The last character may take two places, and the dots behind a cut one more.
            Assert.InRange(clean.Length, 0, sample.Length + 3);
        },
        count: 3_000);

    [Theory]
    [InlineData("a")]
    [InlineData("a.")]
    [InlineData("a@")]
    [InlineData("+1")]
    [InlineData("+1 ")]
    [InlineData("token=")]
    [InlineData("bearer ")]
    [InlineData("\u202e")]
    public void A_text_of_any_length_is_masked_in_one_go(string part) =>
        // What took each place again would run into the pattern's time limit.
        Assert.InRange(DisplayText.Redact(string.Concat(Enumerable.Repeat(part, 500_000 / part.Length))).Length, 0, 303);

    [Fact]
    public void What_is_clean_stays_as_it_is() => Law.Holds(
        s_samples,
        static sample => Assert.Equal(DisplayText.Clean(sample.Text, sample.Length), DisplayText.Clean(DisplayText.Clean(sample.Text, sample.Length), sample.Length)),
        count: 3_000);

    [Fact]
    public void Printable_text_that_fits_is_left_alone() => Law.Holds(
        Gen.ArrayOf(Gen.Elements("a", "Z", "é", "中", "\U0001F600", "-", ".")).Select(string.Concat),
        static text => Assert.Equal(text, DisplayText.Clean(text, Math.Max(1, Encoding.Unicode.GetByteCount(text)))));
}
