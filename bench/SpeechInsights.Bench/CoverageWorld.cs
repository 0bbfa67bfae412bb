using System.Globalization;
using SpeechInsights.Csat;

namespace SpeechInsights.Bench;

/// <summary>A made world: normal scores that a conversation's rows share, and sentiment that correlates with them.</summary>
/// <param name="Largest">Conversations have one row up to this many, each number as often as the others.</param>
/// <param name="IsNamed">Whether rows tell their conversation; where not they are taken as independent, which they are not.</param>
/// <param name="IsTied">Whether scores are 1 to 5 and sentiment is in tenths.</param>
/// <param name="Positive">The share of scores, and of sentiment, above the threshold.</param>
internal sealed record CoverageWorld(int Largest, bool IsNamed, bool IsTied, double Positive)
{
    private const double Correlation = 0.6;

    // The part of what the score does not explain that a conversation's rows share.
    private const double Shared = 0.5;

    public InsightAccuracy Measure(int rows, Random random)
    {
        double shift = Positive == 0.5 ? 0 : 1.6448536269514722;
        AgreementMeter meter = new(0, csatThreshold: 3);
        for (int row = 0; row < rows;)
        {
            double score = Normal(random);
            double shared = Normal(random);
            string conversation = row.ToString(CultureInfo.InvariantCulture);
            int size = Math.Min(rows - row, random.Next(1, Largest + 1));
            for (int end = row + size; row < end; row++)
            {
                double own = (Math.Sqrt(Shared) * shared) + (Math.Sqrt(1 - Shared) * Normal(random));
                double sentiment = (Correlation * score) + (Math.Sqrt(1 - (Correlation * Correlation)) * own) - shift;
                meter.Add(IsTied ? Math.Ceiling(sentiment * 4) / 10 : sentiment, Score(score - shift), null, null, IsNamed ? conversation : null);
            }
        }

        return meter.Complete();
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Largest == 1 ? "1" : $"1 to {Largest}{(IsNamed ? "" : ", not told")}")} | {(IsTied ? "tied" : "all different")} | {Positive * 100:0} %");

    private double Score(double latent) => IsTied ? Math.Clamp(3 + Math.Ceiling(latent), 1, 5) : 3 + latent;

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
