using System.Numerics;

namespace SpeechInsights.Simulator.World;

/// <summary>One conversation in 16 bytes, so that a million of them stay small.</summary>
internal readonly struct Interaction
{
    public const short NoSentiment = short.MinValue;
    public const byte NoAgent = byte.MaxValue;
    public const byte NoSurvey = byte.MaxValue;

    private readonly byte _survey;

    public Interaction(uint startOffset, ushort topics, short sentiment, byte agent, byte secondAgent, byte speechCount,
        byte sentimentCount, ushort speechSum, byte survey)
    {
        StartOffset = startOffset;
        Topics = topics;
        Sentiment = sentiment;
        Agent = agent;
        SecondAgent = secondAgent;
        SpeechCount = speechCount;
        SentimentCount = sentimentCount;
        SpeechSum = speechSum;
        _survey = survey;
    }

    /// <summary>Time since the first moment of the data, in the world's unit.</summary>
    public uint StartOffset { get; }

    /// <summary>One bit per entry of <see cref="TopicCatalog.Names"/>.</summary>
    public ushort Topics { get; }

    /// <summary>The average in ten-thousandths, or <see cref="NoSentiment"/>.</summary>
    public short Sentiment { get; }

    public ushort SpeechSum { get; }

    public byte Agent { get; }

    public byte SecondAgent { get; }

    public byte SpeechCount { get; }

    public byte SentimentCount { get; }

    public bool HasSentiment => Sentiment != NoSentiment;

    public bool WasTransferred => SecondAgent != NoAgent;

    public bool WasSurveyed => _survey != NoSurvey;

    public int SurveyCount => WasSurveyed ? _survey >> 4 : 0;

    public int SurveySum => WasSurveyed ? _survey & 0x0F : 0;

    public int TopicCount => BitOperations.PopCount(Topics);

    public static byte Survey(int count, int sum) => (byte)((count << 4) | sum);

    public byte AgentOf(int slot) => slot == 0 ? Agent : SecondAgent;
}
