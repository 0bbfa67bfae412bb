using SpeechInsights.Sessions;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

public sealed class ConnectionTargetTests
{
    [Theory]
    [InlineData("eu-central-1", "api.mypurecloud.de", "login.mypurecloud.de")]
    [InlineData("EU_CENTRAL_1", "api.mypurecloud.de", "login.mypurecloud.de")]
    [InlineData("usw2.pure.cloud", "api.usw2.pure.cloud", "login.usw2.pure.cloud")]
    [InlineData("https://api.mypurecloud.com.au", "api.mypurecloud.com.au", "login.mypurecloud.com.au")]
    public void A_region_is_known_by_name_domain_and_address(string text, string api, string login)
    {
        ConnectionTarget target = ConnectionTarget.Resolve(new ConnectionInput(Region: text));
        Assert.Equal((api, login, ApiProfile.Platform), (target.BaseUri.Host, target.LoginUri.Host, target.Profile));
    }

    [Fact]
    public void There_are_eighteen_regions() => Assert.Equal(18, GenesysRegion.All.Select(region => region.Domain).Distinct().Count());

    [Theory]
    [InlineData("https://api.example.com", null, ApiProfile.Summary, "https://api.example.com/")]
    [InlineData("https://api.example.com", ApiProfile.Platform, ApiProfile.Platform, "https://login.example.com/")]
    [InlineData("http://127.0.0.1:5000", ApiProfile.Platform, ApiProfile.Platform, "http://127.0.0.1:5000/")]
    public void A_base_address_has_a_login_address(string baseUri, ApiProfile? given, ApiProfile profile, string login)
    {
        ConnectionTarget target = ConnectionTarget.Resolve(new ConnectionInput(BaseUri: new Uri(baseUri), Profile: given));
        Assert.Equal((profile, login), (target.Profile, target.LoginUri.AbsoluteUri));
    }

    [Theory]
    [InlineData("http://example.com", "InsecureBaseUri")]
    [InlineData("ftp://example.com", "InsecureBaseUri")]
    [InlineData("https://user:pass@example.com", "InsecureBaseUri")]
    [InlineData("https://example.com/?a=b", "InsecureBaseUri")]
    [InlineData("relative", "InsecureBaseUri")]
    [InlineData("http://169.254.169.254", "InsecureBaseUri")]
    public void An_address_without_protection_is_refused(string baseUri, string id)
    {
        InsightsException error = Assert.Throws<InsightsException>(
            () => ConnectionTarget.Resolve(new ConnectionInput(BaseUri: new Uri(baseUri, UriKind.RelativeOrAbsolute))));
        Assert.Equal(id, error.ErrorId);
        Assert.DoesNotContain("pass", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_addresses_are_ConflictingParameter() => Assert.Equal(
        "ConflictingParameter",
        Assert.Throws<InsightsException>(() => ConnectionTarget.Resolve(new ConnectionInput("us-east-1", new Uri("https://example.com")))).ErrorId);

    [Fact]
    public void An_unknown_region_is_told_which_there_are()
    {
        InsightsException error = Assert.Throws<InsightsException>(() => ConnectionTarget.Resolve(new ConnectionInput("mars-1")));
        Assert.Equal("UnknownRegion", error.ErrorId);
        Assert.Contains("eu-central-1", error.Hint, StringComparison.Ordinal);
    }
}
