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
    public void Regions_are_those_of_the_platforms_own_SDKs() => Assert.Equal(
        "us-east-1 mypurecloud.com, us-east-2 use2.us-gov-pure.cloud, us-west-2 usw2.pure.cloud, ca-central-1 cac1.pure.cloud, mx-central-1 mxc1.pure.cloud, sa-east-1 sae1.pure.cloud, "
        + "eu-west-1 mypurecloud.ie, eu-west-2 euw2.pure.cloud, eu-central-1 mypurecloud.de, eu-central-2 euc2.pure.cloud, eusc-de-east-1 edee1.eusc-pure.cloud, me-central-1 mec1.pure.cloud, "
        + "ap-south-1 aps1.pure.cloud, ap-northeast-1 mypurecloud.jp, ap-northeast-2 apne2.pure.cloud, ap-northeast-3 apne3.pure.cloud, ap-southeast-1 apse1.pure.cloud, ap-southeast-2 mypurecloud.com.au",
        string.Join(", ", GenesysRegion.All.Select(static region => $"{region.Name} {region.Domain}")));

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
