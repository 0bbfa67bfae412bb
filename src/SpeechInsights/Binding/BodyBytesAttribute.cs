using System.Management.Automation;
using System.Text;

namespace SpeechInsights.Binding;

/// <summary>Takes bytes as they are, and text as its UTF-8 bytes, where PowerShell would make numbers of its characters or fail.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class BodyBytesAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is string text ? Encoding.UTF8.GetBytes(text) : value;
    }
}
