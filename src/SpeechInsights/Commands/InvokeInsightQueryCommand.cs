using System.Management.Automation;
using SpeechInsights.Auditing;

namespace SpeechInsights.Commands;

/// <summary>Asks speech analytics about interactions, and gives a row for each.</summary>
/// <remarks>
/// The binder tries the default set first. Were it the other one, a piped query would be taken apart by its properties'
/// names, and its topics and the rest be lost.
/// </remarks>
[Cmdlet(VerbsLifecycle.Invoke, "InsightQuery", DefaultParameterSetName = QuerySet)]
[OutputType(typeof(SpeechInsight))]
public sealed class InvokeInsightQueryCommand : QueryCommand
{
    private long _wanted = long.MaxValue;

    /// <summary>A query of New-InsightQuery.</summary>
    [Parameter(Mandatory = true, ParameterSetName = QuerySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public InsightQuery Query { get; set; } = null!;

    /// <summary>How many rows are wanted, 1 or more; no more pages are asked for than it takes.</summary>
    [Parameter]
    public long First { get; set; }

    /// <summary>Do not read the model first.</summary>
    [Parameter]
    public SwitchParameter SkipModelCheck { get; set; }

    private protected override ApiProfile Profile => Connected.Profile;

    private protected override void Begin()
    {
        if (IsBound(nameof(First)))
        {
            _wanted = First > 0 ? First : throw new InsightsException(
                InsightsError.LimitOutOfRange, $"-First {First} is less than 1.", "Leave it out to get all rows.", nameof(First));
        }

        _ = Connected;
        base.Begin();
    }

    private protected override void Process()
    {
        base.Process();
        if (ParameterSetName == QuerySet)
        {
            Run(Query);
        }
    }

    private protected override void Run(InsightQuery query)
    {
        if (_wanted <= 0 || query.InteractionId is { Count: 0 })
        {
            return;
        }

        long before = EmittedCount;
        long? first = _wanted == long.MaxValue ? null : _wanted;
        PumpAudited(AuditQuery.Of(query), changes: false, async (sink, run, token) =>
        {
            if (!SkipModelCheck && query.ModelId is { } modelId)
            {
                await Connected.Gate.CheckAsync(modelId, run, token).ConfigureAwait(false);
            }

            await foreach (IReadOnlyList<SpeechInsight> rows in Connected.Api.QueryAsync(query, first, run, token).ConfigureAwait(false))
            {
                await sink.WriteRowsAsync(rows).ConfigureAwait(false);
            }
        });
        _wanted -= EmittedCount - before;
    }
}
