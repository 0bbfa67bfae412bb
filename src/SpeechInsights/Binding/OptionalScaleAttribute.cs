using System.Management.Automation;

namespace SpeechInsights.Binding;

/// <summary>Takes a scale of scores, its text, what a job made of it, or nothing.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class OptionalScaleAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped && wrapped.BaseObject is CsatScale ? wrapped.BaseObject : inputData;
        if (value is null or CsatScale)
        {
            return value;
        }

        string text = value.ToString() ?? "";
        try
        {
            return text.Length == 0 ? null : new CsatScale(text);
        }
        catch (FormatException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }
}
