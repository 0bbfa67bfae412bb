namespace SpeechInsights.Help.Cmdlets;

/// <summary>A cmdlet as the library declares it.</summary>
/// <param name="Verb">The part of its name before the hyphen.</param>
/// <param name="Noun">The part behind.</param>
/// <param name="Sets">Its parameter sets, the default one first.</param>
/// <param name="Parameters">Its parameters, by name.</param>
internal sealed record CmdletDescription(string Verb, string Noun, IReadOnlyList<string> Sets, IReadOnlyList<ParameterDescription> Parameters)
{
    /// <summary>Whether it sends requests, so that what servers do may be its error.</summary>
    public bool SendsRequests { get; init; }

    /// <summary>Error ids of its own that do not end it.</summary>
    public IReadOnlyList<string> OwnRecordErrors { get; init; } = [];

    /// <summary>Whether what a request ends with may be about one of several things.</summary>
    public bool HasRecordErrorsOfRequests { get; init; }

    /// <summary>The types of the library that it gives.</summary>
    public IReadOnlyList<OutputDescription> Outputs { get; init; } = [];

    public IReadOnlyList<PermissionDescription> Permissions { get; init; } = [];

    public string Name => $"{Verb}-{Noun}";
}
