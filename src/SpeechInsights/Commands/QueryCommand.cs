using System.ComponentModel;
using System.Management.Automation;
using SpeechInsights.Binding;
using SpeechInsights.Checkpoints;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>What the cmdlets share that are asked a query.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class QueryCommand : QuestionCommand
{
    private readonly QueryGathering _gathering = new();
    private InsightQuery? _given;

    /// <summary>The interactions to ask about; all of the window where it is left out, none where it is empty.</summary>
    [Parameter(ParameterSetName = AskSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConversationId")]
    [Identifier]
    public InteractionReference[]? InteractionId { get; set; }

    /// <summary>The path of the checkpoint file, in cmdlets that have one and were given it; otherwise null.</summary>
    private protected virtual string? CheckpointPath => null;

    private protected override void Process()
    {
        if (ParameterSetName != AskSet)
        {
            return;
        }

        if (MyInvocation.ExpectingInput && InteractionId is null && IsBound(nameof(InteractionId)))
        {
            throw new InsightsException(
                InsightsError.EmptyIdentifier, "The pipeline brought an empty value where an interaction is wanted.", "Filter it with Where-Object first.", nameof(InteractionId));
        }

        CheckWindow();
        bool names = IsBound(nameof(InteractionId));
        string[]? ids = names ? [.. (InteractionId ?? []).Select(static reference => reference?.Id ?? "")] : null;
        QueryValidation.CheckIdentifiers(ids, "-" + nameof(InteractionId));
        _gathering.Add(CreateInput(ids, ReadWindow()));
    }

    private protected override void End()
    {
        InsightQuery[] queries = [.. _gathering.Complete().Select(input => new InsightQuery(input, Profile))];
        if (queries.Length > 1 && CheckpointPath is not null)
        {
            throw ManyQueries();
        }

        foreach (InsightQuery query in queries)
        {
            Run(query);
        }

        if (_given is not null)
        {
            Run(_given);
        }
    }

    /// <summary>Runs a query that was given whole; with a checkpoint at the end, when it is known to be the only one.</summary>
    private protected void RunGiven(InsightQuery query)
    {
        CheckGiven(query);
        if (CheckpointPath is null)
        {
            Run(query);
            return;
        }

        _given = _given is null ? query : throw ManyQueries();
    }

    /// <summary>Opens the checkpoint of a query, and says so where there is something to go on from.</summary>
    private protected Checkpoint? OpenCheckpoint(InsightQuery query, string purpose)
    {
        if (CheckpointPath is not { } path)
        {
            return null;
        }

        Checkpoint checkpoint = Checkpoint.Open(FileSystemPath.Resolve(this, path), CheckpointScope.Of(query, purpose, Connected));
        if (checkpoint.ResumedRows > 0)
        {
            WriteWarning(FormattableString.Invariant($"Going on after {checkpoint.ResumedRows} rows that earlier runs gave; only the others come."));
        }

        return checkpoint;
    }

    /// <summary>Does what the cmdlet does with a query.</summary>
    private protected abstract void Run(InsightQuery query);

    private protected override void CheckWindow()
    {
        if (CheckpointPath is not null && !IsBound(nameof(EndTime)))
        {
            throw new InsightsException(
                InsightsError.EndTimeRequired, "-Checkpoint needs -EndTime: a window that ends now is another one in the next run.", "Give -EndTime.", nameof(EndTime));
        }
    }

    private static InsightsException ManyQueries() => new(
        InsightsError.ConflictingParameter, "A checkpoint is for one query, and there are several.", "Give each query its own run, and its own -Checkpoint.", "Checkpoint");
}
