using System.Reflection;
using System.Runtime.InteropServices;
using SpeechInsights.Help.Errors;

namespace SpeechInsights.Help.Cmdlets;

/// <summary>Reads what a library says about its cmdlets, without running it: there need be no PowerShell.</summary>
internal static class CmdletReader
{
    private const string Automation = "System.Management.Automation.";

    /// <param name="path">The library; what it refers to lies beside it.</param>
    public static LibraryDescription Read(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string[] libraries = [.. Directory.GetFiles(folder, "*.dll"), .. Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll")];
        using MetadataLoadContext context = new(new PathAssemblyResolver(libraries));
        Assembly library = context.LoadFromAssemblyPath(Path.GetFullPath(path));
        DocumentationReader documentation = new(Path.Combine(folder, "SpeechInsights.Core.xml"));
        CmdletDescription[] cmdlets =
        [
            .. library.GetExportedTypes()
                .Where(static type => !type.IsAbstract)
                .Select(static type => (Type: type, Data: Find(type.CustomAttributes, "CmdletAttribute")))
                .Where(static found => found.Data is not null)
                .Select(found => Describe(found.Type, found.Data!, documentation))
                .OrderBy(static cmdlet => cmdlet.Name, StringComparer.Ordinal),
        ];
        Assembly engine = context.LoadFromAssemblyName("SpeechInsights.Core");
        Dictionary<string, IReadOnlyList<(string Name, string Text)>> values = engine.GetTypes().Where(static type => type.IsEnum).ToDictionary(
            static type => type.FullName!,
            type => (IReadOnlyList<(string Name, string Text)>)[.. type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => (field.Name, documentation.OfField(type.FullName!, field.Name) ?? ""))]);
        return new LibraryDescription(cmdlets, ErrorReader.Read(engine)) { ValuesOf = name => values.GetValueOrDefault(name, []) };
    }

    private static CmdletDescription Describe(Type type, CustomAttributeData cmdlet, DocumentationReader documentation)
    {
        List<ParameterDescription> parameters = [.. type.GetProperties().Select(ParameterReader.Read).OfType<ParameterDescription>()];
        if (Named(cmdlet, "SupportsShouldProcess") is true)
        {
            parameters.Add(BuiltIn("WhatIf", "wi", "Shows what the cmdlet would do, and does not do it."));
            parameters.Add(BuiltIn("Confirm", "cf", "Asks before the cmdlet does something."));
        }

        string? first = Named(cmdlet, "DefaultParameterSetName") as string;
        string[] sets =
        [
            .. parameters.SelectMany(static parameter => parameter.Memberships)
                .Select(static membership => membership.Set)
                .Where(static set => set != SetMembership.AllSets)
                .Append(first ?? SetMembership.AllSets)
                .Distinct()
                .OrderByDescending(set => set == first)
                .ThenBy(static set => set, StringComparer.Ordinal),
        ];
        return new CmdletDescription(
            (string)cmdlet.ConstructorArguments[0].Value!, (string)cmdlet.ConstructorArguments[1].Value!, sets, parameters)
        {
            SendsRequests = DeclarationReader.SendsRequests(type),
            OwnRecordErrors = DeclarationReader.OwnRecordErrors(type),
            HasRecordErrorsOfRequests = DeclarationReader.HasRecordErrorsOfRequests(type),
            Outputs =
            [
                .. type.CustomAttributes.Where(static data => data.AttributeType.Name == "OutputTypeAttribute")
                    .SelectMany(static data => data.ConstructorArguments).SelectMany(TypesOf)
                    .Where(static output => output.Namespace == "SpeechInsights")
                    .Select(output => Describe(output, documentation)),
            ],
            Permissions = DeclarationReader.Permissions(type),
        };
    }

    private static OutputDescription Describe(Type output, DocumentationReader documentation) =>
        new(output.FullName!, [.. output.GetProperties().Select(property => (property.Name, documentation.OfProperty(output.FullName!, property.Name)))]);

    private static IEnumerable<Type> TypesOf(CustomAttributeTypedArgument argument) =>
        argument.Value is IEnumerable<CustomAttributeTypedArgument> several ? several.SelectMany(TypesOf) : argument.Value is Type type ? [type] : [];

    private static ParameterDescription BuiltIn(string name, string alias, string text) => new()
    {
        Name = name,
        TypeName = "SwitchParameter",
        IsSwitch = true,
        Aliases = [alias],
        Memberships = [new SetMembership(SetMembership.AllSets, false, null, false, false)],
        BuiltInText = text,
    };

    /// <summary>An attribute of PowerShell by its type's name, or null.</summary>
    public static CustomAttributeData? Find(IEnumerable<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == Automation + name);

    /// <summary>The value that an attribute gives one of its properties, or null.</summary>
    public static object? Named(CustomAttributeData attribute, string property) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == property).TypedValue.Value;
}
