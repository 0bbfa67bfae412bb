namespace SpeechInsights.Simulator.World;

/// <summary>Draws one interaction from its own random stream, so that each depends on seed and index alone.</summary>
internal sealed class InteractionFactory(int seed, AgentPool agents)
{
    private const double TransferShare = 0.06;
    private const double NoSentimentShare = 0.02;
    private const double UnansweredShare = 0.04;
    private const double AnsweredShare = 0.38;
    private const double AnsweredTwiceShare = 0.03;

    // Levels of satisfaction above which a customer gives 2, 3, 4 and 5.
    private static readonly double[] s_scoreSteps = [-1.55, -0.75, 0.05, 1.00];

    private readonly ulong _key = RandomStream.Mix((ulong)(uint)seed + 0x51D3UL);

    public Interaction Create(int index, uint startOffset)
    {
        RandomStream random = new(_key ^ ((ulong)index * 0xD1342543DE82EF95UL));
        byte agent = (byte)random.NextInt32(AgentPool.Size);
        byte second = Interaction.NoAgent;
        if (random.NextDouble() < TransferShare)
        {
            second = (byte)((agent + 1 + random.NextInt32(AgentPool.Size - 1)) % AgentPool.Size);
        }

        ushort topics = PickTopics(ref random, out double mood);
        double satisfaction = random.NextNormal() + agents.SkillOf(agent) + mood;

        double sentiment = Math.Clamp(0.15 + (0.24 * satisfaction) + (0.22 * random.NextNormal()), -1, 1);
        bool hasSentiment = random.NextDouble() >= NoSentimentShare;
        short average = hasSentiment ? (short)Math.Round(sentiment * 10_000) : Interaction.NoSentiment;
        byte phrases = hasSentiment ? (byte)(1 + random.NextInt32(30)) : (byte)0;

        byte mentions = 0;
        for (int remaining = topics; remaining != 0; remaining &= remaining - 1)
        {
            mentions += (byte)(1 + random.NextInt32(8));
        }

        ushort sum = (ushort)(mentions * (3 + random.NextInt32(20)));
        byte survey = PickSurvey(ref random, satisfaction);
        return new Interaction(startOffset, topics, average, agent, second, mentions, phrases, sum, survey);
    }

    private static ushort PickTopics(ref RandomStream random, out double mood)
    {
        double draw = random.NextDouble();
        int wanted = draw < 0.6 ? 1 : draw < 0.9 ? 2 : 3;
        int topics = 0;
        int picked = 0;
        mood = 0;
        while (picked < wanted)
        {
            int topic = TopicCatalog.Pick(random.NextDouble());
            if ((topics & (1 << topic)) == 0)
            {
                topics |= 1 << topic;
                mood += TopicCatalog.MoodOf(topic);
                picked++;
            }
        }

        mood /= wanted;
        return (ushort)topics;
    }

    private static byte PickSurvey(ref RandomStream random, double satisfaction)
    {
        double draw = random.NextDouble();
        if (draw < UnansweredShare)
        {
            return Interaction.Survey(0, 0);
        }

        if (draw >= UnansweredShare + AnsweredShare)
        {
            return Interaction.NoSurvey;
        }

        int first = Score(satisfaction + (0.9 * random.NextNormal()));
        if (draw >= UnansweredShare + AnsweredTwiceShare)
        {
            return Interaction.Survey(1, first);
        }

        return Interaction.Survey(2, first + Score(satisfaction + (0.9 * random.NextNormal())));
    }

    private static int Score(double satisfaction)
    {
        int score = 1;
        foreach (double step in s_scoreSteps)
        {
            score += satisfaction > step ? 1 : 0;
        }

        return score;
    }
}
