using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>What is shown of a server's text.</summary>
public sealed class DisplayTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("  a  b\r\n\tc  ", "a b c")]
    [InlineData("\u001b[31mred\u001b[0m", "[31mred [0m")]
    [InlineData("a\u202eb\u200bc", "a b c")]
    [InlineData("a\u2028b\u2029c\ue000d\u0378e", "a b c d e")]
    [InlineData("\u00e9\ud83d\ude00", "\u00e9\ud83d\ude00")]
    [InlineData("1234567890", "1234567890")]
    [InlineData("12345678901", "1234567890\u2026")]
    [InlineData("123456789 012", "123456789 0\u2026")]
    public void It_is_printable_and_short(string? text, string expected) => Assert.Equal(expected, DisplayText.Clean(text, expected.Contains('…', StringComparison.Ordinal) ? expected.Length - 1 : Math.Max(10, expected.Length)));

    [Theory]
    [InlineData("mail joe.doe+x@mail.contoso.com now", "mail *** now")]
    [InlineData("joe@contoso is no address", "joe@contoso is no address")]
    [InlineData("call +49 (30) 123-456/7 now", "call *** now")]
    [InlineData("room +49 30", "room +49 30")]
    [InlineData("a password=abc, a token: def; more", "a password=***, a token: ***; more")]
    [InlineData("SECRET='abc' PASSWORD:\"d\"", "SECRET='***' PASSWORD:\"***\"")]
    [InlineData("bearer abc.def", "bearer ***")]
    [InlineData("the tokens are gone", "the tokens are gone")]
    public void What_looks_like_a_persons_or_a_credential_is_taken_out(string text, string expected) => Assert.Equal(expected, DisplayText.Redact(text));

    [Fact]
    public void A_text_of_more_than_300_characters_is_cut() => Assert.Equal(new string('x', 300) + "…", DisplayText.Redact(new string('x', 301)));

    [Theory]
    [InlineData('\0', true, true)]
    [InlineData('\u001b', true, true)]
    [InlineData('\u007f', true, true)]
    [InlineData('\u009f', true, true)]
    [InlineData('\t', true, false)]
    [InlineData('\r', true, false)]
    [InlineData('\n', true, false)]
    [InlineData('\u202e', true, true)]
    [InlineData('\u061c', true, true)]
    [InlineData('\u2069', true, true)]
    [InlineData('\u200d', true, false)]
    [InlineData('\u00ad', true, false)]
    [InlineData('\ufeff', true, false)]
    [InlineData('\udb40', true, false)]
    [InlineData(' ', false, false)]
    [InlineData('~', false, false)]
    [InlineData('\u00a0', false, false)]
    [InlineData('\u00e9', false, false)]
    public void Hidden_characters_are_in_no_id_and_some_of_them_in_texts(char c, bool ofIds, bool ofTexts) =>
        Assert.Equal((ofIds, ofTexts), (HiddenCharacters.OfIds.Contains(c), HiddenCharacters.OfTexts.Contains(c)));

    [Fact]
    public void A_token_that_is_held_is_masked_wherever_it_stands()
    {
        string token = new('h', 16);
        string within = "held-" + token + "-more";
        HeldTokens.Add(token);
        HeldTokens.Add(within);
        Assert.Equal("a *** b *** c ***", HeldTokens.Mask($"a {token} b {within} c {token}"));
        GC.KeepAlive(token);
        GC.KeepAlive(within);
    }

    [Fact]
    public void What_is_too_short_for_a_token_is_not_looked_for()
    {
        string word = Guid.NewGuid().ToString("N")[..15];
        HeldTokens.Add(word);
        Assert.Equal("a " + word, HeldTokens.Mask("a " + word));
        GC.KeepAlive(word);
    }

    [Fact]
    public void A_token_that_nobody_uses_any_more_is_forgotten()
    {
        AddForAMoment();
        string text = new('f', 20);

        // Another test's text may be compared with it at this very moment.
        for (int i = 0; i < 10 && HeldTokens.Mask(text) != text; i++)
        {
            GC.Collect();
        }

        Assert.Equal(text, HeldTokens.Mask(text));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void AddForAMoment() => HeldTokens.Add(new string('f', 20));
    }
}
