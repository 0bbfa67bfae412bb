using SpeechInsights.Models;

namespace SpeechInsights;

/// <summary>Whether a model, and the window asked about, can be used.</summary>
public sealed class SpeechModelReport
{
    internal SpeechModelReport(ModelInspection inspection, SpeechModel? model, IReadOnlyList<ModelCheck> checks)
    {
        ModelId = inspection.ModelId;
        Name = model?.Name;
        Status = model?.Status;
        StartTime = inspection.Start?.ToUniversalTime();
        EndTime = inspection.End?.ToUniversalTime();
        Checks = checks;
    }

    /// <summary>The model's id.</summary>
    public string ModelId { get; }

    /// <summary>The model's name; null where it does not exist.</summary>
    public string? Name { get; }

    /// <summary>The model's state; null where it does not exist.</summary>
    public string? Status { get; }

    /// <summary>Whether every check of severity Error was made and passed. The object itself is always true in an <c>if</c>: use -Quiet there.</summary>
    public bool IsValid => Checks.All(static check => check.Severity != CheckSeverity.Error || check.Passed == true);

    /// <summary>The start of the window that was checked, in UTC; null where none was given.</summary>
    public DateTimeOffset? StartTime { get; }

    /// <summary>The end of the window that was checked, in UTC; null where none was given.</summary>
    public DateTimeOffset? EndTime { get; }

    /// <summary>What was looked at: objects of the type ModelCheck, <c>{Name, Passed, Severity, Detail}</c>. <c>Passed</c> is null where it could not be looked at.</summary>
    public IReadOnlyList<ModelCheck> Checks { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name ?? ModelId}: {(IsValid ? "valid" : "not valid")}";
}
