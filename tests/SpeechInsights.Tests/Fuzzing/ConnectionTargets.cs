using System.Text;
using SpeechInsights.Connections;
using SpeechInsights.Times;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>What reads the file of connections, what a browser or any other program sends to a login, and times as people write them.</summary>
internal static class ConnectionTargets
{
    private static readonly string[] s_files =
    [
        """{"version":1,"connections":[{"name":"emea","region":"eu-central-1","baseUri":null,"loginUri":null,"profile":"Platform","clientId":"c-1","secretName":"s","interactive":false,"redirectUri":null,"proxy":"http://proxy.contoso.com:8080/","auditPath":null},{"name":"lab","baseUri":"https://lab.contoso.com/","interactive":true,"redirectUri":"http://127.0.0.1:8477/callback"}]}""",
        """{"version":1,"connections":[]}""",
    ];

    private static readonly string[] s_times =
        ["2026-10-19", "2026-10", "2026-03-29T03:30", "2026-10-19 08:00:00", "2026-10-19T08:00:00.1234567Z", "10/19/2026 08:00:00 +02:00", "yesterday", "last  quarter", "-7d", "-90m", "0001-01-02", "9999-12-30T23:59:59"];

    private static readonly string[] s_spans = ["7d", "90m", "12H", "2w", "day", "week", "month", "quarter", "year"];

    private static readonly LocalClock s_berlin = LocalClock.Of(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero), "Europe/Berlin");

    private static readonly LocalClock s_honolulu = LocalClock.Of(s_berlin.Now, "Pacific/Honolulu");

    public static IEnumerable<FuzzTarget> All
    {
        get
        {
            OneFile file = new("connections.json");
            LoginProof proof = new();
            string[] requests =
            [
                $"GET /callback?code=abc-1&state={proof.State} HTTP/1.1\r\nHost: 127.0.0.1:8477\r\nAccept: */*",
                $"GET /callback?error=access_denied&error_description=no+way%21&state={proof.State} HTTP/1.1\r\nhost:localhost",
            ];
            return
            [
                FuzzTarget.Of("connections", s_files, input => file.Use(input, static path => new ConnectionStore(path).Read()), Check, Refusal.Api("ConnectionFileInvalid")),
                FuzzTarget.Of("login answer", requests, input => ReadAnswer(input, proof), Check, Refusal.None),
                FuzzTarget.Of("times", s_times, static input => Read(input, static text => (object)(TimeText.Read(text, s_berlin, "StartTime"), TimeText.Read(text, s_honolulu, "EndTime"))), static _ => { }, Refusal.Api("InvalidTime")),
                FuzzTarget.Of("spans of time", s_spans, static input => Read(input, static text => (object)TimeText.ReadLast(text, s_berlin)), static _ => { }, Refusal.Api("InvalidTime")),
            ];
        }
    }

    private static object Read(byte[] input, Func<string, object> read) => read(Encoding.UTF8.GetString(input));

    private static void Check(IReadOnlyList<InsightsConnection> all)
    {
        foreach (InsightsConnection one in all)
        {
            Assert.NotNull(one.Name);
            Assert.True(one.ApiProfile is null || Enum.IsDefined(one.ApiProfile.Value), "profile is none");
            foreach (Uri? uri in new[] { one.BaseUri, one.LoginUri, one.RedirectUri, one.Proxy })
            {
                Assert.True(uri is null || uri.AbsoluteUri.Length > 0, "an address is none");
            }
        }
    }

    private static LoginAnswer? ReadAnswer(byte[] input, LoginProof proof) =>
        LoginHead.Parse(Encoding.Latin1.GetString(input)) is { Method: "GET", Path: "/callback" } head ? LoginAnswer.Read(head.Query, proof) : null;

    private static void Check(LoginAnswer answer)
    {
        Assert.True((answer.Code is null) != (answer.Error is null), "a code and an error, or neither");
        Sane.Id(answer.Code ?? answer.Error, "the answer");
        Sane.Label(answer.Code, "the code");
    }
}
