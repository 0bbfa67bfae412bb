namespace SpeechInsights.Simulator.Platform;

/// <summary>A conversation as the filters of conversation details see it.</summary>
internal sealed class ConversationFact(string conversationId, DateTimeOffset start) : IFact
{
    public DateTimeOffset At => start;

    public IReadOnlyList<string> Topics => [];

    public string? ValueOf(string dimension) => dimension switch
    {
        "conversationId" => conversationId,
        "originatingDirection" => "inbound",
        _ => throw PlatformRefusal.NotModelled($"the dimension {dimension} of conversation details"),
    };

    public void Measure(string metric, int topics, MetricSum sum) => throw new NotSupportedException();
}
