namespace SpeechInsights.Declarations;

/// <summary>A permission that a cmdlet needs on the Platform profile.</summary>
/// <param name="name">Its name, as domain:entity:action.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class PermissionAttribute(string name) : Attribute
{
    public string Name => name;

    /// <summary>What needs it, for example 'with -Topic'; null where every call does.</summary>
    public string? When { get; init; }

    /// <summary>Whether what lacks it goes on with a warning.</summary>
    public bool OnlyWarns { get; init; }
}
