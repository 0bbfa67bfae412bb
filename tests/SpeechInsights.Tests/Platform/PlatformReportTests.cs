using SpeechInsights.Http;
using SpeechInsights.Models;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Platform;

/// <summary>What is said of a program and a window, check by check.</summary>
public sealed class PlatformReportTests
{
    private const string Program = "GET /api/v2/speechandtextanalytics/programs/p-1";
    private const string Topics = "GET /api/v2/speechandtextanalytics/topics";
    private const string Dialects = "GET /api/v2/speechandtextanalytics/sentiment/dialects";
    private const string Retention = "GET /api/v2/analytics/dataretention/settings";
    private const string Lake = "GET /api/v2/analytics/conversations/details/jobs/availability";
    private const string Published = """{"id":"p-1","name":"Sales","published":true,"dateModified":"2026-09-01T00:00:00Z","datePublished":"2026-09-01T00:00:00Z","topics":[{"id":"t-1"},{"id":"t-2"}]}""";
    private const string Edited = """{"id":"p-1","name":"Sales","published":false,"dateModified":"2026-09-01T00:00:01Z","datePublished":"2026-09-01T00:00:00Z","topics":[{"id":"t-1"}]}""";

    private static readonly DateTimeOffset s_now = new(2026, 10, 10, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_that_is_as_it_should_be_passes()
    {
        SpeechModelReport report = await ReportAsync(
            null,
            (Program, Published),
            (Program + "/mappings", """{"queues":[{}],"flows":[{}]}"""),
            (Topics, """{"entities":[{"id":"t-1","published":true,"dialect":"en-US"},{"id":"t-2","dialect":"EN-us"}]}"""),
            (Dialects, """{"entities":["en-US"]}"""));
        Assert.Equal(
            [
                "Exists True Error The program is named 'Sales'.", "Deployed True Error It is published.", "Edits True Warning No edits wait to be published.",
                "Topics True Error 1 of its 2 topics are published.", "Mapped True Error It applies to 2 queues and flows.", "Dialect True Warning Sentiment is known in its topics' dialects.",
            ],
            Lines(report));
        Assert.True(report.IsValid);
        Assert.Equal(("p-1", "Sales", "published", "Sales: valid"), (report.ModelId, report.Name, report.Status, report.ToString()));
    }

    [Fact]
    public async Task What_is_wrong_with_a_program_is_said()
    {
        SpeechModelReport report = await ReportAsync(
            null,
            (Program, Edited),
            (Program + "/mappings", "{}"),
            (Topics, """{"entities":[{"id":"t-1","dialect":"xx-XX"},{"id":"t-2","dialect":"xx-XX"},{"id":"t-3","dialect":"en-US"},{"id":"t-4","dialect":"yy-YY"},{"id":"t-5"}]}"""),
            (Dialects, """{"entities":["en-US"]}"""));
        Assert.Equal(
            [
                "Exists True Error The program is named 'Sales'.", "Deployed False Error It is not published.", "Edits False Warning It was edited after it was published; the edits count for nothing yet.",
                "Topics False Error 0 of its 1 topics are published.", "Mapped False Error It applies to no queue and no flow: it analyses nothing.", "Dialect False Warning There is no sentiment in xx-XX, yy-YY.",
            ],
            Lines(report));
        Assert.False(report.IsValid);
    }

    [Fact]
    public async Task A_topic_is_not_mapped_to_queues()
    {
        SpeechModelReport report = await ReportAsync(
            null,
            (Topics + "/p-1", """{"id":"p-1","name":"Billing","published":true}"""),
            (Topics, """{"entities":[{"id":"p-1","published":true}]}"""),
            (Dialects, "404 {}"));
        Assert.Equal(
            [
                "Exists True Error The topic is named 'Billing'.", "Deployed True Error It is published.", "Edits True Warning No edits wait to be published.",
                "Topics True Error 1 of its 1 topics are published.", "Dialect False Warning The organisation has none.",
            ],
            Lines(report));
    }

    [Fact]
    public async Task What_is_not_there_is_not_looked_at_further()
    {
        SpeechModelReport report = await ReportAsync(null);
        Assert.Equal(["Exists False Error There is no program and no topic with this id."], Lines(report));
        Assert.Equal((null, false, "p-1: not valid"), (report.Name, report.IsValid, report.ToString()));
    }

    [Fact]
    public async Task What_may_not_be_seen_is_unknown()
    {
        SpeechModelReport report = await ReportAsync(null, (Program, "403 {}"));
        string line = Assert.Single(Lines(report));
        Assert.StartsWith("Exists  Error Unknown: the client may not look. ", line, StringComparison.Ordinal);
        Assert.Contains("speechAndTextAnalytics:program:view", line, StringComparison.Ordinal);
        Assert.False(report.IsValid);
    }

    [Fact]
    public async Task A_server_that_fails_gives_no_verdict() => Assert.Equal(
        InsightsError.ServerError, (await Assert.ThrowsAsync<ApiException>(() => ReportAsync(null, (Program, "500 {}")))).Error);

    [Theory]
    [InlineData(1.5, "Window True Error It is 1.5 days long.")]
    [InlineData(0, "Window False Error It starts at or after its end.")]
    [InlineData(-1, "Window False Error It starts at or after its end.")]
    public async Task A_window_starts_before_it_ends(double days, string expected) => Assert.Contains(expected, Lines(await WindowAsync(s_now.AddDays(-8), s_now.AddDays(-8 + days), "{}", "{}")));

    [Theory]
    [InlineData("""{"retentionDays":8}""", "Retention True Warning Data are kept for 8 days; the window starts 8 days ago.")]
    [InlineData("""{"retentionDays":7}""", "Retention False Warning Data are kept for 7 days; the window starts 8 days ago.")]
    [InlineData("{}", "Retention  Warning The organisation does not say.")]
    public async Task A_window_lies_in_what_is_kept(string answer, string expected) => Assert.Contains(expected, Lines(await WindowAsync(s_now.AddDays(-8), s_now.AddDays(-7), answer, "{}")));

    [Theory]
    [InlineData("""{"dataAvailabilityDate":"2026-10-03T00:00:00Z"}""", "Availability True Warning The data lake is complete until 2026-10-03 00:00:00Z.")]
    [InlineData("""{"dataAvailabilityDate":"2026-10-02T23:59:59Z"}""", "Availability False Warning The data lake is complete until 2026-10-02 23:59:59Z.")]
    [InlineData("{}", "Availability  Warning The data lake does not say.")]
    public async Task A_window_lies_in_what_has_arrived(string answer, string expected) => Assert.Contains(expected, Lines(await WindowAsync(s_now.AddDays(-8), s_now.AddDays(-7), "{}", answer)));

    [Theory]
    [InlineData(72 * 60, "Arrival True Warning Speech metrics have had time to arrive.")]
    [InlineData((72 * 60) - 1, "Arrival False Warning Voice and chat metrics have arrived; those of messages and e-mail take up to 72 hours.")]
    [InlineData(30, "Arrival False Warning Voice and chat metrics have arrived; those of messages and e-mail take up to 72 hours.")]
    [InlineData(29, "Arrival False Warning Speech metrics may still be arriving.")]
    public async Task A_window_ended_long_enough_ago(int minutes, string expected) => Assert.Contains(expected, Lines(await WindowAsync(s_now.AddDays(-8), s_now.AddMinutes(-minutes), "{}", "{}")));

    private static Task<SpeechModelReport> WindowAsync(DateTimeOffset start, DateTimeOffset end, string retention, string lake) =>
        ReportAsync((start, end), (Retention, retention), (Lake, lake));

    private static Task<SpeechModelReport> ReportAsync((DateTimeOffset Start, DateTimeOffset End)? window, params (string, string)[] answers)
    {
        ScriptedServer server = new(answers);
        return server.Platform().InspectModelAsync(new ModelInspection("p-1", window?.Start, window?.End, s_now), server.Run, Token);
    }

    private static IEnumerable<string> Lines(SpeechModelReport report) => report.Checks.Select(static check => $"{check.Name} {check.Passed} {check.Severity} {check.Detail}");
}
