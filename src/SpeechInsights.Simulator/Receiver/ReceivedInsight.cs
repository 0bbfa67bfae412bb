namespace SpeechInsights.Simulator.Receiver;

/// <summary>One insight of a delivery.</summary>
internal sealed record ReceivedInsight(string Id, int Revision, string InteractionId, string? AgentId);
