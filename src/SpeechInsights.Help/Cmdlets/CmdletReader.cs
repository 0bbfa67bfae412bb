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
        CmdletDescription[] cmdlets =
        [
            .. library.GetExportedTypes()
                .Where(static type => !type.IsAbstract)
                .Select(static type => (Type: type, Data: Find(type.CustomAttributes, "CmdletAttribute")))
                .Where(static found => found.Data is not null)
                .Select(static found => Describe(found.Type, found.Data!))
                .OrderBy(static cmdlet => cmdlet.Name, StringComparer.Ordinal),
        ];
        return new LibraryDescription(cmdlets, ErrorReader.Read(context.LoadFromAssemblyName("SpeechInsights.Core")));
    }

    private static CmdletDescription Describe(Type type, CustomAttributeData cmdlet)
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
            Permissions = DeclarationReader.Permissions(type),
        };
    }

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
