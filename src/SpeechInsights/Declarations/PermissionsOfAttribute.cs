namespace SpeechInsights.Declarations;

/// <summary>A cmdlet that needs what another one needs, because it does the same and more.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class PermissionsOfAttribute(Type cmdlet) : Attribute
{
    public Type Cmdlet => cmdlet;
}
