using System.Globalization;
using System.Text.RegularExpressions;

namespace SpeechInsights.Coaching.Deliveries;

/// <summary>
/// The name of a delivery's file, which holds all that changes about it: so each change is one rename.
/// </summary>
/// <param name="Target">The digest of where it goes.</param>
/// <param name="Id">Its id.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="At">When the next attempt is due or, where there is none, when the last one was.</param>
/// <param name="Status">The status of the last answer, or 0.</param>
internal sealed partial record DeliveryName(string Target, string Id, int Attempts, DateTimeOffset At, int Status)
{
    /// <summary>Why it was given up, by what the name says.</summary>
    public string DeadReason => Status == DeliverySchedule.Gone ? "Gone" : DeliverySchedule.IsFinal(Status) ? "Refused" : "AttemptsExhausted";

    /// <returns>Null where the text is no such name, written as it is here.</returns>
    public static DeliveryName? TryParse(string text) =>
        Read(text) is { } name && name.ToString() == text ? name : null;

    private static DeliveryName? Read(string text) =>
        Pattern().Match(text) is { Success: true } match
        && long.TryParse(match.Groups["at"].ValueSpan, CultureInfo.InvariantCulture, out long at)
        && int.TryParse(match.Groups["attempts"].ValueSpan, CultureInfo.InvariantCulture, out int attempts)
            ? new DeliveryName(
                match.Groups["target"].Value,
                match.Groups["id"].Value,
                attempts,
                DateTimeOffset.FromUnixTimeMilliseconds(at),
                int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture))
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Target}-{Id}-{Attempts}-{At.ToUnixTimeMilliseconds()}-{Status}.json");

    [GeneratedRegex("^(?<target>[0-9a-f]{16})-(?<id>msg_[0-9a-f]{32})-(?<attempts>[0-9]{1,6})-(?<at>[0-9]{1,14})-(?<status>[0-9]{1,3})\\.json$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
