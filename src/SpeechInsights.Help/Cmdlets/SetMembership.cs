namespace SpeechInsights.Help.Cmdlets;

/// <summary>What a parameter is in one parameter set.</summary>
internal sealed record SetMembership(string Set, bool IsMandatory, int? Position, bool FromPipeline, bool FromPipelineByPropertyName)
{
    public const string AllSets = "__AllParameterSets";

    /// <summary>Where its value may come from, as help says it.</summary>
    public string PipelineInput => (FromPipeline, FromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };
}
