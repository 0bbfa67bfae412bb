namespace SpeechInsights.Simulator.Platform;

/// <summary>One leg of a conversation, analysed: what the platform's aggregates add up.</summary>
/// <param name="At">When it began.</param>
/// <param name="UserId">The agent; null where a bot or a flow spoke.</param>
/// <param name="Score">The sentiment, −100 to 100; null where it has none.</param>
/// <param name="Topics">One bit for each entry of the world's topics.</param>
/// <param name="Positive">Phrases of the customer that were positive.</param>
/// <param name="Negative">Phrases of the customer that were negative.</param>
/// <param name="Queue">The entry of the catalogue's queues; null where no agent took it, so that it never came to one.</param>
/// <param name="Times">Who spoke how long.</param>
internal sealed record Communication(DateTimeOffset At, string? UserId, int? Score, ushort Topics, int Positive, int Negative, int? Queue, SpeechTimes Times)
{
    /// <summary>Whether the analysis found anything: a leg without a score and a topic is in no row.</summary>
    public bool HasMetrics => Score is not null || Topics != 0;
}
