namespace SpeechInsights.Completion;

/// <summary>Completes -TimeZone with the zones that this machine knows.</summary>
public sealed class TimeZoneCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Meaning)> Words =>
        TimeZoneInfo.GetSystemTimeZones().Select(static zone => (zone.Id, zone.DisplayName)).OrderBy(static pair => pair.Id, StringComparer.Ordinal);
}
