using FsCheck;
using FsCheck.Fluent;
using SpeechInsights.Connections;
using Xunit;

namespace SpeechInsights.Tests.Properties;

/// <summary>What the listener of a login reads comes from anybody.</summary>
public sealed class LoginLaws
{
    private static readonly LoginProof s_proof = new();

    private static readonly Gen<string> s_queries = Gen.ArrayOf(Gen.OneOf(
        Law.Text,
        Gen.Elements("state", "code", "error", "=", "&", "%", "%zz", "%00", "+", "?", "#", "access_denied", s_proof.State, "state=" + s_proof.State, "code=abc"))).Select(string.Concat);

    [Fact]
    public void Any_query_is_no_answer_unless_it_has_the_state_once() => Law.Holds(
        s_queries,
        query =>
        {
            if (LoginAnswer.Read(query, s_proof) is { } answer)
            {
                Assert.Equal(1, query.Split('&').Count(static part => part.StartsWith("state=", StringComparison.Ordinal)));
                Assert.Contains(s_proof.State, Uri.UnescapeDataString(query), StringComparison.Ordinal);
                Assert.True(answer.Code is null != answer.Error is null);
                Assert.All(answer.Code ?? "", static c => Assert.InRange(c, '!', '~'));
            }
        },
        count: 3_000);

    [Fact]
    public void Some_queries_are_answers() =>
        Assert.NotNull(LoginAnswer.Read($"code=abc&state={s_proof.State}&more=1", s_proof));

    [Fact]
    public void Any_text_is_no_request_or_one_with_a_path() => Law.Holds(
        Gen.OneOf(Law.Text, Gen.ArrayOf(Gen.Elements("GET", " ", "/", "?", "HTTP/1.1", "\r\n", "Host:", "host: ", "127.0.0.1", "a")).Select(string.Concat)),
        text => Assert.True(LoginHead.Parse(text) is null or { Path: ['/', ..] }),
        count: 3_000);
}
