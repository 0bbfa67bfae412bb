using SpeechInsights.Http;

namespace SpeechInsights.Datasets;

/// <summary>The address at which an interaction can be looked at, with <c>{id}</c> in place of its id: so all rows have the same text, which takes no room.</summary>
internal static class InteractionUriTemplate
{
    private const string Mark = "{id}";

    /// <returns>Null where the row has no address.</returns>
    public static string? Of(ScoredInsight row)
    {
        if (row.InteractionUri?.AbsoluteUri is not { } address)
        {
            return null;
        }

        string id = Uri.EscapeDataString(row.InteractionId);
        int at = address.LastIndexOf($"/{id}", StringComparison.Ordinal);
        return at < 0 ? null : string.Concat(address.AsSpan(0, at + 1), Mark, address.AsSpan(at + 1 + id.Length));
    }

    /// <summary>What makes the address of an id; null where that is none.</summary>
    /// <exception cref="FormatException">It is no template of a web address.</exception>
    public static Func<string, Uri?>? Read(string? template)
    {
        if (template is null)
        {
            return null;
        }

        return template.Contains("/" + Mark, StringComparison.Ordinal) && template.All(static c => c is > ' ' and <= '~')
            && AddressText.Read(template)?.Scheme == Uri.UriSchemeHttps
            ? id => AddressText.Read(template.Replace(Mark, Uri.EscapeDataString(id), StringComparison.Ordinal))
            : throw new FormatException("Its interaction_uri_template is no web address with /{id} in it.");
    }
}
