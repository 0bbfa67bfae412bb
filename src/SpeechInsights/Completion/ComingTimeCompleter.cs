using System.Globalization;
using SpeechInsights.Times;

namespace SpeechInsights.Completion;

/// <summary>Completes times to come with nine o'clock of the next working days.</summary>
public sealed class ComingTimeCompleter : WordCompleter
{
    private const int Days = 5;

    private protected override IEnumerable<(string Word, string Meaning)> Words
    {
        get
        {
            DateTime today = LocalClock.Of(DateTimeOffset.Now, null).Local.Date;
            return Enumerable.Range(1, Days + 4)
                .Select(day => today.AddDays(day).AddHours(9))
                .Where(static time => time.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                .Take(Days)
                .Select(static time => (time.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), time.ToString("dddd", CultureInfo.CurrentCulture)));
        }
    }
}
