using SpeechInsights.Coaching;
using Xunit;

namespace SpeechInsights.Tests.Coaching;

public sealed class WebhookRegistrationTests
{
    private static readonly WebhookRegistration s_web = new() { Name = "hook", ModelId = "model", Uri = new Uri("https://coach.contoso.com/in?key=secret") };

    private static readonly WebhookRegistration s_flow = new() { Name = "hook", ModelId = "", FlowId = "flow-1" };

    [Fact]
    public void What_may_be_a_secret_is_not_shown()
    {
        WebhookRegistration shown = (s_web with
        {
            Headers = new Dictionary<string, string>
            {
                ["Authorization"] = "Bearer x",
                ["content-type"] = "application/json",
                ["X-Webhook-Source"] = "Other",
            },
        }).ForDisplay();
        Assert.Equal("https://coach.contoso.com/in?***", shown.Uri!.AbsoluteUri);
        Assert.Equal(["Authorization ***", "content-type application/json", "X-Webhook-Source ***"], shown.Headers.Select(static header => $"{header.Key} {header.Value}"));
        Assert.Equal(("hook", "model"), (shown.Name, shown.ModelId));
    }

    [Fact]
    public void A_workflow_has_no_address()
    {
        Assert.Null(s_flow.ForDisplay().Uri);
        Assert.Equal("workflow flow-1", s_flow.Destination);
    }

    [Theory]
    [InlineData("https://coach.contoso.com/in?key=secret", "https://coach.contoso.com/in?***")]
    [InlineData("https://coach.contoso.com/in", "https://coach.contoso.com/in")]
    public void A_destination_is_an_address_without_its_query(string uri, string shown) => Assert.Equal(shown, (s_web with { Uri = new Uri(uri) }).Destination);

    [Theory]
    [InlineData("", null)]
    [InlineData("m", "m")]
    public void An_empty_model_is_none(string id, string? expected) => Assert.Equal(expected, (s_web with { ModelId = id }).ModelIdOrNull);

    [Fact]
    public void What_is_not_given_is_as_documented()
    {
        Assert.Equal(Enum.GetValues<CoachingEvent>(), s_web.Events);
        Assert.Equal("Syncs speech analytics insights to external coaching platform", s_web.Description);
        Assert.Equal("SpeechInsightsToCoachingSync", WebhookRegistration.DefaultName);
        Assert.Equal(["X-Webhook-Source GenesysCloud", "Content-Type application/json"], s_web.Headers.Select(static header => $"{header.Key} {header.Value}"));
    }

    [Fact]
    public void A_webhook_and_a_workflow_are_allowed()
    {
        WebhookValidation.Check(s_web);
        WebhookValidation.Check(s_flow);
        WebhookValidation.Check(s_flow with { ModelId = "program", Topic = "v2.speechandtextanalytics.x" });
    }

    [Theory]
    [InlineData("", "model", null, InsightsError.EmptyIdentifier, "Name")]
    [InlineData(" ", "model", "flow", InsightsError.EmptyIdentifier, "Name")]
    [InlineData("hook", " ", null, InsightsError.EmptyIdentifier, "ModelId")]
    [InlineData("hook", "", "", InsightsError.EmptyIdentifier, "FlowId")]
    [InlineData("hook", "program", "flow", InsightsError.NotSupportedByProfile, "ModelId")]
    [InlineData("two\nlines", "model", null, InsightsError.InvalidName, "Name")]
    public void What_lacks_something_is_refused_by_name(string name, string model, string? flow, object error, string target)
    {
        InsightsException e = Assert.Throws<InsightsException>(() => WebhookValidation.Check(s_web with { Name = name, ModelId = model, FlowId = flow }));
        Assert.Equal(((InsightsError)error, target), (e.Error, e.Target));
    }

    [Theory]
    [InlineData("v2.detail.events.conversation.{id}.acw")]
    [InlineData("v2.SPEECHANDTEXTANALYTICS.x")]
    public void A_topic_that_does_not_name_its_program_is_not_limited_to_one(string topic) => Assert.Equal(
        InsightsError.NotSupportedByProfile,
        Assert.Throws<InsightsException>(() => WebhookValidation.Check(s_flow with { ModelId = "program", Topic = topic })).Error);

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    public void A_text_has_at_most_512_characters(int length, bool isAllowed)
    {
        string text = new('x', length);
        foreach (WebhookRegistration registration in new[] { s_web with { Name = text }, s_web with { Description = text } })
        {
            InsightsException? e = Record.Exception(() => WebhookValidation.Check(registration)) as InsightsException;
            Assert.Equal(isAllowed ? null : InsightsError.InvalidName, e?.Error);
            Assert.Equal(isAllowed ? null : registration.Name == text ? "Name" : "Description", e?.Target);
        }
    }

    [Theory]
    [InlineData(128, 4096, null)]
    [InlineData(129, 1, "Header")]
    [InlineData(0, 1, "Header")]
    [InlineData(1, 4097, "X")]
    [InlineData(1, 0, null)]
    public void A_header_has_its_lengths(int name, int value, string? target) => AssertHeader(new string('X', name), new string('v', value), target);

    [Theory]
    [InlineData("X-A1!#$%&'*+-.^_`|~", "é ~", null)]
    [InlineData("X A", "v", "Header")]
    [InlineData("X:", "v", "Header")]
    [InlineData("Xé", "v", "Header")]
    [InlineData("X", "a\nb", "X")]
    [InlineData("X", "\u007f", "X")]
    public void A_header_is_a_token_and_a_value_without_control_characters(string name, string value, string? target) => AssertHeader(name, value, target);

    private static void AssertHeader(string name, string value, string? target)
    {
        InsightsException? e = Record.Exception(() => WebhookValidation.Check(s_web with { Headers = new Dictionary<string, string> { [name] = value } })) as InsightsException;
        Assert.Equal(target, e?.Target);
        Assert.Equal(target is null ? null : InsightsError.InvalidHeader, e?.Error);
        if (e is not null && target != "Header")
        {
            Assert.Contains($"'{name}'", e.Message, StringComparison.Ordinal);
        }
    }
}
