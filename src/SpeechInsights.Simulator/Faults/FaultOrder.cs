using System.Text.Json.Serialization;

namespace SpeechInsights.Simulator.Faults;

/// <summary>
/// A fault to inject into matching requests. Which of the last properties count depends on <see cref="Kind"/>.
/// </summary>
internal sealed record FaultOrder
{
    /// <summary>Part of the request's path.</summary>
    public required string Path { get; init; }

    public required FaultKind Kind { get; init; }

    public string? Method { get; init; }

    /// <summary>Matches only JSON bodies with this offset.</summary>
    public int? Offset { get; init; }

    /// <summary>How many matching requests pass unharmed first.</summary>
    public int Skip { get; init; }

    /// <summary>How often it fires; 0 is for ever.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The share of the matching requests that it fires at, above 0 and at most 1.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>With a <see cref="Rate"/> below 1: the same seed picks the same requests.</summary>
    public int Seed { get; init; }

    public int Status { get; init; } = 503;

    public string? Code { get; init; }

    public string? Message { get; init; }

    /// <summary>The Retry-After header, as it stands.</summary>
    public string? RetryAfter { get; init; }

    public bool Html { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>For how long <see cref="FaultKind.Delay"/> and <see cref="FaultKind.Stall"/> wait; 0 stalls for ever.</summary>
    public int Ms { get; init; }

    public int Rows { get; init; } = 1;

    public int By { get; init; } = 1;

    public long Bytes { get; init; } = 1 << 20;

    public string? Location { get; init; }

    public string? ContentType { get; init; }

    /// <summary>The body of <see cref="FaultKind.Garbage"/>.</summary>
    public string? Text { get; init; }

    /// <summary>For <see cref="FaultKind.UnknownFields"/>: string properties by name that get another value.</summary>
    public IReadOnlyDictionary<string, string>? Replace { get; init; }

    [JsonIgnore]
    public bool NeedsPages => Kind is FaultKind.Shift or FaultKind.Vanish or FaultKind.Duplicate or FaultKind.TotalLies
        or FaultKind.PageSizeCap;
}
