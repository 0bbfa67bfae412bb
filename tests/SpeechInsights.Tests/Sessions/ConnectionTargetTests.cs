using SpeechInsights.Sessions;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

public sealed class ConnectionTargetTests
{
    [Theory]
    [InlineData("eu-central-1", "api.mypurecloud.de", "login.mypurecloud.de")]
    [InlineData("EU_CENTRAL_1", "api.mypurecloud.de", "login.mypurecloud.de")]
    [InlineData("usw2.pure.cloud", "api.usw2.pure.cloud", "login.usw2.pure.cloud")]
    [InlineData(" USW2.pure.cloud ", "api.usw2.pure.cloud", "login.usw2.pure.cloud")]
    [InlineData("https://api.mypurecloud.com.au", "api.mypurecloud.com.au", "login.mypurecloud.com.au")]
    [InlineData("https://login.mypurecloud.com.au/oauth", "api.mypurecloud.com.au", "login.mypurecloud.com.au")]
    [InlineData("https://apps.mypurecloud.jp/directory/", "api.mypurecloud.jp", "login.mypurecloud.jp")]
    [InlineData("API.euc2.pure.cloud", "api.euc2.pure.cloud", "login.euc2.pure.cloud")]
    [InlineData("apps.mypurecloud.ie", "api.mypurecloud.ie", "login.mypurecloud.ie")]
    public void A_region_is_known_by_name_domain_and_address(string text, string api, string login)
    {
        ConnectionTarget target = ConnectionTarget.Resolve(new ConnectionInput(Region: text));
        Assert.Equal((api, login, ApiProfile.Platform), (target.BaseUri.Host, target.LoginUri.Host, target.Profile));
    }

    [Theory]
    [InlineData(ApiProfile.Platform, "https://login.mypurecloud.de/")]
    [InlineData(ApiProfile.Summary, "https://api.mypurecloud.de/")]
    public void A_profile_of_a_region_has_its_login(ApiProfile profile, string login)
    {
        ConnectionTarget target = ConnectionTarget.Resolve(new ConnectionInput(Region: "mypurecloud.de", Profile: profile));
        Assert.Equal((profile, "eu-central-1", "https://api.mypurecloud.de/", login), (target.Profile, target.Region, target.BaseUri.AbsoluteUri, target.LoginUri.AbsoluteUri));
    }

    [Fact]
    public void Regions_are_those_of_the_platforms_own_SDKs()
    {
        const string Regions =
            "us-east-1 mypurecloud.com, us-east-2 use2.us-gov-pure.cloud, us-west-2 usw2.pure.cloud, ca-central-1 cac1.pure.cloud, mx-central-1 mxc1.pure.cloud, sa-east-1 sae1.pure.cloud, "
            + "eu-west-1 mypurecloud.ie, eu-west-2 euw2.pure.cloud, eu-central-1 mypurecloud.de, eu-central-2 euc2.pure.cloud, eusc-de-east-1 edee1.eusc-pure.cloud, me-central-1 mec1.pure.cloud, "
            + "ap-south-1 aps1.pure.cloud, ap-northeast-1 mypurecloud.jp, ap-northeast-2 apne2.pure.cloud, ap-northeast-3 apne3.pure.cloud, ap-southeast-1 apse1.pure.cloud, ap-southeast-2 mypurecloud.com.au";
        Assert.Equal(Regions, string.Join(", ", GenesysRegion.All.Select(static region => $"{region.Name} {region.Domain}")));
        Assert.All(Regions.Split(", ").Select(static pair => pair.Split(' ')), static pair =>
        {
            ConnectionTarget target = ConnectionTarget.Resolve(new ConnectionInput(Region: pair[0]));
            Assert.Equal((pair[0], $"api.{pair[1]}", $"login.{pair[1]}"), (target.Region, target.BaseUri.Host, target.LoginUri.Host));
            Assert.Equal(pair[0], ConnectionTarget.Resolve(new ConnectionInput(Region: pair[1])).Region);
        });
    }

