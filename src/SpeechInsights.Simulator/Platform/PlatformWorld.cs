using System.Globalization;
using System.Numerics;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Platform;

/// <summary>
/// The synthetic world as the platform would tell of it. Communications and surveys are drawn anew each time from seed and
/// index alone, so that a million conversations need no more memory here.
/// </summary>
internal sealed class PlatformWorld(SyntheticWorld world)
{
    /// <summary>No conversation reaches further than this.</summary>
    public static readonly TimeSpan LongestConversation = TimeSpan.FromHours(6);

    private const double UnanalyzedShare = 0.01;
    private const double BotShare = 0.03;
    private const double LongShare = 0.04;

    private readonly ulong _key = RandomStream.Mix((ulong)(uint)world.Seed + 0x9F1A7UL);

    public SyntheticWorld World => world;

    public string IdOf(int index) => world.IdOf(index).ToString("D", CultureInfo.InvariantCulture);

    public DateTimeOffset EndOf(int index) => Draw(index)[^1].At + TimeSpan.FromMinutes(5);

    /// <summary>The analysed legs; empty for a conversation that was too short, not recorded or not analysed.</summary>
    public IReadOnlyList<Communication> CommunicationsOf(int index) =>
        StreamOf(index, 1).NextDouble() < UnanalyzedShare ? [] : Draw(index);

    public IReadOnlyList<Survey> SurveysOf(int index)
    {
        Interaction interaction = world.Interactions[index];
        return interaction.WasSurveyed ? SurveyPlan.Draw(StreamOf(index, 2), interaction, world.Agents, EndOf(index)) : [];
    }

    /// <summary>The indexes of conversations that may have something to tell of in a window.</summary>
    public IEnumerable<int> Candidates(DateTimeOffset start, DateTimeOffset end, TimeSpan reach)
    {
        int last = world.FirstAtOrAfter(end.ToUnixTimeMilliseconds());
        for (int index = world.FirstAtOrAfter((start - reach).ToUnixTimeMilliseconds()); index < last; index++)
        {
            yield return index;
        }
    }

    /// <summary>What is true of each conversation and agent with a communication in the window; the surveys are those of all time.</summary>
    public IEnumerable<PlatformTruthRow> Truth(DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        DateTimeOffset start = from ?? world.Start;
        DateTimeOffset end = to ?? world.End + LongestConversation;
        foreach (int index in Candidates(start, end, LongestConversation))
        {
            Survey[] answered = [.. SurveysOf(index).Where(static survey => survey.TotalScore is not null)];
            foreach (IGrouping<string?, Communication> agent in CommunicationsOf(index).Where(leg => leg.At >= start && leg.At < end && leg.HasMetrics).GroupBy(static leg => leg.UserId))
            {
                yield return new PlatformTruthRow(
                    IdOf(index),
                    agent.Key,
                    world.StartOf(index),
                    agent.Min(static leg => leg.At),
                    agent.Count(static leg => leg.Score is not null),
                    agent.Sum(static leg => leg.Score ?? 0),
                    agent.Sum(static leg => BitOperations.PopCount(leg.Topics)),
                    answered.Length == 0 ? null : answered.Average(static survey => survey.TotalScore!.Value),
                    answered.Length,
                    answered.Count(static survey => survey.PromoterScore is not null),
                    answered.Count(static survey => survey.PromoterScore >= 9),
                    answered.Count(static survey => survey.PromoterScore <= 6));
            }
        }
    }

    private RandomStream StreamOf(int index, int purpose) => new(_key ^ ((ulong)index * 0xD1342543DE82EF95UL) ^ ((ulong)purpose << 56));

    private List<Communication> Draw(int index)
    {
        Interaction interaction = world.Interactions[index];
        RandomStream random = StreamOf(index, 3);
        RandomStream speech = StreamOf(index, 4);
        int queue = speech.NextInt32(PlatformCatalog.Queues.Count);
        double draw = random.NextDouble();
        bool isLong = random.NextDouble() < LongShare;
        int legs = isLong ? 3 : draw < 0.80 ? 1 : draw < 0.95 ? 2 : 3;
        TimeSpan gap = TimeSpan.FromMinutes(isLong ? 75 : 8);
        bool startsWithBot = random.NextDouble() < BotShare;
        List<Communication> all = [];
        for (int leg = 0; leg < legs + (interaction.WasTransferred ? 1 : 0); leg++)
        {
            bool isSecondAgent = leg == legs;
            int? score = interaction.HasSentiment && (leg == 0 || random.NextDouble() > 0.03)
                ? Math.Clamp((int)Math.Round(interaction.Sentiment / 100.0) + (leg == 0 ? 0 : random.NextInt32(31) - 15), -100, 100)
                : null;
            ushort topics = leg == 0 ? interaction.Topics : (ushort)(interaction.Topics & (ushort)random.NextInt32(1 << TopicCatalog.Count));
            int phrases = score is null ? 0 : 1 + random.NextInt32(Math.Max(1, (int)interaction.SentimentCount));
            int positive = (int)Math.Round(phrases * ((score ?? 0) + 100) / 200.0);
            bool isBot = leg == 0 && startsWithBot;
            all.Add(new Communication(
                world.StartOf(index) + (gap * leg),
                isBot ? null : world.Agents.Ids[isSecondAgent ? interaction.SecondAgent : interaction.Agent],
                score,
                topics,
                positive,
                phrases - positive,
                isBot ? null : queue,
                SpeechTimes.Draw(ref speech)));
        }

        return all;
    }
}
