namespace SpeechInsights.Simulator.Platform;

/// <summary>A JSON object as the API declares it; what is not declared is refused.</summary>
internal sealed class ObjectShape(string name, params FieldShape[] fields)
{
    private readonly Dictionary<string, FieldShape> _byName = fields.ToDictionary(static field => field.Name, StringComparer.Ordinal);

    public string Name { get; } = name;

    public IReadOnlyList<FieldShape> Fields => fields;

    public FieldShape? Find(string field) => _byName.GetValueOrDefault(field);
}
