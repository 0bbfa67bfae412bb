using System.Management.Automation;

namespace SpeechInsights.Commands;

/// <summary>Makes a query, validated; nothing is sent.</summary>
[Cmdlet(VerbsCommon.New, "InsightQuery", DefaultParameterSetName = AskSet)]
[OutputType(typeof(InsightQuery))]
public sealed class NewInsightQueryCommand : QueryCommand
{
    private protected override ApiProfile Profile => (Session ?? ModuleState.ForRunspace().Current)?.Profile ?? ApiProfile.Summary;

    private protected override void Run(InsightQuery query) => Emit(query);
}
