using System.Security;
using SpeechInsights.Connections;
using SpeechInsights.Sessions;
using SpeechInsights.Tests.Engine;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

public sealed class SessionCredentialTests
{
    [Fact]
    public void A_client_has_a_copy_of_its_secret_that_goes_with_it()
    {
        SecureString given = EngineHarness.Secure("a secret");
        SessionCredential credential = SessionCredential.FromClient("client-1", given);
        given.Dispose();
        Assert.Equal(("client-1", "a secret", null), (credential.ClientId, Read(credential.Secret), credential.Login));
        Assert.True(credential.Secret.IsReadOnly());
        credential.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Read(credential.Secret));
    }

    [Fact]
    public void A_token_has_no_client()
    {
        SecureString given = EngineHarness.Secure("a-token");
        SessionCredential credential = SessionCredential.FromToken(given);
        given.Dispose();
        Assert.Equal((null, "a-token"), (credential.ClientId, Read(credential.Secret)));
    }

    [Fact]
    public void A_login_has_a_client_and_no_secret()
    {
        InteractiveLogin login = new(InteractiveLogin.DefaultRedirectUri, TimeSpan.FromMinutes(1), static _ => { }, TimeProvider.System);
        SessionCredential credential = SessionCredential.FromLogin("client-1", login);
        Assert.Equal(("client-1", "", login), (credential.ClientId, Read(credential.Secret), credential.Login));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_client_without_an_id_is_none(string? id)
    {
        InsightsException error = Assert.Throws<InsightsException>(() => SessionCredential.FromClient(id, EngineHarness.Secure("s")));
        Assert.Equal(("EmptyIdentifier", "client id"), (error.ErrorId, error.Target));
        Assert.Contains("client id is empty", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client 1")]
    [InlineData("client\u00e9")]
    [InlineData("client\u007f")]
    [InlineData("\nclient")]
    public void An_id_of_characters_that_no_id_has_is_refused(string id)
    {
        InsightsException error = Assert.Throws<InsightsException>(() => SessionCredential.FromClient(id, EngineHarness.Secure("s")));
        Assert.Equal(("EmptyIdentifier", "ClientId"), (error.ErrorId, error.Target));
        Assert.Contains("character", error.Message, StringComparison.Ordinal);
        Assert.Contains("OAuth client", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_may_hold_whatever_is_printed() => Assert.Equal("!a~", SessionCredential.FromClient("!a~", EngineHarness.Secure("s")).ClientId);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_empty_secret_is_told_by_what_it_should_have_been(bool isEmpty)
    {
        SecureString? nothing = isEmpty ? new SecureString() : null;
        InsightsException secret = Assert.Throws<InsightsException>(() => SessionCredential.FromClient("client-1", nothing));
        Assert.Equal(("EmptyIdentifier", "client secret", "The client secret is empty."), (secret.ErrorId, secret.Target, secret.Message));
        InsightsException token = Assert.Throws<InsightsException>(() => SessionCredential.FromToken(nothing));
        Assert.Equal(("EmptyIdentifier", "access token", "The access token is empty."), (token.ErrorId, token.Target, token.Message));
    }

    internal static string Read(SecureString secret) => SecretText.Use(secret, static bytes => System.Text.Encoding.UTF8.GetString(bytes.Span));
}
