using System.Security;
using SpeechInsights.Auditing;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Bench;

/// <summary>A session of the engine with a simulator in another process.</summary>
internal static class EngineSession
{
    public static async Task<InsightsSession> ConnectAsync(Uri address, string secret, SessionOptions options)
    {
        using SecureString secure = new();
        foreach (char c in secret)
        {
            secure.AppendChar(c);
        }

        return await SessionFactory.ConnectAsync(
            ConnectionTarget.Resolve(new ConnectionInput(BaseUri: address)),
            SessionCredential.FromClient("demo-client", secure),
            new AuditFile(Path.Combine(Path.GetTempPath(), $"speechinsights-bench-{Environment.ProcessId}.jsonl"), AuditHasher.Plain),
            options,
            RunContext.Silent(),
            CancellationToken.None).ConfigureAwait(false);
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
}
