namespace SpeechInsights.Simulator.Platform;

/// <summary>One operation of the API as it is declared.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Template">The path, with its variable part in braces.</param>
/// <param name="Permissions">The permissions, any of which is enough; empty needs none.</param>
internal sealed record Operation(string Method, string Template, params string[] Permissions)
{
    public IReadOnlyList<FieldShape> Query { get; init; } = [];

    public ObjectShape? Body { get; init; }

    /// <summary>Whether the extract of the definition that tests are held against has it not.</summary>
    public bool IsOutsideExtract { get; init; }

    /// <summary>Whether the body is any JSON: an event to test with.</summary>
    public bool TakesEvent { get; init; }
}
