using System.Globalization;
using SpeechInsights.Times;

namespace SpeechInsights.Completion;

/// <summary>Completes times with the words for them, and shows the moment that each stands for.</summary>
public sealed class TimeCompleter : WordCompleter
{
    private static readonly string[] s_words =
        ["now", "today", "yesterday", "this week", "last week", "this month", "last month", "this quarter", "last quarter", "this year", "last year", "-1h", "-12h", "-1d", "-7d", "-30d"];

    private protected override IEnumerable<(string Word, string Meaning)> Words
    {
        get
        {
            LocalClock clock = LocalClock.Of(DateTimeOffset.Now, null);
            return s_words.Select(word => (word, TimeText.Read(word, clock, "StartTime").ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)));
        }
    }
}
