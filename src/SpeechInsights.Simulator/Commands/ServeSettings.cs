using System.Globalization;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Simulator.Summary;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Commands;

/// <summary>What the command line of serve says.</summary>
internal sealed class ServeSettings
{
    public SimulatorOptions Options { get; private set; } = new();

    public bool WantsJson { get; private set; }

    public bool WantsHelp { get; private set; }

    public bool ExitWithStdin { get; private set; }

    public TimeSpan MaxLifetime { get; private set; } = TimeSpan.FromHours(8);

    public OptionTable Table()
    {
        OptionTable table = new();
        table.Number("--port", "port on 127.0.0.1; 0 takes a free one", 0, 65_535, n => Options = Options with { Port = n });
        table.Number("--interactions", "how many conversations; 5000", 0, SyntheticWorld.MaxInteractions,
            n => Options = Options with { Interactions = n });
        table.Number("--seed", "other data; 7", int.MinValue, int.MaxValue, n => Options = Options with { Seed = n });
        table.Text("--until", "<date>", "the data end at the last UTC midnight before; 2026-11-01",
            text => Options = Options with { Until = ReadDate(text) });
        table.Text("--client-secret", "<text>", "secret of demo-client; made at the start", text => Options = Options with { ClientSecret = text });
        table.Duration("--token-lifetime", "1d", time => Options = Options with { TokenLifetime = time });
        table.Text("--deny-scope", "<scope>", "answer 403 for it; may be repeated", Deny);
        table.Text("--profile", "<name>", "summary or platform alone; both", text => Options = Options with { Profile = ReadProfile(text) });
        table.Text("--deny-permission", "<name>", "answer 403 for it on Platform; may be repeated", DenyPermission);
        table.Text("--job-ending", "<state>", "fulfilled, failed, cancelled or expired; fulfilled", text => Options = Options with { JobEnding = ReadEnding(text) });
        table.Number("--job-looks", "how often an asynchronous query is found unfinished; 2", 0, 1_000, n => Options = Options with { JobLooks = n });
        table.Flag("--no-webhook-list", "405 to listing and deleting webhooks", () => Options = Options with { WebhookList = false });
        table.Flag("--unique-webhook-names", "409 to a second webhook of one name", () => Options = Options with { UniqueWebhookNames = true });
        table.Flag("--no-group-by", "leave groupBy out of insight rows", () => Options = Options with { IncludeGroupBy = false });
        table.Number("--rate-limit", "requests per window and token; no limit", 0, int.MaxValue, n => Options = Options with { RateLimit = n });
        table.Duration("--rate-window", "60s", time => Options = Options with { RateWindow = time });
        table.Flag("--rate-headers", "send inin-ratelimit-*", () => Options = Options with { RateHeaders = true });
        table.Duration("--latency", "hold each API answer back; 0s", time => Options = Options with { Latency = time });
        table.Duration("--max-lifetime", "end after; 8h", time => MaxLifetime = time);
        table.Flag("--exit-with-stdin", "end when standard input closes", () => ExitWithStdin = true);
        table.Flag("--json", "print one line of JSON in place of lines to paste", () => WantsJson = true);
        table.Flag("--help", "this text", () => WantsHelp = true);
        return table;
    }

    private static DateTimeOffset ReadDate(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            && date.Year is > 1970 and < 9999
            ? date
            : throw new FormatException($"--until takes a date such as 2026-11-01, not '{text}'.");

    private static ServedProfile ReadProfile(string text) => text switch
    {
        "summary" => ServedProfile.Summary,
        "platform" => ServedProfile.Platform,
        "both" => ServedProfile.Both,
        _ => throw new FormatException($"--profile takes summary, platform or both, not '{text}'."),
    };

    private static JobState ReadEnding(string text) => text switch
    {
        "fulfilled" => JobState.Fulfilled,
        "failed" => JobState.Failed,
        "cancelled" => JobState.Cancelled,
        "expired" => JobState.Expired,
        _ => throw new FormatException($"--job-ending takes fulfilled, failed, cancelled or expired, not '{text}'."),
    };

    private void DenyPermission(string permission)
    {
        if (!Permission.All.Contains(permission))
        {
            throw new FormatException($"--deny-permission takes one of {string.Join(", ", Permission.All)}, not '{permission}'.");
        }

        Options = Options with { DeniedPermissions = [.. Options.DeniedPermissions, permission] };
    }

    private void Deny(string scope)
    {
        if (!Scopes.All.Contains(scope))
        {
            throw new FormatException($"--deny-scope takes one of {string.Join(", ", Scopes.All)}, not '{scope}'.");
        }

        Options = Options with { DeniedScopes = [.. Options.DeniedScopes, scope] };
    }
}
