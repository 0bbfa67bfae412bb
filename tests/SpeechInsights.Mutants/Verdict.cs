namespace SpeechInsights.Mutants;

internal enum Verdict
{
    /// <summary>No test reaches it.</summary>
    NotReached,

    /// <summary>All tests tried pass.</summary>
    Alive,

    /// <summary>A test fails that passes without it.</summary>
    Killed,

    /// <summary>Tests take over three times as long, and 20 seconds.</summary>
    TimedOut,
}
