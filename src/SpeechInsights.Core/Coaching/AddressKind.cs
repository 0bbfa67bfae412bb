namespace SpeechInsights.Coaching;

/// <summary>Where an address leads.</summary>
internal enum AddressKind
{
    /// <summary>To the Internet.</summary>
    Public,

    /// <summary>Into a private network (RFC 1918, RFC 4193, RFC 6598).</summary>
    Private,

    /// <summary>To the machine itself, its link, a cloud's metadata, or nowhere: never a webhook's.</summary>
    Forbidden,
}
