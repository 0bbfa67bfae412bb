using SpeechInsights.Auditing;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>What reads and checks the audit trail, which anybody may have written to.</summary>
internal static class AuditTargets
{
    private static readonly string[] s_lines =
    [
        """{"timestamp":"2026-11-02T09:00:00.000Z","sequence":1,"runId":"0b7e8c7e-3d1f-4a53-9a31-111111111111","sessionId":"0b7e8c7e-3d1f-4a53-9a31-222222222222","command":"Invoke-InsightQuery","queryParams":{"dateFrom":"2026-10-01T00:00:00.000Z","dateTo":"2026-10-02T00:00:00.000Z","modelId":"m-1","interactionCount":12,"topicCount":1,"minimumSentiment":0.5},"executionLatencyMs":1234.57,"requestCount":31,"retryCount":2,"resultCount":3000,"accuracyScore":0.4321,"status":"completed","error":null,"correlationIds":["3a2b-1","3a2b-2"],"user":"admin","host":"runbook-1","clientId":"c-1","apiHost":"api.mypurecloud.com","profile":"Platform","moduleVersion":"0.1.0","hashAlgorithm":"SHA-256","previousHash":"0000000000000000000000000000000000000000000000000000000000000000","hash":"5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"}""",
        """{"timestamp":"2026-11-02T09:00:01.000+02:00","sequence":2,"runId":null,"sessionId":null,"command":"AuditRepair","queryParams":{},"executionLatencyMs":null,"requestCount":0,"retryCount":0,"resultCount":null,"accuracyScore":null,"status":"repaired","error":"TornTail","correlationIds":[],"user":null,"previousHash":"5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef","hash":"5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"}""",
    ];

    public static IEnumerable<FuzzTarget> All
    {
        get
        {
            TrailFile plain = new(AuditHasher.Plain);
            TrailFile keyed = new(new AuditHasher("a key that is kept elsewhere"u8.ToArray()));
            TrailFile resealed = new(AuditHasher.Plain);
            return
            [
                FuzzTarget.Of("audit entry", s_lines, static input => AuditEntryReader.TryRead(input), Check, Refusal.None),
                FuzzTarget.Of("audit verifier", [plain.Text], input => Verify(plain, input, input), static _ => { }, Refusal.None),
                FuzzTarget.Of("audit verifier with a key", [keyed.Text], input => Verify(keyed, input, input), static _ => { }, Refusal.None),
                FuzzTarget.Of("audit verifier, hashes mended", [resealed.Text], input => Verify(resealed, resealed.Reseal(input), null), static _ => { }, Refusal.None),
            ];
        }
    }

    // Null, a refusal, where the trail is found to be broken.
    private static AuditReport? Verify(TrailFile trail, byte[] bytes, byte[]? original)
    {
        AuditReport report = trail.Verify(bytes);
        Assert.True(report.IsValid == (report.FirstBroken is null), "a reason without a line");
        Assert.True(report.FirstBroken is null || report.FirstBroken <= report.EntryCount + 1, "a line that is not there");
        Assert.True(report.LastHash.Length == 64 && report.LastSequence >= 0, "no end");
        if (original is not null)
        {
            Assert.True(report.IsValid == trail.IsUntouched(original), report.IsValid ? "damage is not found" : $"found {report.Reason} where nothing was done");
        }

        return report.IsValid ? report : null;
    }

    private static void Check(AuditEntry entry)
    {
        Sane.Utc(entry.Timestamp, "timestamp");
        Sane.Utc(entry.DateFrom, "dateFrom");
        Sane.Utc(entry.DateTo, "dateTo");
        Assert.True(Enum.IsDefined(entry.Status), "status is none");
        Assert.NotNull(entry.Command);
        Assert.NotNull(entry.CorrelationId);
        Sane.Figure(entry.ExecutionLatencyMs, "executionLatencyMs");
        Sane.Figure(entry.AccuracyScore, "accuracyScore");
        foreach (string? text in new[] { entry.Command, entry.Error, entry.ModelId, entry.User, entry.Host, entry.ClientId, entry.ApiHost, entry.PreviousHash, entry.Hash })
        {
            Sane.Label(text, "a text");
        }

        Assert.All(entry.CorrelationId, static id => Sane.Label(id ?? "\0", "correlationIds"));
        Assert.Equal(64, entry.Hash.Length);
    }
}
