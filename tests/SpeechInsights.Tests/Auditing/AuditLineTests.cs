using System.Net;
using System.Text;
using SpeechInsights.Auditing;
using SpeechInsights.Tests.Files;
using Xunit;

namespace SpeechInsights.Tests.Auditing;

/// <summary>The line of a record, byte by byte: others read the trail too, and old lines stay.</summary>
public sealed class AuditLineTests
{
    private static readonly AuditRecord s_record = new()
    {
        Timestamp = new DateTimeOffset(2026, 10, 1, 14, 30, 15, 250, TimeSpan.FromHours(2)),
        RunId = new Guid("0f6a3f0e-9f0b-4c53-9d0a-6a1d8b7e52c4"),
        SessionId = new Guid("1f6a3f0e-9f0b-4c53-9d0a-6a1d8b7e52c4"),
        Command = "Invoke-InsightQuery",
        Query = new AuditQuery
        {
            DateFrom = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.FromHours(2)), DateTo = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), ModelId = "model", InteractionCount = 3, TopicCount = 2,
            MinimumSentiment = -0.5, ResumedRows = 4, DeliveredCount = 5, WaitingCount = 6, DeadCount = 7, Target = "target",
        },
        ExecutionLatencyMs = 1234.567,
        RequestCount = 8,
        RetryCount = 1,
        ResultCount = 9,
        AccuracyScore = 0.123456,
        Status = AuditStatus.Failed,
        Error = "ConnectionFailed",
        CorrelationIds = ["first", "second"],
        ClientId = "client",
        ApiHost = "api.example.com",
        Profile = ApiProfile.Summary,
    };

    private static readonly string s_previous = new('a', 64);

    [Fact]
    public void It_has_these_properties_in_this_order()
    {
        (ReadOnlyMemory<byte> bytes, string hash) = AuditLine.Create(s_record, 42, s_previous, AuditHasher.Plain);
        string expected = """
            {"timestamp":"2026-10-01T12:30:15.250Z","sequence":42,"runId":"0f6a3f0e-9f0b-4c53-9d0a-6a1d8b7e52c4","sessionId":"1f6a3f0e-9f0b-4c53-9d0a-6a1d8b7e52c4",
            "command":"Invoke-InsightQuery","queryParams":{"dateFrom":"2026-08-31T22:00:00.000Z","dateTo":"2026-10-01T00:00:00.000Z","modelId":"model","interactionCount":3,
            "topicCount":2,"minimumSentiment":-0.5,"resumedRows":4,"deliveredCount":5,"waitingCount":6,"deadCount":7,"target":"target"},"executionLatencyMs":1234.57,
            "requestCount":8,"retryCount":1,"resultCount":9,"accuracyScore":0.1235,"status":"failed","error":"ConnectionFailed","correlationIds":["first","second"],
            "user":"USER","host":"HOST","clientId":"client","apiHost":"api.example.com","profile":"Summary","moduleVersion":"VERSION","hashAlgorithm":"SHA-256",
            "previousHash":"PREVIOUS","hash":"HASH"}
            """.ReplaceLineEndings("").Replace("USER", Environment.UserName, StringComparison.Ordinal).Replace("HOST", Environment.MachineName, StringComparison.Ordinal)
            .Replace("VERSION", AuditLine.ModuleVersion, StringComparison.Ordinal).Replace("PREVIOUS", s_previous, StringComparison.Ordinal).Replace("HASH", hash, StringComparison.Ordinal);
        Assert.Equal(expected + "\n", Encoding.UTF8.GetString(bytes.Span));
    }

    [Fact]
    public void What_is_not_known_is_null_or_not_there()
    {
        AuditRecord bare = new()
        {
            Timestamp = s_record.Timestamp, RunId = s_record.RunId, SessionId = s_record.SessionId, Command = "Get-SpeechModel", Query = new AuditQuery(), Status = AuditStatus.Started, CorrelationIds = [],
            ApiHost = "h", Profile = ApiProfile.Platform,
        };
        (ReadOnlyMemory<byte> bytes, string hash) = AuditLine.Create(bare, 1, AuditHasher.Genesis, AuditHasher.Plain);
        string line = Encoding.UTF8.GetString(bytes.Span);
        Assert.Contains(
            "\"queryParams\":{},\"executionLatencyMs\":null,\"requestCount\":0,\"retryCount\":0,\"resultCount\":null,\"accuracyScore\":null,"
            + "\"status\":\"started\",\"error\":null,\"correlationIds\":[],",
            line,
            StringComparison.Ordinal);
        AuditEntry entry = AuditEntryReader.TryRead(bytes.Span[..^1])!;
        Assert.Equal(
            ((long?)null, (double?)null, (double?)null, (long?)null, (string?)null, (DateTimeOffset?)null),
            (entry.ResultCount, entry.ExecutionLatencyMs, entry.AccuracyScore, entry.InteractionCount, entry.ModelId, entry.DateFrom));
        Assert.Equal((AuditStatus.Started, hash), (entry.Status, entry.Hash));
        Assert.Equal(AuditStatus.Interrupted, AuditEntryReader.TryRead(bytes.Span[..^1], new HashSet<Guid> { bare.RunId!.Value })!.Status);
        Assert.Equal(AuditStatus.Started, AuditEntryReader.TryRead(bytes.Span[..^1], new HashSet<Guid> { Guid.NewGuid() })!.Status);
    }

    [Theory]
    [InlineData('A')]
    [InlineData('g')]
    [InlineData('`')]
    [InlineData('/')]
    [InlineData(':')]
    public void A_hash_with_one_other_character_is_none(char other)
    {
        byte[] line = AuditLine.Create(s_record, 42, s_previous, AuditHasher.Plain).Bytes.ToArray()[..^1];
        Assert.True(AuditLine.TrySplit(line, out _, out _));
        line[^10] = (byte)other;
        Assert.False(AuditLine.TrySplit(line, out _, out _));
        Assert.False(AuditLine.TrySplit(line.AsSpan()[..^1], out _, out string none));
        Assert.Empty(none);
    }

    [Theory]
    [InlineData(AuditStatus.Repaired, AuditRepair.Command, "TornTail,HeadMissing", "TornTail HeadMissing")]
    [InlineData(AuditStatus.Repaired, AuditRepair.Command, null, "")]
    [InlineData(AuditStatus.Failed, AuditRepair.Command, "TornTail", "")]
    [InlineData(AuditStatus.Repaired, "Get-SpeechModel", "TornTail", "")]
    public void Reasons_are_those_of_a_repair_alone(AuditStatus status, string command, string? error, string expected)
    {
        (ReadOnlyMemory<byte> bytes, _) = AuditLine.Create(s_record with { Status = status, Command = command, Error = error }, 1, s_previous, AuditHasher.Plain);
        string[] reasons = AuditRepair.ReasonsOf(AuditEntryReader.TryRead(bytes.Span[..^1])!);
        Assert.Equal(expected, string.Join(' ', reasons));
        Assert.Equal(expected.Contains("Head", StringComparison.Ordinal), AuditRepair.LostHead(reasons));
    }

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        (ReadOnlyMemory<byte> bytes, string hash) = AuditLine.Create(s_record, 42, s_previous, AuditHasher.Plain);
        AuditEntry entry = AuditEntryReader.TryRead(bytes.Span[..^1])!;
        Assert.Equal(
            (s_record.Timestamp, 42L, s_record.RunId, s_record.SessionId, s_record.Command, s_record.Status, s_record.Error),
            (entry.Timestamp, entry.Sequence, entry.RunId, entry.SessionId, entry.Command, entry.Status, entry.Error));
        Assert.Equal((s_record.Query!.DateFrom, s_record.Query.DateTo, "model", 3L), (entry.DateFrom, entry.DateTo, entry.ModelId, entry.InteractionCount));
        Assert.Equal((1234.57, 8L, 1L, 9L, 0.1235), (entry.ExecutionLatencyMs, entry.RequestCount, entry.RetryCount, entry.ResultCount, entry.AccuracyScore));
        Assert.Equal(s_record.CorrelationIds, entry.CorrelationId);
        Assert.Equal((Environment.UserName, Environment.MachineName, "client", "api.example.com"), (entry.User, entry.Host, entry.ClientId, entry.ApiHost));
        Assert.Equal((s_previous, hash), (entry.PreviousHash, entry.Hash));
        Assert.Equal("42 2026-10-01 12:30:15Z Invoke-InsightQuery Failed", entry.ToString());
    }

    [Fact]
    public void A_key_makes_another_hash_and_an_empty_one_is_refused()
    {
        AuditHasher plain = AuditHasher.FromKey(null);
        AuditHasher keyed = AuditHasher.FromKey(new NetworkCredential("", "key").SecurePassword);
        Assert.Equal(("SHA-256", false, "HMAC-SHA-256", true), (plain.Algorithm, plain.IsKeyed, keyed.Algorithm, keyed.IsKeyed));
        // The second is of RFC 2104, as openssl dgst -hmac computes it.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", plain.Compute("abc"u8));
        Assert.Equal("9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab", keyed.Compute("abc"u8));
        Assert.Equal(InsightsError.EmptyIdentifier, Assert.Throws<InsightsException>(static () => AuditHasher.FromKey(new NetworkCredential("", "").SecurePassword)).Error);
    }

    [Fact]
    public void A_report_tells_in_a_line_what_was_found()
    {
        using TempFolder folder = new();
        string path = folder.File("audit.jsonl");
        File.WriteAllText(path, "");
        AuditReport empty = Verify(path);
        Assert.Equal((true, "0 entries, valid"), (empty.IsValid, empty.ToString()));
        File.WriteAllText(path, "no line of a trail\n");
        Assert.Equal("line 1: LineUnreadable", Verify(path).ToString());
        File.WriteAllBytes(path, AuditLine.Create(s_record, 1, AuditHasher.Genesis, AuditHasher.Plain).Bytes.ToArray());
        Assert.Equal("HeadMissing", Verify(path).Reason);
    }

    private static AuditReport Verify(string path) => AuditVerifier.Verify(path, AuditHasher.Plain, null, null, CancellationToken.None);
}
