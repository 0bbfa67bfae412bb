namespace SpeechInsights.Csat;

/// <summary>A row that has both figures: 16 bytes, and 8 for its conversation. Ranks take the place of the figures in the end.</summary>
internal struct RatedRow(double sentiment, double csat, ulong conversation)
{
    public double Sentiment = sentiment;
    public double Csat = csat;

    /// <summary>64 bits that stand for the conversation, later its number.</summary>
    public ulong Conversation = conversation;
}
