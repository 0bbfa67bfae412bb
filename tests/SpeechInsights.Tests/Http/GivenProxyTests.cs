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
        Assert.Equal(("InvalidProxy", "Proxy"), (error.ErrorId, error.Target));
        Assert.StartsWith("-Proxy must be http or https", error.Message, StringComparison.Ordinal);
        Assert.Contains("-ProxyCredential", error.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain("password@", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://proxy.example.com:8080")]
    [InlineData("https://proxy.example.com")]
    public void Every_host_but_this_machine_is_asked_through_it(string address)
    {
        GivenProxy proxy = new(new Uri(address));
        Assert.Equal(new Uri(address), proxy.GetProxy(new Uri("https://api.example.com/")));
        Assert.False(proxy.IsBypassed(new Uri("https://api.example.com/")));
        proxy.Dispose();
    }

    [Fact]
    public void It_owns_its_copy_of_the_password_and_shows_it_to_nobody()
    {
        using System.Security.SecureString password = EngineHarness.Secure("a-password");
        GivenProxy proxy = new(new Uri("http://proxy.example.com:8080"), "user", password);
        password.Dispose();
        NetworkCredential? credential = proxy.GetCredential(proxy.Address, "Basic");
        Assert.Equal(("user", "a-password"), (credential!.UserName, credential.Password));
        Assert.Same(proxy, proxy.Credentials);
        Assert.Throws<NotSupportedException>(() => proxy.Credentials = null);
        Assert.Equal("http://proxy.example.com:8080/", proxy.ToString());
        proxy.Dispose();
        Assert.Throws<ObjectDisposedException>(() => proxy.GetCredential(proxy.Address, "Basic"));
    }

    [Fact]
    public void Without_a_password_it_gives_none_and_this_machine_is_not_asked_through_it()
    {
        GivenProxy proxy = new(new Uri("http://proxy.example.com:8080"));
        Assert.Null(proxy.Credentials);
        Assert.Null(proxy.GetCredential(proxy.Address, "Basic"));
        GuardedProxy guarded = new(proxy);
        Assert.Null(guarded.GetProxy(new Uri("http://127.0.0.1:1/")));
        Assert.Equal(proxy.Address, guarded.GetProxy(new Uri("https://api.example.com/")));
    }

    [Theory]
    [InlineData("http://user:password@proxy.example.com:8080/", "https://api.example.com/", "http://proxy.example.com:8080/")]
    [InlineData("http://proxy.example.com:8080/", "https://api.example.com/", "http://proxy.example.com:8080/")]
    [InlineData("http://proxy.example.com:8080/", "https://api.near.example.com/", null)]
    [InlineData("http://proxy.example.com:8080/", "http://localhost:5000/", null)]
    [InlineData("http://proxy.example.com:8080/", "http://[::1]:5000/", null)]
    public void One_that_the_system_names_is_given_without_its_password(string address, string destination, string? expected)
    {
        WebProxy named = new(new Uri(address)) { BypassList = [@"near\.example\.com"] };
        GuardedProxy guarded = new(named);
        Assert.Equal(expected, guarded.GetProxy(new Uri(destination))?.AbsoluteUri);
        Assert.Equal(expected is null, guarded.IsBypassed(new Uri(destination)));
    }

    [Fact]
    public void The_credentials_are_those_of_the_one_that_it_guards()
    {
        WebProxy named = new("http://proxy.example.com") { Credentials = new NetworkCredential("a", "b") };
        GuardedProxy guarded = new(named);
        Assert.Same(named.Credentials, guarded.Credentials);
        NetworkCredential other = new("c", "d");
        guarded.Credentials = other;
        Assert.Same(other, named.Credentials);
    }
}
