using Xunit;

namespace SpeechInsights.Tests.Faults.Stopping;

/// <summary>Tests that look at what the whole process does, and so have it to themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
