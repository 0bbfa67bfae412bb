namespace SpeechInsights.Simulator.Http;

/// <summary>A request that breaks the contract; it becomes the service's error body.</summary>
internal sealed class RefusedException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>The field that is wrong, where the service would name it.</summary>
    public string? Field { get; init; }

    /// <summary>What stands in the message's gaps, where the service would say.</summary>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    public static RefusedException Invalid(string message) => new(400, "constraint.validation", message);
}
