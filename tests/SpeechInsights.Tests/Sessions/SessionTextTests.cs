using SpeechInsights.Sessions;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

/// <summary>What a session's objects show of themselves, and what they know.</summary>
public sealed class SessionTextTests
{
    [Theory]
    [InlineData(true, "Get-X: allowed")]
    [InlineData(false, "Get-X: not allowed")]
    [InlineData(null, "Get-X: unknown")]
    public void A_permission_reads_as_a_line(bool? isAllowed, string text)
    {
        InsightPermission permission = new("Get-X", isAllowed, ["a:b:c"], ["d:e:f"], 2);
        Assert.Equal(text, permission.ToString());
        Assert.Equal(("a:b:c", "d:e:f", 2), (permission.Missing[0], permission.Limited[0], permission.RequestCount));
    }

    [Theory]
    [InlineData("Billing", "Billing (m-1)")]
    [InlineData(null, "m-1")]
    public void A_known_name_reads_with_its_id(string? name, string text) => Assert.Equal(text, new KnownName("m-1", name).ToString());

    [Fact]
    public void Known_names_are_by_name_and_then_by_id()
    {
        KnownNames names = new();
        names.Add(NameKind.Queue, "q-2", "billing");
        names.Add(NameKind.Queue, "q-1", "Billing");
        names.Add(NameKind.Queue, "q-9", "Arrears");
        names.Add(NameKind.Queue, "q-0", "Claims");
        names.Add(NameKind.Queue, "q-5", null);
        names.Add(NameKind.Agent, "a-1", "Aaron");
        Assert.Equal(["q-5", "q-9", "q-1", "q-2", "q-0"], names.Of(NameKind.Queue).Select(static known => known.Id));
        Assert.Equal("Aaron", Assert.Single(names.Of(NameKind.Agent)).Name);
        Assert.Empty(names.Of(NameKind.Model));
    }

    [Fact]
    public void An_id_is_known_once_it_was_asked_for_though_it_has_no_name()
    {
        KnownNames names = new();
        names.Add(NameKind.Agent, "a-1", null);
        names.Add(NameKind.Agent, "a-2", "old");
        names.Add(NameKind.Agent, "a-2", "new");
        Assert.Equal((true, true, false, false), (names.Has(NameKind.Agent, "a-1"), names.Has(NameKind.Agent, "a-2"), names.Has(NameKind.Agent, "a-3"), names.Has(NameKind.Queue, "a-1")));
        Assert.Equal((null, "new", null), (names.Find(NameKind.Agent, "a-1"), names.Find(NameKind.Agent, "a-2"), names.Find(NameKind.Agent, "a-3")));
    }

    [Fact]
    public void Without_names_it_has_the_addresses_still()
    {
        KnownNames names = new() { PageOf = static id => new Uri("https://apps.example.com/" + id) };
        names.Add(NameKind.Agent, "a-1", "Aaron");
        KnownNames bare = names.WithoutNames();
        Assert.Equal(("https://apps.example.com/i-1", 0), (bare.PageOf?.Invoke("i-1")?.AbsoluteUri, bare.Of(NameKind.Agent).Count));
    }

    [Theory]
    [InlineData("analytics:conversationDetail:view", true)]
    [InlineData("ANALYTICS:conversationdetail:VIEW", true)]
    [InlineData("analytics:conversationDetail:edit", true)]
    [InlineData("analytics:conversationDetail:delete", false)]
    [InlineData("analytics:survey:view", false)]
    [InlineData("coaching:appointment:view", true)]
    [InlineData("coaching:anything:view", true)]
    [InlineData("coaching:appointment:add", false)]
    [InlineData("quality:survey:anything", true)]
    [InlineData("quality:evaluation:view", false)]
    [InlineData("routing:survey:view", false)]
    [InlineData("analytics:conversationDetail", false)]
    [InlineData("analytics:conversationDetail:view:more", false)]
    [InlineData("", false)]
    public void A_permission_is_granted_by_domain_entity_and_action(string permission, bool isAllowed)
    {
        GrantedPermissions granted = new([
            ("analytics", "conversationDetail", ["view", "edit"]),
            ("coaching", "*", ["view"]),
            ("quality", "survey", ["*"])]);
        Assert.Equal(isAllowed, granted.Allows(permission));
    }

    [Fact]
    public void A_policy_for_everything_allows_everything() => Assert.True(new GrantedPermissions([("*", "*", ["*"])]).Allows("a:b:c"));
}
