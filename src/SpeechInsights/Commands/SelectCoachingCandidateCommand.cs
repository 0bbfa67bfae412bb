using System.Globalization;
using System.Management.Automation;
using SpeechInsights.Coaching;
using SpeechInsights.Completion;
using SpeechInsights.Declarations;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>Picks the rows to coach by, by stated rules, each with its reasons.</summary>
[Cmdlet(VerbsCommon.Select, "CoachingCandidate")]
[OutputType(typeof(CoachingCandidate))]
public sealed class SelectCoachingCandidateCommand : InsightsCommand
{
    private CandidateRules? _rules;
    private AgentPicks? _picks;

    /// <summary>The joined rows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ScoredInsight InputObject { get; set; } = null!;

    /// <summary>Rows whose survey score is this or less.</summary>
    [Parameter]
    public double MaximumCsat { get; set; }

    /// <summary>Rows whose mean sentiment is this or less.</summary>
    [Parameter]
    [Bounds(QueryValidation.LowestSentiment, QueryValidation.HighestSentiment)]
    public double MaximumSentiment { get; set; }

    /// <summary>Rows whose sentiment and score, both on −1 to 1, are this far apart or more.</summary>
    [Parameter]
    [Bounds(CandidateRules.LowestDisagreement, CandidateRules.HighestDisagreement)]
    public double MinimumDisagreement { get; set; }

    /// <summary>Rows of these topics, by name or id; the query has to group by topic.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TopicCompleter))]
    public string[]? Topic { get; set; }

    /// <summary>The most candidates of one agent, those of the highest priority.</summary>
    [Parameter]
    [Bounds(1, AgentPicks.LargestCount)]
    public int MostPerAgent { get; set; }

    /// <summary>Agents with fewer rows than this keep all of their candidates.</summary>
    [Parameter]
    [Bounds(1, AgentPicks.LargestCount)]
    public int MinimumRows { get; set; } = 30;

    private protected override void Begin()
    {
        _rules = new CandidateRules
        {
            MaximumCsat = IsBound(nameof(MaximumCsat)) ? MaximumCsat : null,
            MaximumSentiment = IsBound(nameof(MaximumSentiment)) ? MaximumSentiment : null,
            MinimumDisagreement = IsBound(nameof(MinimumDisagreement)) ? MinimumDisagreement : null,
            Topic = Topic,
        };
        _rules.Check();
        CheckCount(MinimumRows, nameof(MinimumRows));
        if (IsBound(nameof(MostPerAgent)))
        {
            CheckCount(MostPerAgent, nameof(MostPerAgent));
            _picks = new AgentPicks(MostPerAgent, MinimumRows);
        }
    }

    private protected override void Process()
    {
        CoachingCandidate? candidate = _rules!.Evaluate(InputObject);
        if (_picks is not null)
        {
            _picks.Add(InputObject.AgentId, candidate);
        }
        else if (candidate is not null)
        {
            Emit(candidate);
        }
    }

    private protected override void End()
    {
        foreach (CoachingCandidate candidate in _picks?.Complete() ?? [])
        {
            Emit(candidate);
        }
    }

    private static void CheckCount(int count, string parameter)
    {
        if (count is < 1 or > AgentPicks.LargestCount)
        {
            throw new InsightsException(
                InsightsError.LimitOutOfRange, string.Create(CultureInfo.InvariantCulture, $"-{parameter} {count} is not from 1 to {AgentPicks.LargestCount}."), target: parameter);
        }
    }
}
