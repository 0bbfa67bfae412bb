using System.Management.Automation;
using SpeechInsights.Api.Platform;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Declarations;
using SpeechInsights.Insights;
using SpeechInsights.Models;

namespace SpeechInsights.Commands;

/// <summary>Reads speech analytics models.</summary>
[Cmdlet(VerbsCommon.Get, "SpeechModel")]
[OutputType(typeof(SpeechModel))]
[SendsRequests]
[RecordErrors(InsightsError.ModelNotFound, OfRequests = true)]
[Permission(PlatformPaths.ViewProgram)]
[Permission(PlatformPaths.ViewTopic, When = "for a topic's id")]
public sealed class GetSpeechModelCommand : ConnectedCommand
{
    /// <summary>The models; all of them where it is left out, on the Platform profile.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [Identifier]
    [ArgumentCompleter(typeof(ModelIdCompleter))]
    public string[]? ModelId { get; set; }

    private protected override void Begin()
    {
        if (Connected.Profile == ApiProfile.Summary && !MyInvocation.ExpectingInput && !IsBound(nameof(ModelId)))
        {
            throw ModelErrors.NoList();
        }
    }

    private protected override void Process()
    {
        if (!MyInvocation.ExpectingInput && !IsBound(nameof(ModelId)))
        {
            PumpAudited(new AuditQuery(), changes: false, async (sink, run, token) =>
            {
                await foreach (IReadOnlyList<SpeechModel> models in Connected.Api.ListModelsAsync(run, token).ConfigureAwait(false))
                {
                    await sink.WriteRowsAsync(models).ConfigureAwait(false);
                }
            });
            return;
        }

        string[] ids = ModelId ?? [""];
        QueryValidation.CheckIdentifiers(ids, "-ModelId");
        foreach (string id in ids)
        {
            PumpAudited(new AuditQuery { ModelId = id }, changes: false, async (sink, run, token) =>
            {
                await sink.WriteRowAsync(await Connected.Api.GetModelAsync(id, run, token).ConfigureAwait(false)).ConfigureAwait(false);
            }, perRecord: true);
        }
    }
}
