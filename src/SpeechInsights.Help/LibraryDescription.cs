using SpeechInsights.Help.Cmdlets;
using SpeechInsights.Help.Errors;

namespace SpeechInsights.Help;

/// <summary>What the built library says of itself.</summary>
/// <param name="Cmdlets">Its cmdlets, by name.</param>
/// <param name="Errors">Its error ids, in the order of the catalogue.</param>
internal sealed record LibraryDescription(IReadOnlyList<CmdletDescription> Cmdlets, IReadOnlyList<ErrorDescription> Errors)
{
    /// <summary>The values of an enumeration in their order, each with its docstring; nothing where there is no such type.</summary>
    public required Func<string, IReadOnlyList<(string Name, string Text)>> ValuesOf { get; init; }

    /// <summary>The ids that do not end a cmdlet, in the order of the catalogue.</summary>
    public IReadOnlyList<string> RecordErrors(CmdletDescription cmdlet) =>
    [
        .. Errors.Where(error => cmdlet.OwnRecordErrors.Contains(error.Id) || (cmdlet.HasRecordErrorsOfRequests && error is { OfAnyRequest: true, OfRecord: true }))
            .Select(static error => error.Id),
    ];
}
