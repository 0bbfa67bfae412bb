using System.Collections.ObjectModel;
using System.Reflection;

namespace SpeechInsights.Help.Cmdlets;

/// <summary>Reads a parameter from the property that declares it.</summary>
internal static class ParameterReader
{
    /// <returns>Null where the property is no parameter.</returns>
    public static ParameterDescription? Read(PropertyInfo property)
    {
        CustomAttributeData[] attributes = [.. property.CustomAttributes];
        SetMembership[] memberships =
        [
            .. attributes.Where(static attribute => attribute.AttributeType.Name == "ParameterAttribute").Select(ReadMembership),
        ];
        if (memberships.Length == 0)
        {
            return null;
        }

        Type element = ElementOf(property.PropertyType);
        return new ParameterDescription
        {
            Name = property.Name,
            TypeName = NameOf(property.PropertyType),
            IsSwitch = property.PropertyType.Name == "SwitchParameter",
            Values = element.IsEnum ? [.. element.GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => field.Name)] : [],
            Aliases = CmdletReader.Find(attributes, "AliasAttribute") is { } alias
                ? [.. ((ReadOnlyCollection<CustomAttributeTypedArgument>)alias.ConstructorArguments[0].Value!).Select(static name => (string)name.Value!)]
                : [],
            TakesWildcards = CmdletReader.Find(attributes, "SupportsWildcardsAttribute") is not null,
            Memberships = memberships,
            OnlyOn = DeclarationReader.OnlyOn(property),
            Bounds = DeclarationReader.Bounds(property),
        };
    }

    private static SetMembership ReadMembership(CustomAttributeData attribute) => new(
        CmdletReader.Named(attribute, "ParameterSetName") as string ?? SetMembership.AllSets,
        CmdletReader.Named(attribute, "Mandatory") is true,
        CmdletReader.Named(attribute, "Position") is int position ? position : null,
        CmdletReader.Named(attribute, "ValueFromPipeline") is true,
        CmdletReader.Named(attribute, "ValueFromPipelineByPropertyName") is true);

    private static Type ElementOf(Type type) => type.IsArray ? ElementOf(type.GetElementType()!)
        : type.IsGenericType && type.Name == "Nullable`1" ? ElementOf(type.GetGenericArguments()[0])
        : type;

    private static string NameOf(Type type) => type.IsArray ? NameOf(type.GetElementType()!) + "[]" : ElementOf(type).Name;
}
