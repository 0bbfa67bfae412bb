using SpeechInsights.Sessions;
using SpeechInsights.Tests.Faults.Stopping;
using Xunit;

namespace SpeechInsights.Tests.Sessions;

/// <summary>What is read from the environment, which all of the process shares.</summary>
[Collection(AloneCollection.Name)]
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] s_names =
    [
        "GENESYS_CLIENT_ID", "GENESYS_CLIENT_SECRET", "GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_OAUTHCLIENT_SECRET", "GENESYSCLOUD_ACCESS_TOKEN", "GENESYSCLOUD_REGION",
    ];

    private readonly string?[] _before = [.. s_names.Select(Environment.GetEnvironmentVariable)];

    public EnvironmentTests() => Array.ForEach(s_names, static name => Environment.SetEnvironmentVariable(name, null));

    public void Dispose()
    {
        for (int i = 0; i < s_names.Length; i++)
        {
            Environment.SetEnvironmentVariable(s_names[i], _before[i]);
        }
    }

    [Theory]
    [InlineData("GENESYS_CLIENT_ID=c-1 GENESYS_CLIENT_SECRET=s-1", "c-1", "s-1")]
    [InlineData("GENESYSCLOUD_OAUTHCLIENT_ID=c-2 GENESYSCLOUD_OAUTHCLIENT_SECRET=s-2", "c-2", "s-2")]
    [InlineData("GENESYS_CLIENT_ID=c-1 GENESYS_CLIENT_SECRET=s-1 GENESYSCLOUD_OAUTHCLIENT_ID=c-2 GENESYSCLOUD_OAUTHCLIENT_SECRET=s-2", "c-1", "s-1")]
    [InlineData("GENESYS_CLIENT_ID=c-1 GENESYSCLOUD_OAUTHCLIENT_ID=c-2 GENESYSCLOUD_OAUTHCLIENT_SECRET=s-2", "c-2", "s-2")]
    [InlineData("GENESYS_CLIENT_SECRET=s-1 GENESYSCLOUD_OAUTHCLIENT_ID=c-2 GENESYSCLOUD_OAUTHCLIENT_SECRET=s-2", "c-2", "s-2")]
    [InlineData("GENESYSCLOUD_OAUTHCLIENT_ID=c-2 GENESYSCLOUD_OAUTHCLIENT_SECRET=s-2 GENESYSCLOUD_ACCESS_TOKEN=t", "c-2", "s-2")]
    [InlineData("GENESYS_CLIENT_ID=c-1 GENESYSCLOUD_ACCESS_TOKEN=t", null, "t")]
    [InlineData("GENESYSCLOUD_ACCESS_TOKEN=t", null, "t")]
    public void The_first_whole_pair_counts_and_then_the_token(string variables, string? id, string secret)
    {
        Set(variables);
        using SessionCredential credential = SessionCredential.FromEnvironment();
        Assert.Equal((id, secret), (credential.ClientId, SessionCredentialTests.Read(credential.Secret)));
    }

    [Theory]
    [InlineData("GENESYS_CLIENT_ID=c-1")]
    [InlineData("GENESYS_CLIENT_SECRET=s-1")]
    [InlineData("GENESYS_CLIENT_ID=c-1 GENESYSCLOUD_OAUTHCLIENT_SECRET=s-2")]
    [InlineData("")]
    public void Without_a_whole_pair_it_is_said_what_to_set(string variables)
    {
        Set(variables);
        InsightsException error = Assert.Throws<InsightsException>(SessionCredential.FromEnvironment);
        Assert.Equal(("MissingCredentials", "GENESYS_CLIENT_ID"), (error.ErrorId, error.Target));
        Assert.Contains("environment", error.Message, StringComparison.Ordinal);
        Assert.All(["GENESYS_CLIENT_ID", "GENESYS_CLIENT_SECRET", "-Credential", "-AccessToken"], name => Assert.Contains(name, error.Hint, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("eu-central-1", null, "eu-central-1")]
    [InlineData("eu-central-1", "eu-west-2", "eu-west-2")]
    [InlineData("  ", null, "us-east-1")]
    [InlineData(null, null, "us-east-1")]
    public void A_region_that_is_not_given_is_the_environments_or_the_first(string? variable, string? given, string expected)
    {
        Environment.SetEnvironmentVariable("GENESYSCLOUD_REGION", variable);
        Assert.Equal(expected, ConnectionTarget.Resolve(new ConnectionInput(Region: given)).Region);
    }

    private static void Set(string variables)
    {
        foreach (string[] pair in variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=')))
        {
            Environment.SetEnvironmentVariable(pair[0], pair[1]);
        }
    }
}
