namespace SpeechInsights.Simulator.Platform;

/// <summary>One field of a body, or one query parameter, as the API declares it.</summary>
internal sealed record FieldShape(string Name, FieldKind Kind, bool IsRequired)
{
    public bool IsList { get; private init; }

    /// <summary>The values that are allowed; null allows any.</summary>
    public IReadOnlyList<string>? Choices { get; private init; }

    /// <summary>What an object holds.</summary>
    public ObjectShape? Shape { get; private init; }

    public static FieldShape Text(string name, bool required = false) => new(name, FieldKind.Text, required);

    public static FieldShape Interval(string name, bool required = false) => new(name, FieldKind.Interval, required);

    public static FieldShape Flag(string name, bool required = false) => new(name, FieldKind.Flag, required);

    public static FieldShape Integer(string name, bool required = false) => new(name, FieldKind.Integer, required);

    public static FieldShape Number(string name, bool required = false) => new(name, FieldKind.Number, required);

    public static FieldShape Anything(string name, bool required = false) => new(name, FieldKind.Anything, required);

    public static FieldShape Choice(string name, IReadOnlyList<string> choices, bool required = false) =>
        new(name, FieldKind.Text, required) { Choices = choices };

    public static FieldShape Object(string name, ObjectShape shape, bool required = false) =>
        new(name, FieldKind.Object, required) { Shape = shape };

    public FieldShape AsList() => this with { IsList = true };
}
