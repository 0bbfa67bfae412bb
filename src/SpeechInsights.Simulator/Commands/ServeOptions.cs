using System.CommandLine;
using System.Globalization;
using SpeechInsights.Simulator.Platform;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Commands;

/// <summary>The options of serve, and what they make of <see cref="SimulatorOptions"/>.</summary>
internal sealed class ServeOptions
{
    private static readonly SimulatorOptions s_default = new();

    private readonly Option<int> _port = Number("--port", "port on 127.0.0.1; 0 takes a free one", 0, 65_535, s_default.Port);
    private readonly Option<int> _interactions = Number("--interactions", "how many conversations", 0, SyntheticWorld.MaxInteractions, s_default.Interactions);
    private readonly Option<int> _seed = Number("--seed", "other data", int.MinValue, int.MaxValue, s_default.Seed);
    private readonly Option<int> _days = Number("--days", "how many days have data", 1, SyntheticWorld.MaxDays, s_default.Days);
    private readonly Option<DateTimeOffset> _until = Parsed("--until", "the data end at the last UTC midnight before", s_default.Until, ReadDate);
    private readonly Option<string?> _clientSecret = new("--client-secret") { Description = "secret of demo-client; made at the start" };
    private readonly Option<string[]> _denyPermission = Names("--deny-permission", "answer 403 for it on Platform; may be repeated", Permission.All);
    private readonly Option<ServedProfile> _profile = Choice("--profile", "the contract that is served", s_default.Profile, "summary", "platform", "both");
    private readonly Option<int> _jobLooks = Number("--job-looks", "how often an asynchronous query is found unfinished", 0, 1_000, s_default.JobLooks);
    private readonly Option<string[]> _loginRedirect = new("--login-redirect") { Description = "where a login may lead back to; may be repeated", HelpName = "address" };
    private readonly Option<bool> _refuseLogins = Flag("--refuse-logins", "whoever logs in says no");
    private readonly Option<int> _rateLimit = Number("--rate-limit", "requests per window and token; 0 is no limit", 0, int.MaxValue, s_default.RateLimit);
    private readonly Option<TimeSpan> _rateWindow = Parsed("--rate-window", "the window of --rate-limit", s_default.RateWindow, ReadDuration);
    private readonly Option<bool> _rateHeaders = Flag("--rate-headers", "send inin-ratelimit-*");
    private readonly Option<TimeSpan> _latency = Parsed("--latency", "hold each API answer back", s_default.Latency, ReadDuration);

    public Option<TimeSpan> MaxLifetime { get; } = Parsed("--max-lifetime", "end after", TimeSpan.FromHours(8), ReadDuration);

    public Option<bool> ExitWithStdin { get; } = Flag("--exit-with-stdin", "end when standard input closes");

    public Option<bool> Json { get; } = Flag("--json", "print one line of JSON in place of lines to paste");

    public IEnumerable<Option> All =>
    [
        _port, _interactions, _seed, _days, _until, _clientSecret, _denyPermission, _profile, _jobLooks, _loginRedirect, _refuseLogins, _rateLimit, _rateWindow,
        _rateHeaders, _latency, MaxLifetime, ExitWithStdin, Json,
    ];

    public SimulatorOptions Read(ParseResult parsed) => s_default with
    {
        Port = parsed.GetValue(_port),
        Interactions = parsed.GetValue(_interactions),
        Seed = parsed.GetValue(_seed),
        Days = parsed.GetValue(_days),
        Until = parsed.GetValue(_until),
        ClientSecret = parsed.GetValue(_clientSecret),
        DeniedPermissions = parsed.GetValue(_denyPermission) ?? [],
        Profile = parsed.GetValue(_profile),
        JobLooks = parsed.GetValue(_jobLooks),
        LoginRedirects = parsed.GetValue(_loginRedirect) is { Length: > 0 } redirects ? redirects : s_default.LoginRedirects,
        RefuseLogins = parsed.GetValue(_refuseLogins),
        RateLimit = parsed.GetValue(_rateLimit),
        RateWindow = parsed.GetValue(_rateWindow),
        RateHeaders = parsed.GetValue(_rateHeaders),
        Latency = parsed.GetValue(_latency),
    };

    private static Option<bool> Flag(string name, string help) => new(name) { Description = help };

    private static Option<string[]> Names(string name, string help, IEnumerable<string> all) =>
        new Option<string[]>(name) { Description = help, HelpName = "name" }.AcceptOnlyFromAmong([.. all]);

    private static Option<T> Choice<T>(string name, string help, T standard, params string[] all) =>
        new Option<T>(name) { Description = help, DefaultValueFactory = _ => standard }.AcceptOnlyFromAmong(all);

    private static Option<int> Number(string name, string help, int minimum, int maximum, int standard) =>
        Parsed(name, help, standard, text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum
                ? number
                : throw new FormatException($"takes a whole number from {minimum} to {maximum}, not '{text}'"));

    private static Option<T> Parsed<T>(string name, string help, T standard, Func<string, T> read) => new(name)
    {
        Description = help,
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            try
            {
                return read(result.Tokens[0].Value);
            }
            catch (FormatException e)
            {
                result.AddError($"{name} {e.Message}.");
                return standard;
            }
        },
    };

    private static DateTimeOffset ReadDate(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            && date.Year is > 1970 and < 9999
            ? date
            : throw new FormatException($"takes a date such as 2026-11-01, not '{text}'");

    private static TimeSpan ReadDuration(string text)
    {
        (string suffix, double milliseconds)[] units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
        foreach ((string suffix, double milliseconds) in units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out double number)
                && number * milliseconds <= int.MaxValue)
            {
                return TimeSpan.FromMilliseconds(number * milliseconds);
            }
        }

        throw new FormatException($"takes a time such as 250ms, 6s, 5m or 8h, at most 24 days; not '{text}'");
    }
}