    [Theory]
    [InlineData("https://api.example.com", null, null, ApiProfile.Summary, "https://api.example.com/")]
    [InlineData("https://api.example.com", null, ApiProfile.Platform, ApiProfile.Platform, "https://login.example.com/")]
    [InlineData("https://api.example.com:8443/x", null, ApiProfile.Platform, ApiProfile.Platform, "https://login.example.com:8443/x")]
    [InlineData("https://gateway.example.com", null, ApiProfile.Platform, ApiProfile.Platform, "https://gateway.example.com/")]
    [InlineData("https://example.com.api.", null, ApiProfile.Platform, ApiProfile.Platform, "https://example.com.api./")]
    [InlineData("http://127.0.0.1:5000", null, ApiProfile.Platform, ApiProfile.Platform, "http://127.0.0.1:5000/")]
    [InlineData("https://api.example.com", "https://id.example.com", ApiProfile.Platform, ApiProfile.Platform, "https://id.example.com/")]
    [InlineData("https://api.example.com", "https://id.example.com", ApiProfile.Summary, ApiProfile.Summary, "https://id.example.com/")]
    public void A_base_address_has_a_login_address(string baseUri, string? loginUri, ApiProfile? given, ApiProfile profile, string login)
    {
        ConnectionTarget target = ConnectionTarget.Resolve(new ConnectionInput(BaseUri: new Uri(baseUri), LoginUri: loginUri is null ? null : new Uri(loginUri), Profile: given));
        Assert.Equal((profile, login, null), (target.Profile, target.LoginUri.AbsoluteUri, target.Region));
        Assert.Equal(new Uri(baseUri), target.BaseUri);
    }

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("ftp://example.com")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://user:pass@example.com")]
    [InlineData("https://example.com/?a=b")]
    [InlineData("https://example.com/#a")]
    [InlineData("relative")]
    [InlineData("http://169.254.169.254")]
    public void An_address_without_protection_is_refused(string text)
    {
        Uri address = new(text, UriKind.RelativeOrAbsolute);
        InsightsException error = Assert.Throws<InsightsException>(() => ConnectionTarget.Resolve(new ConnectionInput(BaseUri: address)));
        Assert.Equal(("InsecureBaseUri", "BaseUri"), (error.ErrorId, error.Target));
        Assert.StartsWith("-BaseUri must", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", error.Message, StringComparison.Ordinal);
        InsightsException login = Assert.Throws<InsightsException>(() => ConnectionTarget.Resolve(new ConnectionInput(BaseUri: new Uri("https://example.com"), LoginUri: address)));
        Assert.Equal(("InsecureBaseUri", "LoginUri"), (login.ErrorId, login.Target));
        Assert.StartsWith("-LoginUri must", login.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_addresses_are_ConflictingParameter()
    {
        InsightsException error = Assert.Throws<InsightsException>(() => ConnectionTarget.Resolve(new ConnectionInput("us-east-1", new Uri("https://example.com"))));
        Assert.Equal(("ConflictingParameter", "Region"), (error.ErrorId, error.Target));
    }

    [Theory]
    [InlineData("us-east-1")]
    [InlineData(null)]
    public void A_login_address_without_a_base_address_is_ConflictingParameter(string? region)
    {
        InsightsException error = Assert.Throws<InsightsException>(() => ConnectionTarget.Resolve(new ConnectionInput(region, LoginUri: new Uri("https://id.example.com"))));
        Assert.Equal(("ConflictingParameter", "LoginUri"), (error.ErrorId, error.Target));
        Assert.Contains("-BaseUri", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mars-1")]
    [InlineData("http://api.mypurecloud.de")]
    [InlineData("mypurecloud")]
    public void An_unknown_region_is_told_which_there_are(string text)
    {
        InsightsException error = Assert.Throws<InsightsException>(() => ConnectionTarget.Resolve(new ConnectionInput(text)));
        Assert.Equal(("UnknownRegion", "Region"), (error.ErrorId, error.Target));
        Assert.Equal($"'{text}' is no region of Genesys Cloud.", error.Message);
        Assert.Contains("eu-central-1, eu-central-2", error.Hint, StringComparison.Ordinal);
    }
}
