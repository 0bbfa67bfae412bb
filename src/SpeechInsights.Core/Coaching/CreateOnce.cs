using SpeechInsights.Http;

namespace SpeechInsights.Coaching;

/// <summary>Makes a thing on a server so that there is one of it, whatever the network does: what is not certain is looked up before it is sent again.</summary>
internal static class CreateOnce
{
    // Twice the same uncertainty is the user's to look at.
    private const int MaximumAttempts = 3;

    /// <param name="create">Sends it once.</param>
    /// <param name="find">Looks for what was made; null where it was not. It is told what left open whether it was.</param>
    /// <param name="run">What the run costs.</param>
    public static async Task<T> RunAsync<T>(Func<Task<T>> create, Func<ApiException, Task<T?>> find, RunContext run)
        where T : class
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await create().ConfigureAwait(false);
            }
            catch (ApiException e) when (!e.WasRefused)
            {
                if (await find(e).ConfigureAwait(false) is { } made)
                {
                    return made;
                }

                if (attempt == MaximumAttempts || e.Error == InsightsError.ServerError)
                {
                    throw;
                }

                run.CountRetry();
            }
        }
    }
}
