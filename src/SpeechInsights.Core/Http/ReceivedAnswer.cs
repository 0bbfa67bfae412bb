using System.Net;
using System.Net.Http.Headers;

namespace SpeechInsights.Http;

/// <summary>An answer with its whole body.</summary>
internal sealed record ReceivedAnswer(
    HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, string? CorrelationId, PooledBody Body) : IDisposable
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public bool IsHtml => MediaType is not null && MediaType.Contains("html", StringComparison.OrdinalIgnoreCase);

    public void Dispose() => Body.Dispose();
}
