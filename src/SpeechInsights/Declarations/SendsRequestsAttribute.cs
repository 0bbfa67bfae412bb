namespace SpeechInsights.Declarations;

/// <summary>A cmdlet that sends requests, so that what servers and networks do may be its error.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SendsRequestsAttribute : Attribute;
