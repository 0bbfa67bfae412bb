using System.Collections.Concurrent;

namespace SpeechInsights.Sessions;

/// <summary>The ids and names that a session has read, for completion; adapters fill it where they read them.</summary>
internal sealed class KnownNames
{
    private readonly ConcurrentDictionary<(NameKind Kind, string Id), string?> _names = new();

    /// <summary>Makes the address at which an interaction can be looked at; null where none is known.</summary>
    public Func<string, Uri?>? PageOf { get; init; }

    /// <summary>The same place without its names, for rows that are to have none.</summary>
    public KnownNames WithoutNames() => new() { PageOf = PageOf };

    public void Add(NameKind kind, string id, string? name) => _names[(kind, id)] = name;

    /// <summary>The name of an id, or null where it was not read or has none.</summary>
    public string? Find(NameKind kind, string id) => _names.GetValueOrDefault((kind, id));

    /// <summary>Whether the id was asked for, though it may have no name.</summary>
    public bool Has(NameKind kind, string id) => _names.ContainsKey((kind, id));

    /// <summary>What was read of a kind, by name and then by id.</summary>
    public IReadOnlyList<KnownName> Of(NameKind kind) =>
    [
        .. _names.Where(entry => entry.Key.Kind == kind).Select(static entry => new KnownName(entry.Key.Id, entry.Value))
            .OrderBy(static known => known.Name, StringComparer.OrdinalIgnoreCase).ThenBy(static known => known.Id, StringComparer.Ordinal),
    ];
}
