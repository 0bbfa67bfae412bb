namespace SpeechInsights.Simulator.Platform;

/// <summary>One field of a body, or one query parameter, as the API declares it.</summary>
internal sealed record FieldShape(string Name, FieldKind Kind, bool IsRequired)
{
    public bool IsList { get; private init; }

    /// <summary>The values that are allowed; null allows any.</summary>
    public IReadOnlyList<string>? Choices { get; private init; }

    /// <summary>What an object holds.</summary>
    public ObjectShape? Shape { get; private init; }

    /// <summary>What the definition says about it in words.</summary>
    public FieldRule Rule { get; private init; } = FieldRule.None;

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

    /// <summary>Bounds: of a number, of a text's characters or of a list's elements.</summary>
    public FieldShape Between(long? minimum, long? maximum) => this with { Rule = Rule with { Minimum = minimum, Maximum = maximum } };

    /// <summary>What counts where it is left out.</summary>
    public FieldShape ByDefault(string value) => this with { Rule = Rule with { Default = value } };

    /// <summary>Fields that can't stand beside it.</summary>
    public FieldShape NotBeside(params string[] names) => this with { Rule = Rule with { Excludes = names } };

    /// <summary>It may stand only where another field has one of these values, which may be an element of a list.</summary>
    public FieldShape OnlyWhere(string name, params string[] values) => this with { Rule = Rule with { OnlyWhere = (name, values) } };

    /// <summary>It must stand where another field has several elements, if it may stand at all.</summary>
    public FieldShape NeededBesideSeveral(string name) => this with { Rule = Rule with { NeededBesideSeveral = name } };

    /// <summary>It differs from all its neighbours and from these.</summary>
    public FieldShape Unlike(IReadOnlyList<string> names) => this with { Rule = Rule with { Unlike = names } };

    /// <summary>The endpoint sees to the rest of what the definition says: that a name is found by parts, or can't be changed.</summary>
    public FieldShape ByItsEndpoint() => this with { Rule = Rule with { IsSeenTo = true } };
}
