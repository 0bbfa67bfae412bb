using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Text.Json;
using SpeechInsights.Auditing;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Sessions;
using SpeechInsights.Simulator.World;
using SpeechInsights.Tests.Coaching.Deliveries;
using SpeechInsights.Tests.Datasets;
using SpeechInsights.Tests.Engine;

namespace SpeechInsights.Tests.Processes;

/// <summary>What a test has done in a process of its own, which it can kill or give another environment.</summary>
internal static class OtherProcess
{
    public const string Mark = "as-other-process";

    /// <summary>Writes a run to a trail as soon as a line is given, and so many more after another line.</summary>
    public const string Append = "append";

    /// <summary>Begins a run and kills itself at a step of the append.</summary>
    public const string Die = "die";

    /// <summary>Writes runs until no more can be written, and tells how many were.</summary>
    public const string Fill = "fill";

    /// <summary>Connects, reads all rows and tells of them, or of the error.</summary>
    public const string Query = "query";

    /// <summary>Writes so many candidates to a spool and sends them.</summary>
    public const string Deliver = "deliver";

    /// <summary>Updates a dataset, and kills itself at a step.</summary>
    public const string Dataset = "dataset";

    /// <summary>Stands in for a step: half the line is written.</summary>
    public const string HalfLine = "HalfLine";

    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case [Append, string path, string count]:
                AuditFile trail = new(path, AuditHasher.Plain);
                Guid session = Guid.NewGuid();
                Console.WriteLine("ready");
                _ = Console.ReadLine();
                AppendRuns(trail, session, 1);
                Console.WriteLine("begun");
                _ = Console.ReadLine();
                AppendRuns(trail, session, int.Parse(count, CultureInfo.InvariantCulture));
                return 0;
            case [Die, string path, string step]:
                new AuditFile(path, AuditHasher.Plain) { OnStep = reached => DieAt(path, reached, step) }.Append(Started(Guid.NewGuid()));
                return 0;
            case [Fill, string path]:
                Console.WriteLine(FillUp(new AuditFile(path, AuditHasher.Plain)));
                return 0;
            case [Query, string baseUri, string loginUri, string audit]:
                Console.WriteLine(JsonSerializer.Serialize(await QueryAsync(new Uri(baseUri), new Uri(loginUri), audit)));
                return 0;
            case [Dataset, string root, string baseUri, string from, string to, string step]:
                return await DatasetJob.RunAloneAsync(root, baseUri, DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), DateTimeOffset.Parse(to, CultureInfo.InvariantCulture), step);
            case [Deliver, string spool, string uri, string secret, string count]:
                Console.WriteLine("ready");
                try
                {
                    await DeliveryJob.RunAsync(spool, new Uri(uri), secret, int.Parse(count, CultureInfo.InvariantCulture));
                    return 0;
                }
                catch (InsightsException e)
                {
                    Console.WriteLine(e.ErrorId);
                    return 1;
                }
            default:
                return 2;
        }
    }

    public static AuditRecord Started(Guid run) => new()
    {
        Timestamp = DateTimeOffset.UtcNow,
        RunId = run,
        SessionId = Guid.NewGuid(),
        Command = "Other",
        Status = AuditStatus.Started,
    };

    private static void AppendRuns(AuditFile file, Guid session, int count)
    {
        for (int i = 0; i < count; i++)
        {
            AuditRecord start = Started(Guid.NewGuid()) with { SessionId = session };
            file.Append(start);
            file.Append(start with { Status = AuditStatus.Completed, ResultCount = i });
        }
    }

    private static int FillUp(AuditFile file)
    {
        int count = 0;
        try
        {
            while (count < 10_000)
            {
                file.Append(Started(Guid.NewGuid()));
                count++;
            }
        }
        catch (InsightsException e) when (e.Error == InsightsError.AuditWriteFailed)
        {
            // Once more, as the next command would.
            try
            {
                file.Append(Started(Guid.NewGuid()));
            }
            catch (InsightsException again) when (again.Error == InsightsError.AuditWriteFailed)
            {
                return count;
            }
        }

        return -1;
    }

    private static void DieAt(string path, AuditStep reached, string step)
    {
        if (step == HalfLine && reached == AuditStep.Locked)
        {
            byte[] line = AuditLine.Create(Started(Guid.NewGuid()), 3, new string('0', 64), AuditHasher.Plain).Bytes.ToArray();
            using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.Write(line.AsSpan(0, line.Length / 2));
            file.Flush();
        }
        else if (reached.ToString() != step)
        {
            return;
        }

        Console.WriteLine(step);
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    private static GivenProxy? ReadProxy() => Environment.GetEnvironmentVariable("TEST_PROXY") is not { Length: > 0 } address ? null
        : new GivenProxy(new Uri(address), "user", EngineHarness.Secure(Environment.GetEnvironmentVariable("TEST_PROXY_PASSWORD")!));

    // With the handler that the module itself has, and one attempt.
    private static async Task<QueryReport> QueryAsync(Uri baseUri, Uri loginUri, string audit)
    {
        try
        {
            InsightsSession session = await SessionFactory.ConnectAsync(
                ConnectionTarget.Resolve(new ConnectionInput(BaseUri: baseUri, LoginUri: loginUri)),
                SessionCredential.FromClient(Environment.GetEnvironmentVariable("TEST_CLIENT")!, EngineHarness.Secure(Environment.GetEnvironmentVariable("TEST_SECRET")!)),
                new AuditFile(audit, AuditHasher.Plain),
                new SessionOptions { RequestsPerMinute = 0, MaximumRetryCount = 0, Proxy = ReadProxy() },
                RunContext.Silent(),
                CancellationToken.None);
            InsightQuery query = new(
                new InsightQueryInput
                {
                    ModelId = ModelCatalog.DeployedId,
                    StartTime = DateTimeOffset.Parse(Environment.GetEnvironmentVariable("TEST_FROM")!, CultureInfo.InvariantCulture),
                    EndTime = DateTimeOffset.Parse(Environment.GetEnvironmentVariable("TEST_TO")!, CultureInfo.InvariantCulture),
                },
                ApiProfile.Summary);
            List<string> rows = [];
            await foreach (IReadOnlyList<SpeechInsight> batch in session.Api.QueryAsync(query, null, RunContext.Silent(), CancellationToken.None))
            {
                rows.AddRange(batch.Select(static row => $"{row.InteractionId} {row.AgentId}"));
            }

            return new QueryReport([.. rows], null, null, null);
        }
        catch (InsightsException e)
        {
            return new QueryReport([], e.ErrorId, e.Hint, e.ToString());
        }
    }
}
