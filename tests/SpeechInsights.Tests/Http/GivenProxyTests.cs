using System.Net;
using SpeechInsights.Http;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Http;

public sealed class GivenProxyTests
{
    [Theory]
    [InlineData("ftp://proxy.example.com:21")]
    [InlineData("http://user:password@proxy.example.com:8080")]
    [InlineData("http://proxy.example.com:8080/path")]
    [InlineData("http://proxy.example.com:8080/?a=b")]
    [InlineData("http://proxy.example.com:8080/#a")]
    [InlineData("proxy.example.com")]
    public void Anything_but_a_host_and_a_port_is_InvalidProxy(string address)
    {
        InsightsException error = Assert.Throws<InsightsException>(() => new GivenProxy(new Uri(address, UriKind.RelativeOrAbsolute)));
        Assert.Equal("InvalidProxy", error.ErrorId);
        Assert.DoesNotContain("password@", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_owns_its_copy_of_the_password_and_shows_it_to_nobody()
    {
        using System.Security.SecureString password = EngineHarness.Secure("a-password");
        GivenProxy proxy = new(new Uri("http://proxy.example.com:8080"), "user", password);
        password.Dispose();
        NetworkCredential? credential = proxy.GetCredential(proxy.Address, "Basic");
        Assert.Equal(("user", "a-password"), (credential!.UserName, credential.Password));
        Assert.Equal("http://proxy.example.com:8080/", proxy.ToString());
        proxy.Dispose();
        Assert.Throws<ObjectDisposedException>(() => proxy.GetCredential(proxy.Address, "Basic"));
    }

    [Fact]
    public void Without_a_password_it_gives_none_and_this_machine_is_not_asked_through_it()
    {
        GivenProxy proxy = new(new Uri("http://proxy.example.com:8080"));
        Assert.Null(proxy.Credentials);
        GuardedProxy guarded = new(proxy);
        Assert.Null(guarded.GetProxy(new Uri("http://127.0.0.1:1/")));
        Assert.Equal(proxy.Address, guarded.GetProxy(new Uri("https://api.example.com/")));
    }
}
