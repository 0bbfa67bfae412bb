namespace SpeechInsights;

/// <summary>One time bucket of <see cref="InsightAccuracy.Series"/>.</summary>
public sealed class AccuracyInterval
{
    internal AccuracyInterval(DateTimeOffset start, long count, long rated, double? meanSentiment, double? meanCsat)
    {
        Start = start;
        Count = count;
        Rated = rated;
        MeanSentiment = meanSentiment;
        MeanCsat = meanCsat;
    }

    /// <summary>
    /// The start of the bucket in UTC: a whole number of intervals from 1970-01-01T00:00:00Z. The bucket ends, exclusive, one
    /// interval later.
    /// </summary>
    public DateTimeOffset Start { get; }

    /// <summary>Rows in the bucket, 1 or more.</summary>
    public long Count { get; }

    /// <summary>Rows of the bucket that have both figures, 0 to <see cref="Count"/>.</summary>
    public long Rated { get; }

    /// <summary>The mean sentiment, −1 to 1, of the rows that have one, rated or not; null where none has.</summary>
    public double? MeanSentiment { get; }

    /// <summary>
    /// The mean survey score, on the scale of the scores, of the rows that have one, rated or not; null where none has.
    /// </summary>
    public double? MeanCsat { get; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Start:u} {Rated} of {Count}");
}
