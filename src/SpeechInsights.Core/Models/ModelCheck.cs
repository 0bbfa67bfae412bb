namespace SpeechInsights;

/// <summary>One thing that was looked at.</summary>
public sealed class ModelCheck
{
    internal ModelCheck(string name, bool? passed, CheckSeverity severity, string detail)
    {
        Name = name;
        Passed = passed;
        Severity = severity;
        Detail = detail;
    }

    /// <summary>Exists, Deployed, Window, Retention or Availability.</summary>
    public string Name { get; }

    /// <summary>Whether it is as it should be; null where it could not be looked at.</summary>
    public bool? Passed { get; }

    /// <summary>What it means where it is not.</summary>
    public CheckSeverity Severity { get; }

    /// <summary>What was found.</summary>
    public string Detail { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Detail}";
}
