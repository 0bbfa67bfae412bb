namespace SpeechInsights.Simulator.Receiver;

/// <summary>What the receiver got under one id.</summary>
/// <param name="Id">The webhook-id.</param>
/// <param name="Body">The body as it came first.</param>
/// <param name="Insights">The insights in it: id, revision, interaction and agent.</param>
/// <param name="Count">How often it came.</param>
internal sealed record Delivery(string Id, string Body, IReadOnlyList<ReceivedInsight> Insights, int Count);
