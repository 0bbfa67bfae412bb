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
        "queueId" => communication.Queue is { } queue ? PlatformCatalog.Queues[queue].Id : null,
        "teamId" => PlatformCatalog.TeamOf(communication.UserId)?.Id,
        "divisionId" => PlatformCatalog.DivisionOf(communication.Queue).Id,
        "wrapUpCode" => communication.UserId is null ? null : PlatformCatalog.WrapUpCodeOf(communication.Topics),
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
            case "oOverTalkSpeechInstances":
                sum.AddCount(communication.Times.OvertalkCount);
                break;
            case "tSilence":
                sum.AddValue(communication.Times.Silence);
                break;
            case "tOverTalkSpeech":
                sum.AddValue(communication.Times.Overtalk);
                break;
            case "tAgentSpeech" when communication.UserId is not null:
                sum.AddValue(communication.Times.Agent);
                break;
            case "tCustomerSpeech":
                sum.AddValue(communication.Times.Customer);
                break;
            case "tOtherAudio":
                sum.AddValue(communication.Times.Other);
                break;
            case "tTotalSpeechAndSilence":
                sum.AddValue(communication.Times.Total);
                break;
        }
    }
}
