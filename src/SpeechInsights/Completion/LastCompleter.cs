using System.Globalization;
using SpeechInsights.Times;

namespace SpeechInsights.Completion;

/// <summary>Completes -Last, and shows the window that each word stands for.</summary>
public sealed class LastCompleter : WordCompleter
{
    private static readonly string[] s_words = ["1h", "12h", "1d", "7d", "30d", "day", "week", "month", "quarter", "year"];

    private protected override IEnumerable<(string Word, string Meaning)> Words
    {
        get
        {
            LocalClock clock = LocalClock.Of(DateTimeOffset.Now, null);
            return s_words.Select(word =>
            {
                (DateTimeOffset start, DateTimeOffset end) = TimeText.ReadLast(word, clock);
                return (word, string.Create(CultureInfo.InvariantCulture, $"{start:yyyy-MM-dd HH:mm} to {end:yyyy-MM-dd HH:mm}"));
            });
        }
    }
}
