namespace SpeechInsights.Tests.Properties;

/// <summary>
/// What happens to a list before a page is served or between two runs. Rows that go and rows that come while it is read can't
/// be told from a list that stands still, by any count, so a list does one of them only; between two runs they can, for the rows
/// that were there all along.
/// </summary>
internal enum ListChange
{
    None,
    Shuffle,
    Grow,
    Shrink,
    ReplaceBetween,
}
