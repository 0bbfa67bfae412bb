namespace SpeechInsights.Simulator.Platform;

/// <summary>A communication for transcript aggregates.</summary>
internal sealed class CommunicationFact(string conversationId, Communication communication, bool isFirst) : IFact
{
    public DateTimeOffset At => communication.At;

    public IReadOnlyList<string> Topics { get; } = PlatformCatalog.TopicIdsOf(communication.Topics);

    public string? ValueOf(string dimension) => dimension switch
    {
        "conversationId" => conversationId,
        "userId" => communication.UserId,
        "mediaType" => "voice",
        "direction" => "inbound",
        // What no agent took never came to a queue.
        "queueId" => communication.UserId is null ? null : PlatformCatalog.QueueId,
        _ => null,
    };

    public void Measure(string metric, int topics, MetricSum sum)
    {
        switch (metric)
        {
            case "nSpeechTextAnalyzedConversations" when isFirst:
                sum.AddCount(1);
                break;
            case "nTopicCommunications":
                sum.AddCount(topics);
                break;
            case "oSentimentScore" when communication.Score is { } score:
                sum.AddValue(score);
                break;
            case "oCustomerSentiment":
                sum.AddPhrases(communication.Positive, communication.Negative);
                break;
        }
    }
}
