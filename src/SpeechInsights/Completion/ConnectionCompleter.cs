using SpeechInsights.Connections;

namespace SpeechInsights.Completion;

/// <summary>Completes the names of connections that are kept.</summary>
public sealed class ConnectionCompleter : WordCompleter
{
    private protected override IEnumerable<(string Word, string Meaning)> Words
    {
        get
        {
            try
            {
                return [.. new ConnectionStore(ConnectionStore.DefaultPath()).Read().Select(static one => (one.Name, $"{one.BaseUri?.Authority ?? one.Region} {one.ClientId}".Trim()))];
            }
            catch (InsightsException)
            {
                return [];
            }
        }
    }
}
