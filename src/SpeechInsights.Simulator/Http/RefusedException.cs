namespace SpeechInsights.Simulator.Http;

/// <summary>A request that breaks the contract; it becomes the service's error body.</summary>
internal sealed class RefusedException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public static RefusedException Invalid(string message) => new(400, "constraint.validation", message);
}
