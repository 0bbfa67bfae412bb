using System.Collections.ObjectModel;
using System.Globalization;
using System.Reflection;

namespace SpeechInsights.Help.Cmdlets;

/// <summary>Reads the module's own attributes of a cmdlet.</summary>
internal static class DeclarationReader
{
    private const string Declarations = "SpeechInsights.Declarations.";

    public static bool SendsRequests(Type type) => Find(type, "SendsRequestsAttribute").Any();

    public static IReadOnlyList<string> OwnRecordErrors(Type type) =>
    [
        .. Find(type, "RecordErrorsAttribute")
            .SelectMany(static data => (ReadOnlyCollection<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
            .Select(static id => EnumText.NameOf(id.ArgumentType, id.Value!)),
    ];

    public static bool HasRecordErrorsOfRequests(Type type) => Find(type, "RecordErrorsAttribute").Any(static data => CmdletReader.Named(data, "OfRequests") is true);

    public static IReadOnlyList<PermissionDescription> Permissions(Type type) =>
    [
        .. Find(type, "PermissionsOfAttribute").SelectMany(static data => Permissions((Type)data.ConstructorArguments[0].Value!))
            .Concat(Find(type, "PermissionAttribute")
                .Select(static data => new PermissionDescription((string)data.ConstructorArguments[0].Value!, CmdletReader.Named(data, "When") as string)))
            .Distinct(),
    ];

    /// <summary>The profile that alone serves a cmdlet or a parameter, or null.</summary>
    public static string? OnlyOn(MemberInfo member) => Find(member, "OnlyOnAttribute")
        .Select(static data => EnumText.NameOf(data.ConstructorArguments[0].ArgumentType, data.ConstructorArguments[0].Value!))
        .FirstOrDefault();

    /// <summary>The least and the most that a parameter takes, or null.</summary>
    public static (string Least, string Most)? Bounds(MemberInfo parameter) => Find(parameter, "BoundsAttribute")
        .Select(static data => ((string, string)?)(Number(data.ConstructorArguments[0]), Number(data.ConstructorArguments[1])))
        .FirstOrDefault();

    private static string Number(CustomAttributeTypedArgument value) => Convert.ToDouble(value.Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<CustomAttributeData> Find(MemberInfo member, string name) =>
        member.CustomAttributes.Where(data => data.AttributeType.FullName == Declarations + name);
}
