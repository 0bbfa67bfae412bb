using System.Diagnostics;
using System.Net;

namespace SpeechInsights.Bench;

/// <summary>Counts answers by time: those that the server let in, and those that it refused with 429.</summary>
internal sealed class RateMeter
{
    private readonly Lock _gate = new();
    private readonly List<(long At, bool IsRefused)> _answers = [];

    /// <summary>A handler that counts what passes through it.</summary>
    public HttpMessageHandler Around(HttpMessageHandler inner) => new Counting(this, inner);

    /// <summary>How many answers between two time stamps, refused or not.</summary>
    public int Count(long from, long to, bool isRefused)
    {
        lock (_gate)
        {
            return _answers.Count(answer => answer.At >= from && answer.At < to && answer.IsRefused == isRefused);
        }
    }

    private void Add(HttpStatusCode status)
    {
        lock (_gate)
        {
            _answers.Add((Stopwatch.GetTimestamp(), status == HttpStatusCode.TooManyRequests));
        }
    }

    private sealed class Counting(RateMeter meter, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            meter.Add(response.StatusCode);
            return response;
        }
    }
}
