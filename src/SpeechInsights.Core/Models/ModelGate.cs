using System.Collections.Concurrent;
using SpeechInsights.Api;
using SpeechInsights.Http;

namespace SpeechInsights.Models;

/// <summary>Lets a query through only where its model can be used; reads each model once in five minutes.</summary>
internal sealed class ModelGate(ISpeechInsightsApi api, TimeProvider time)
{
    private static readonly TimeSpan s_keep = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, long> _passed = new(StringComparer.Ordinal);

    /// <exception cref="InsightsException">ModelNotFound, ModelNotReady, or what the server did.</exception>
    public async Task CheckAsync(string modelId, RunContext run, CancellationToken cancellationToken)
    {
        if (_passed.TryGetValue(modelId, out long at) && time.GetElapsedTime(at) < s_keep)
        {
            return;
        }

        SpeechModel model = await api.GetModelAsync(modelId, run, cancellationToken).ConfigureAwait(false);
        if (!model.IsDeployed)
        {
            throw new InsightsException(
                InsightsError.ModelNotReady,
                $"The model {model} is not deployed; its status is '{model.Status}'.",
                "Wait until it is deployed, name another one, or use -SkipModelCheck.",
                modelId);
        }

        _passed[modelId] = time.GetTimestamp();
    }
}
