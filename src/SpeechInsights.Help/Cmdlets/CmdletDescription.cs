namespace SpeechInsights.Help.Cmdlets;

/// <summary>A cmdlet as the library declares it.</summary>
/// <param name="Verb">The part of its name before the hyphen.</param>
/// <param name="Noun">The part behind.</param>
/// <param name="Sets">Its parameter sets, the default one first.</param>
/// <param name="Parameters">Its parameters, by name.</param>
internal sealed record CmdletDescription(string Verb, string Noun, IReadOnlyList<string> Sets, IReadOnlyList<ParameterDescription> Parameters)
{
    public string Name => $"{Verb}-{Noun}";
}
