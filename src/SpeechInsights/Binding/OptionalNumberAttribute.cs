using System.Globalization;
using System.Management.Automation;

namespace SpeechInsights.Binding;

/// <summary>Takes a number or nothing. The empty text that Import-Csv gives is nothing, where PowerShell would make it 0.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class OptionalNumberAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is not string text ? value
            : string.IsNullOrWhiteSpace(text) ? null
            : Parse(text);
    }

    // Export-Csv writes numbers in the culture of the session that wrote them.
    private static double Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        || double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out number)
            ? number
            : throw new ArgumentTransformationMetadataException("A figure is a number or empty.");
}
