using System.Text;
using System.Text.Json;
using SpeechInsights.Api;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Api;

/// <summary>Requests to operations that no cmdlet knows, and what is asked for beside the rows.</summary>
public sealed class RawRequestTests
{
    private const string Path = "GET /api/v2/things";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/v2/x", true)]
    [InlineData("GET", "/api/v2/x/query", true)]
    [InlineData("POST", "/api/v2/x/query", true)]
    [InlineData("POST", "/api/v2/x/search?a=1", true)]
    [InlineData("POST", "/api/v2/x", false)]
    [InlineData("POST", "/api/v2/query/x", false)]
    [InlineData("POST", "/api/v2/x?a=/query", false)]
    [InlineData("PUT", "/api/v2/x/query", false)]
    [InlineData("DELETE", "/api/v2/x/search", false)]
    public void Only_what_reads_may_be_sent_again(string method, string path, bool isRead) =>
        Assert.Equal(isRead, new RawRequest(new HttpMethod(method), path, default).IsRead);

    [Theory]
    [InlineData("/api/v2/x", "/api/v2/x", "")]
    [InlineData("/api/v2/x?", "/api/v2/x", "")]
    [InlineData("/api/v2/x?a=1?b", "/api/v2/x", "a=1?b")]
    public void A_path_ends_at_its_first_question_mark(string text, string path, string query)
    {
        RawRequest request = new(HttpMethod.Get, text, default);
        Assert.Equal((path, query), (request.PathOnly, request.Query));
    }

    [Theory]
    [InlineData("/api/v2/users/me?a=b~!", true)]
    [InlineData("/api/", true)]
    [InlineData("/api/v2/a.b/...", true)]
    [InlineData("/api/v2/x?y=/../z", true)]
    [InlineData("api/v2/x", false)]
    [InlineData("/apix/v2", false)]
    [InlineData("/API/v2", false)]
    [InlineData("https://elsewhere/api/v2", false)]
    [InlineData("?/api/", false)]
    [InlineData("/api/v2/../x", false)]
    [InlineData("/api/v2/./x", false)]
    [InlineData("/api/v2/%2e%2E/x", false)]
    [InlineData("/api/v2/..?x", false)]
    [InlineData("/api/v2/a b", false)]
    [InlineData("/api/v2/x#y", false)]
    [InlineData("/api/v2/x\\y", false)]
    [InlineData("/api/v2/x?y=é", false)]
    [InlineData("/api/v2/x\u007f", false)]
    [InlineData("/api/v2/x\n", false)]
    public void A_path_is_one_of_the_API(string path, bool isAllowed)
    {
        InsightsException? e = Record.Exception(() => RawRequest.CheckPath(path)) as InsightsException;
        Assert.Equal(isAllowed ? (null, null) : (InsightsError.InvalidRequestPath, "Path"), (e?.Error, e?.Target));
    }

    [Theory]
    [InlineData("a-1", "a-1")]
    [InlineData("a/b?c#d e", "a%2Fb%3Fc%23d%20e")]
    [InlineData("...", "...")]
    [InlineData("%2e", "%252e")]
    public void An_id_is_one_segment(string id, string segment) => Assert.Equal(segment, PathSegment.Of(id));

    [Theory]
    [InlineData("", InsightsError.EmptyIdentifier, "Id")]
    [InlineData(".", InsightsError.InvalidIdentifier, ".")]
    [InlineData("..", InsightsError.InvalidIdentifier, "..")]
    public void An_id_that_would_lead_elsewhere_is_refused(string id, object error, string target)
    {
        InsightsException e = Assert.Throws<InsightsException>(() => PathSegment.Of(id));
        Assert.Equal(((InsightsError)error, target), (e.Error, e.Target));
    }

    [Fact]
    public async Task A_request_is_sent_as_it_was_given()
    {
        ScriptedServer server = new(("PUT /api/v2/things?b=2", """{"a":1}"""));
        RawRequest request = new(HttpMethod.Put, "/api/v2/things?a=1", "{\"x\":[1]}"u8.ToArray());
        JsonElement? answer = await RawPages.SendAsync(server.Platform(), request, "b=2", server.Run, Token);
        Assert.Equal(1, answer!.Value.GetProperty("a").GetInt32());
        Assert.Equal(("PUT /api/v2/things?b=2", "{\"x\":[1]}"), (Assert.Single(server.Lines), server.Bodies[0]));
        ScriptedServer empty = new(("DELETE /api/v2/things", "204"), (Path, "200 "));
        Assert.Null(await RawPages.SendAsync(empty.Platform(), new RawRequest(HttpMethod.Get, "/api/v2/things", default), "", empty.Run, Token));
    }

    [Theory]
    [InlineData("""{"entities":[1,2],"results":[3]}""", "1", "2")]
    [InlineData("""{"results":[3],"conversations":[4]}""", "3")]
    [InlineData("""{"conversations":[4,5]}""", "4", "5")]
    [InlineData("""{"entities":7,"results":[3]}""", "3")]
    [InlineData("""{"entities":7}""", """{"entities":7}""")]
    [InlineData("""[1,"x"]""", "1", "\"x\"")]
    [InlineData("7", "7")]
    [InlineData("200 ")]
    public async Task A_page_is_its_entries_or_itself(string answer, params string[] entries)
    {
        ScriptedServer server = new((Path, answer));
        Assert.Equal(entries, await ReadAsync(server, "/api/v2/things"));
        Assert.Single(server.Lines);
    }

