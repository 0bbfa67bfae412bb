using System.Globalization;
using Spectre.Console;

namespace SpeechInsights.Simulator.Demo;

/// <summary>Prints the demo's objects as tables.</summary>
internal static class DemoTables
{
    /// <summary>A pipe has no width, and ids that are broken over lines can't be read.</summary>
    public static void Widen()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 140;
        }
    }

    public static void Step(string text)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated($"[cyan]{text}[/]");
    }

    public static void Say(string text) => AnsiConsole.WriteLine(text);

    public static void Show(InsightsSession session) => Write(
        ["Client", "Address", "Profile", "Throttle", "Requests a minute"],
        [[session.ClientId, session.BaseUri.AbsoluteUri, session.Profile.ToString(), Text(session.ThrottleLimit), Text(session.RequestsPerMinute)]]);

    public static void Show(SpeechModelReport report) => Write(
        ["Check", "Passed", "Severity", "Detail"],
        report.Checks.Select(check => (string?[])[check.Name, check.Passed?.ToString(), check.Severity.ToString(), check.Detail]));

    public static void Show(List<ScoredInsight> rows, int most)
    {
        Write(
            ["Interaction", "Time (UTC)", "Mentions", "Sentiment", "CSAT"],
            rows.Take(most).Select(row => (string?[])
            [
                row.InteractionId,
                row.Timestamp?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Text(row.SpeechAnalytics?.Count),
                Text(row.SentimentAverage),
                Text(row.Csat),
            ]));
        Say($"{rows.Count} rows in all");
    }

    public static void Show(InsightAccuracy accuracy) => Write(
        ["Rows", "Rated", "Agreement", "95 %", "Baseline", "Kappa", "Pearson", "Spearman", "AUC"],
        [[
            Text(accuracy.Total), Text(accuracy.Rated), Percent(accuracy.AgreementRate), $"{Percent(accuracy.AgreementLow)} .. {Percent(accuracy.AgreementHigh)}",
            Percent(accuracy.MajorityBaseline), Text(accuracy.CohensKappa), Text(accuracy.PearsonR), Text(accuracy.SpearmanRho), Text(accuracy.Auc),
        ]]);

    public static void Show(CoachingWebhook webhook) => Write(
        ["Webhook", "Address", "Events"],
        [[webhook.Name, webhook.Uri?.AbsoluteUri, string.Join(", ", webhook.Event)]]);

    public static void Show(IEnumerable<AuditEntry> entries) => Write(
        ["#", "Command", "Status", "Rows", "Requests", "User", "Hash"],
        entries.Select(entry => (string?[])
        [
            Text(entry.Sequence), entry.Command, entry.Status.ToString(), Text(entry.ResultCount), Text(entry.RequestCount), entry.User, entry.Hash[..12] + "…",
        ]));

    private static void Write(string[] columns, IEnumerable<string?[]> rows)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns(columns);
        foreach (string?[] row in rows)
        {
            table.AddRow(Array.ConvertAll(row, static cell => Markup.Escape(cell ?? "")));
        }

        AnsiConsole.Write(table);
    }

    private static string? Text(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture);

    private static string? Percent(double? share) => share?.ToString("0.0 %", CultureInfo.InvariantCulture);
}
