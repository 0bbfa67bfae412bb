using System.ComponentModel;
using System.Management.Automation;

namespace SpeechInsights.Commands;

/// <summary>What the cmdlets share that read a dataset.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DatasetCommand : PeriodCommand
{
    /// <summary>Only rows of these organisations.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Organization { get; set; }
}