    [Fact]
    public async Task Pages_follow_by_nextUri()
    {
        ScriptedServer server = new(
            (Path + "?a=1", """{"entities":[1],"nextUri":"https://elsewhere/other?b=2?c","cursor":"no"}"""),
            (Path + "?b=2?c", """{"entities":[2],"nextUri":"/api/v2/things?d"}"""),
            (Path + "?d", """{"entities":[3],"nextUri":"/api/v2/things?","cursor":"no"}"""));
        Assert.Equal(["1", "2", "3"], await ReadAsync(server, "/api/v2/things?a=1"));
    }

    [Fact]
    public async Task Pages_follow_by_cursor_with_the_query_that_there_was()
    {
        ScriptedServer server = new(
            (Path + "?a=1&&cursor=old&b=2", """{"entities":[1],"cursor":"x/y"}"""),
            (Path + "?a=1&b=2&cursor=x%2Fy", """{"entities":[2],"cursor":"z"}"""),
            (Path + "?a=1&b=2&cursor=z", """{"entities":[3],"cursor":""}"""));
        Assert.Equal(["1", "2", "3"], await ReadAsync(server, "/api/v2/things?a=1&&cursor=old&b=2"));
    }

    [Fact]
    public async Task Pages_that_lead_in_circles_are_IncompleteResult()
    {
        ScriptedServer server = new((Path, """{"nextUri":"?b=2"}"""), (Path + "?b=2", """{"nextUri":"?b=2"}"""));
        InsightsException e = await Assert.ThrowsAsync<InsightsException>(() => ReadAsync(server, "/api/v2/things"));
        Assert.Equal((InsightsError.IncompleteResult, "/api/v2/things"), (e.Error, e.Target));
        Assert.Equal(2, server.Lines.Count);
    }

    [Theory]
    [InlineData("""{"access_token":"abc","token_type":"bearer","expires_in":3600,"more":{"expires_in":1}}""", "abc", 3600, null)]
    [InlineData("""{"refresh_token":"r","expires_in":0.5,"access_token":"~!"}""", "~!", 0.5, "r")]
    [InlineData("""{"refresh_token":null,"expires_in":999999999,"access_token":"a"}""", "a", 999999999, null)]
    public void A_token_is_read(string json, string token, double seconds, string? refresh)
    {
        TokenGrant grant = TokenAnswer.Read(Encoding.UTF8.GetBytes(json));
        Assert.Equal((token, TimeSpan.FromSeconds(seconds), refresh), (grant.Value, grant.Lifetime, grant.RefreshToken));
    }

    [Theory]
    [InlineData("""{"expires_in":1}""", "access_token")]
    [InlineData("""{"access_token":"","expires_in":1}""", "access_token")]
    [InlineData("""{"access_token":"a b","expires_in":1}""", "access_token")]
    [InlineData("""{"access_token":"é","expires_in":1}""", "access_token")]
    [InlineData("""{"access_token":"a\u007f","expires_in":1}""", "access_token")]
    [InlineData("""{"access_token":7,"expires_in":1}""", "access_token")]
    [InlineData("""{"access_token":"a"}""", "expires_in")]
    [InlineData("""{"access_token":"a","expires_in":null}""", "expires_in")]
    [InlineData("""{"access_token":"a","expires_in":0}""", "expires_in")]
    [InlineData("""{"access_token":"a","expires_in":1e9}""", "expires_in")]
    [InlineData("""{"access_token":"a","expires_in":"1"}""", "expires_in")]
    [InlineData("""{"access_token":"a","expires_in":1,"refresh_token":""}""", "refresh_token")]
    [InlineData("""{"access_token":"a","expires_in":1,"refresh_token":"\n"}""", "refresh_token")]
    [InlineData("""{"access_token":"a","expires_in":1,"refresh_token":7}""", "refresh_token")]
    [InlineData("""[]""", "the answer")]
    public void A_token_that_no_header_holds_is_refused_by_name(string json, string name) =>
        Assert.Equal($"{name} is not of the expected kind", Assert.Throws<FormatException>(() => TokenAnswer.Read(Encoding.UTF8.GetBytes(json))).Message);

    [Theory]
    [InlineData("""{"access_token":"a","expires_in":1""")]
    [InlineData("""{"access_token":"a","expires_in":1}}""")]
    public void A_token_that_is_cut_off_is_none(string json) => Assert.ThrowsAny<JsonException>(() => TokenAnswer.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Times_are_in_UTC_with_milliseconds() =>
        Assert.Equal("2026-09-30T22:05:06.007Z", WireTime.Format(new DateTimeOffset(2026, 10, 1, 0, 5, 6, 7, TimeSpan.FromHours(2))));

    private static async Task<string[]> ReadAsync(ScriptedServer server, string path)
    {
        List<string> all = [];
        await foreach (IReadOnlyList<JsonElement> page in RawPages.ReadAllAsync(server.Platform(), new RawRequest(HttpMethod.Get, path, default), server.Run, Token))
        {
            all.AddRange(page.Select(static entry => entry.GetRawText()));
        }

        return [.. all];
    }
}
