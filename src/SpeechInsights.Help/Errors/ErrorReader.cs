using System.Reflection;
using SpeechInsights.Help.Cmdlets;
using SpeechInsights.Help.Pages;

namespace SpeechInsights.Help.Errors;

/// <summary>Reads the rows of the library's error ids.</summary>
internal static class ErrorReader
{
    /// <exception cref="HelpSourceException">An id has no row.</exception>
    public static IReadOnlyList<ErrorDescription> Read(Assembly engine)
    {
        Type ids = engine.GetType("SpeechInsights.InsightsError", throwOnError: true)!;
        return [.. ids.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => Read(ids, field))];
    }

    private static ErrorDescription Read(Type ids, FieldInfo field)
    {
        CustomAttributeData row = field.CustomAttributes.FirstOrDefault(static data => data.AttributeType.Name == "ErrorRowAttribute")
            ?? throw new HelpSourceException(ids.Name, $"{field.Name} has no row in the catalogue of errors.");
        CustomAttributeTypedArgument group = row.ConstructorArguments[0];
        return new ErrorDescription(
            field.Name,
            EnumText.NameOf(group.ArgumentType, group.Value!),
            (string)row.ConstructorArguments[2].Value!,
            CmdletReader.Named(row, "OfAnyRequest") is true,
            CmdletReader.Named(row, "OfRecord") is true);
    }
}
