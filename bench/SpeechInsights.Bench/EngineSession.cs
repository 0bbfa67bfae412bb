using System.Security;
using SpeechInsights.Auditing;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Bench;

/// <summary>A session of the engine with a simulator in another process.</summary>
internal static class EngineSession
{
    public static Task<InsightsSession> ConnectAsync(Uri address, string secret, SessionOptions options, ApiProfile profile = ApiProfile.Summary)
    {
        using SecureString secure = Secure(secret);
        return ConnectAsync(address, SessionCredential.FromClient("demo-client", secure), options, profile);
    }

    /// <summary>A session with a token that another client has too: the server counts the requests of both together.</summary>
    public static Task<InsightsSession> ConnectWithTokenAsync(Uri address, string token, SessionOptions options)
    {
        using SecureString secure = Secure(token);
        return ConnectAsync(address, SessionCredential.FromToken(secure), options, ApiProfile.Summary);
    }

    /// <summary>Removes what the session left in the temporary folder.</summary>
    public static void Forget(InsightsSession session)
    {
        session.Close();
        foreach (string file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(session.AuditPath) + "*"))
        {
            File.Delete(file);
        }
    }

    private static Task<InsightsSession> ConnectAsync(Uri address, SessionCredential credential, SessionOptions options, ApiProfile profile) =>
        SessionFactory.ConnectAsync(
            ConnectionTarget.Resolve(new ConnectionInput(BaseUri: address, Profile: profile)),
            credential,
            new AuditFile(Path.Combine(Path.GetTempPath(), $"speechinsights-bench-{Environment.ProcessId}.jsonl"), AuditHasher.Plain),
            options,
            RunContext.Silent(),
            CancellationToken.None);

    private static SecureString Secure(string text)
    {
        SecureString secure = new();
        foreach (char c in text)
        {
            secure.AppendChar(c);
        }

        return secure;
    }
}
