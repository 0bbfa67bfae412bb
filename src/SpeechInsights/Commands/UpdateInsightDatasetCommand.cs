using System.Globalization;
using System.Management.Automation;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Csat;
using SpeechInsights.Datasets;
using SpeechInsights.Declarations;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>Brings a dataset up to date: reads the days that are missing, and those that survey answers may still have come to.</summary>
/// <remarks>The default set is the one of a piped query, for the reason that Invoke-InsightQuery has.</remarks>
[Cmdlet(VerbsData.Update, "InsightDataset", DefaultParameterSetName = QuerySet, SupportsShouldProcess = true)]
[OutputType(typeof(DatasetDay))]
[SendsRequests]
[PermissionsOf(typeof(InvokeInsightQueryCommand))]
[PermissionsOf(typeof(JoinCsatScoreCommand))]
public sealed class UpdateInsightDatasetCommand : QuestionCommand
{
    private JoinWindow? _window;
    private DatasetShard _shard;
    private string? _organization;
    private string? _path;

    /// <summary>A query of New-InsightQuery; its window says which days.</summary>
    [Parameter(Mandatory = true, ParameterSetName = QuerySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public InsightQuery Query { get; set; } = null!;

    /// <summary>The dataset's folder; it is made where it is not there.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = null!;

    /// <summary>How long after a day it is read again, since survey answers still come.</summary>
    [Parameter]
    public TimeSpan Lookback { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Which part of the days, of how many, as 2/8.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Shard { get; set; } = "1/1";

    /// <summary>How rows are written, where the dataset is made.</summary>
    [Parameter]
    public DatasetFormat Format { get; set; }

    /// <summary>Whose rows they are; by default the session's organisation, or its client where the profile does not tell.</summary>
    [Parameter]
    [Identifier]
    public string? Organization { get; set; }

    /// <summary>How long after the interactions survey answers still come.</summary>
    [Parameter]
    public TimeSpan SurveyLag { get; set; }

    /// <summary>The survey forms that count, by name or by context id; by default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [OnlyOn(ApiProfile.Platform, "The Summary profile knows no survey forms.", "Leave -SurveyForm out.")]
    public string[]? SurveyForm { get; set; }

    /// <summary>Do not read the model first.</summary>
    [Parameter]
    public SwitchParameter SkipModelCheck { get; set; }

    private protected override void Begin()
    {
        _ = Connected;
        QueryValidation.CheckDuration(Lookback, "-Lookback", allowZero: true);
        _shard = DatasetShard.Parse(Shard);
        _organization = DatasetOrganization.Of(Organization, Connected);
        _path = FileSystemPath.Resolve(this, Path);
        _window = new JoinWindow(null, null, IsBound(nameof(SurveyLag)) ? SurveyLag : Connected.Api.DefaultSurveyLag, Connected.Profile) { SurveyForm = SurveyForm };
        base.Begin();
    }

    private protected override void Process()
    {
        if (ParameterSetName == QuerySet)
        {
            CheckGiven(Query);
            Run(Query);
        }
        else
        {
            Run(new InsightQuery(CreateInput(null, ReadWindow()), Profile));
        }
    }

    private void Run(InsightQuery query)
    {
        if (query.InteractionId is not null)
        {
            throw new InsightsException(
                InsightsError.ConflictingParameter, "The query names interactions, and a dataset has all of a day.", "Export-InsightDataset writes the rows of any query.", nameof(Query));
        }

        DatasetDescription wanted = DatasetDescription.Of(query, SurveyForm, IsBound(nameof(Format)) ? Format : DatasetRoot.FormatOf(_path!) ?? Format) with { Scale = Connected.Api.Scale.ToString() };
        DatasetRoot root = DatasetRoot.Plan(_path!, wanted);
        DayPlace[] days =
        [
            .. NewUpdate(null).FindDue(_shard).Where(place => ShouldProcess($"{place.Organization} {place.DayText}", "Read the day and write it")),
        ];
        WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"{days.Length} days are due."));
        if (days.Length == 0)
        {
            return;
        }

        root = DatasetRoot.OpenFor(_path!, wanted);
        PumpAudited(AuditQuery.Of(query) with { DateFrom = days[0].Start, DateTo = days[^1].End, Target = _organization }, changes: false, async (sink, run, token) =>
        {
            await foreach ((DatasetDay day, InsightsException? error) in NewUpdate(RunId).RunAsync(days, run, token).ConfigureAwait(false))
            {
                if (error is not null)
                {
                    sink.WriteError(error);
                }

                await sink.WriteRowAsync(day).ConfigureAwait(false);
            }
        });

        DatasetUpdate NewUpdate(Guid? runId) => new(Connected, root, _organization!, query, _window!, Lookback) { SkipModelCheck = SkipModelCheck, RunId = runId };
    }
}
