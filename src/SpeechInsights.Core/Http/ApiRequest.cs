using System.Buffers;

namespace SpeechInsights.Http;

/// <summary>One request to the API, without address and credentials.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the base address, with a leading slash.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    /// <summary>The query without its question mark, or empty. It is sent, but appears in no message.</summary>
    public string Query { get; init; } = "";

    /// <summary>The JSON body, or empty. Its pieces may be shared with other requests.</summary>
    public ReadOnlySequence<byte> Body { get; init; }

    /// <summary>The body as the debug stream shows it, where it holds what must not be shown; null shows it as it is sent.</summary>
    public ReadOnlySequence<byte>? LoggedBody { get; init; }

    /// <summary>Whether it may be sent again after a failure that leaves open whether the server carried it out.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>The permission that the call needs, for the hint on a 403.</summary>
    public string? Permission { get; init; }

    /// <summary>The scope that the call needs in its place, for the hint on a 403.</summary>
    public string? Scope { get; init; }

    /// <summary>What a 404 means for this call.</summary>
    public InsightsError NotFound { get; init; } = InsightsError.NotFound;

    /// <summary>What a 409 means for this call.</summary>
    public InsightsError Conflict { get; init; } = InsightsError.RequestRejected;

    /// <summary>The id or name that the request is about, for error records; null takes the path.</summary>
    public string? Subject { get; init; }
}
