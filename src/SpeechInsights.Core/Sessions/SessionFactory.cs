using System.Globalization;
using System.Security;
using System.Security.Cryptography;
using SpeechInsights.Api;
using SpeechInsights.Api.Platform;
using SpeechInsights.Api.Summary;
using SpeechInsights.Auditing;
using SpeechInsights.Http;

namespace SpeechInsights.Sessions;

/// <summary>Makes a session and gets its first token.</summary>
internal static class SessionFactory
{
    /// <summary>Connects. The credential belongs to the session afterwards, and is disposed where connecting fails.</summary>
    /// <exception cref="InsightsException">AuthenticationFailed, AuditWriteFailed, what a login ended with, or what the network did; nothing is left open.</exception>
    public static async Task<InsightsSession> ConnectAsync(
        ConnectionTarget target, SessionCredential credential, AuditFile audit, SessionOptions options, RunContext run, CancellationToken cancellationToken)
    {
        InsightsSession session;
        PlatformLoginEndpoint? login;
        try
        {
            Check(options);
            login = CreateLogin(target, credential);
            session = Create(target, credential, login, audit, options);
        }
        catch
        {
            options.Proxy?.Dispose();
            credential.Dispose();
            throw;
        }

        AuditedRun? audited = null;
        try
        {
            audited = AuditedRun.Start(AuditSource.Of(session), "Connect-GenesysInsights", new AuditQuery(), changes: false, run);
            if (login is not null)
            {
                await login.LogInAsync(run, cancellationToken).ConfigureAwait(false);
            }

            session.Identity = await session.Api.AuthenticateAsync(run, cancellationToken).ConfigureAwait(false);
            audited.End(AuditStatus.Completed, 1);
            return session;
        }
        catch (Exception e)
        {
            audited?.End(e is OperationCanceledException ? AuditStatus.Cancelled : AuditStatus.Failed, 0, e is OperationCanceledException ? null : e);
            session.Close();
            throw;
        }
    }

    private static InsightsSession Create(ConnectionTarget target, SessionCredential credential, ITokenEndpoint? login, AuditFile audit, SessionOptions options)
    {
        HttpTransport transport = new(
            options.CreateHandler?.Invoke(target.BaseUri) ?? HttpTransport.CreateHandler(options.Proxy), options.MaximumResponseBytes, options.Trace, options.Time);

        // Before the token is read: what is left of it afterwards is only the header.
        RequestBudget budget = options.Budgets.Get(target.BaseUri.Authority, credential.ClientId ?? Digest(credential));
        budget.SetLimit(options.RequestsPerMinute);
        ITokenProvider tokens = credential.ClientId is { } clientId
            ? new ClientTokenProvider(login ?? CreateEndpoint(target, clientId, credential.Secret), transport, options)
            : new FixedTokenProvider(ReadToken(credential));
        RequestSender sender = new(target.BaseUri, transport, tokens, budget, options);
        ISpeechInsightsApi api = target.Profile == ApiProfile.Platform ? new PlatformApi(target.BaseUri, sender, tokens, options.Time) : new SummaryApi(sender, tokens);
        return new InsightsSession(target, credential.ClientId, api, audit, options);
    }

    private static PlatformLoginEndpoint? CreateLogin(ConnectionTarget target, SessionCredential credential) =>
        credential.Login is not { } login ? null
        : target.Profile == ApiProfile.Platform ? new PlatformLoginEndpoint(target.LoginUri, credential.ClientId!, login)
        : throw new InsightsException(
            InsightsError.NotSupportedByProfile, "The Summary profile has no login in a browser.", "Give -Region, or -ApiProfile Platform; or a client id and its secret.", "Interactive");

    private static ITokenEndpoint CreateEndpoint(ConnectionTarget target, string clientId, SecureString secret) => target.Profile == ApiProfile.Platform
        ? new PlatformTokenEndpoint(target.LoginUri, clientId, secret)
        : new SummaryTokenEndpoint(target.LoginUri, clientId, secret);

    private static AccessToken ReadToken(SessionCredential credential)
    {
        string token = SecretText.Use(credential.Secret, static bytes => System.Text.Encoding.UTF8.GetString(bytes.Span));
        credential.Dispose();
        return token.All(static c => c is > ' ' and <= '~')
            ? new AccessToken(token)
            : throw new InsightsException(InsightsError.AuthenticationFailed, "The access token holds a character that no token has.", "Copy it again, without line breaks.", "AccessToken");
    }

    private static string Digest(SessionCredential credential) =>
        SecretText.Use(credential.Secret, static bytes => Convert.ToHexString(SHA256.HashData(bytes.Span)));

    private static void Check(SessionOptions options)
    {
        Check(options.Timeout.TotalSeconds, 1, SessionOptions.MaximumTimeoutSeconds, "-TimeoutSec");
        Check(options.MaximumRetryCount, 0, SessionOptions.MaximumRetries, "-MaximumRetryCount");
        Check(options.ThrottleLimit, 1, SessionOptions.MaximumThrottleLimit, "-ThrottleLimit");
        Check(options.RequestsPerMinute, 0, SessionOptions.MaximumRequestsPerMinute, "-RequestsPerMinute");
    }

    private static void Check(double value, int minimum, int maximum, string parameter)
    {
        if (value < minimum || value > maximum)
        {
            throw new InsightsException(
                InsightsError.LimitOutOfRange,
                string.Create(CultureInfo.InvariantCulture, $"{parameter} {value} is not from {minimum} to {maximum}."),
                "Leave it out to take the default.",
                parameter.TrimStart('-'));
        }
    }
}
