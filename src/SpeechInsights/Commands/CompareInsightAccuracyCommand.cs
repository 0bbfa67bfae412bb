using System.Management.Automation;
using SpeechInsights.Csat;
using SpeechInsights.Csat.Comparison;
using SpeechInsights.Declarations;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>Compares how well two sets of rows agree with survey scores: a new model with the old one, this month with the last.</summary>
[Cmdlet(VerbsData.Compare, "InsightAccuracy")]
[OutputType(typeof(AccuracyComparison), typeof(bool))]
public sealed class CompareInsightAccuracyCommand : InsightsCommand
{
    private AgreementMeter? _reference;
    private AgreementMeter? _difference;
    private bool _wasGiven;

    /// <summary>The joined rows to compare with.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyCollection]
    public ScoredInsight[] ReferenceObject { get; set; } = null!;

    /// <summary>The joined rows that are compared.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public ScoredInsight[] DifferenceObject { get; set; } = null!;

    /// <summary>Sentiment above it is positive.</summary>
    [Parameter]
    [Bounds(QueryValidation.LowestSentiment, QueryValidation.HighestSentiment)]
    public double SentimentThreshold { get; set; } = AgreementMeter.DefaultSentimentThreshold;

    /// <summary>A score above it is positive; by default the scale's midpoint.</summary>
    [Parameter]
    public double CsatThreshold { get; set; }

    /// <summary>Say only whether no figure is worse by more than chance.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void Begin()
    {
        QueryValidation.CheckThreshold(SentimentThreshold, "-SentimentThreshold");
        double? csatThreshold = IsBound(nameof(CsatThreshold)) ? QueryValidation.CheckScore(CsatThreshold, "-CsatThreshold") : null;
        _reference = new AgreementMeter(SentimentThreshold, csatThreshold, keepsSums: true);
        _difference = new AgreementMeter(SentimentThreshold, csatThreshold, keepsSums: true);
        foreach (ScoredInsight row in ReferenceObject)
        {
            _reference.Add(row);
        }
    }

    private protected override void Process()
    {
        _wasGiven |= DifferenceObject.Length > 0;
        foreach (ScoredInsight row in DifferenceObject)
        {
            _difference!.Add(row);
        }
    }

    private protected override void End()
    {
        _reference!.Complete();
        _difference!.Complete();
        IReadOnlyList<AccuracyComparison> figures = AccuracyComparer.Compare(_reference.Figures, _difference.Figures);
        if (!Quiet)
        {
            if (!_wasGiven)
            {
                WriteVerbose("No rows came; there is nothing to compare.");
                return;
            }

            WriteObject(figures, enumerateCollection: true);
            return;
        }

        if (figures.All(static figure => figure.PValue is null))
        {
            throw new InsightsException(
                InsightsError.NothingToCompare,
                "There are too few rated rows to compare a single figure.",
                "Compare rows of a longer time; without -Quiet each figure is shown as far as it goes.",
                nameof(DifferenceObject));
        }

        WriteObject(!figures.Any(static figure => figure.IsWorse));
    }
}
