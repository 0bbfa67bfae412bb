using System.Collections;
using System.Management.Automation;

namespace SpeechInsights.Binding;

/// <summary>
/// Takes text, and Guids as text, but no other object: PowerShell would make an id of anything by its type's name.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class IdentifierAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = Unwrap(inputData);
        return value switch
        {
            null or string => value,
            Guid id => id.ToString("D"),
            InteractionReference reference => reference.Id,
            IEnumerable list => list.Cast<object?>().Select(One).ToArray(),
            _ => throw Refuse(),
        };
    }

    private static string? One(object? item) => Unwrap(item) switch
    {
        null => null,
        string text => text,
        Guid id => id.ToString("D"),
        InteractionReference reference => reference.Id,
        _ => throw Refuse(),
    };

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    // With this inner exception the binder goes on to the object's properties; any other would end the pipeline.
    private static ArgumentTransformationMetadataException Refuse()
    {
        PSInvalidCastException inner = new("An id is text; this object is something else.");
        return new ArgumentTransformationMetadataException(inner.Message, inner);
    }
}
