using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace SpeechInsights.Tests.Surface;

/// <summary>What the cmdlets declare, read from the built library's metadata: it needs no PowerShell.</summary>
public sealed class CmdletSurfaceTests : IDisposable
{
    private static readonly string[] s_reserved =
        ["Confirm", "Debug", "ErrorAction", "ErrorVariable", "OutBuffer", "OutVariable", "PipelineVariable", "Verbose", "WarningAction", "WarningVariable", "WhatIf"];

    private readonly MetadataLoadContext _context;
    private readonly Dictionary<string, Type> _cmdlets;

    public CmdletSurfaceTests()
    {
        string module = MetadataOf("Module");
        string folder = Path.GetDirectoryName(module)!;
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string standard = MetadataOf("PowerShellStandard");
        _context = new MetadataLoadContext(new PathAssemblyResolver(
            Directory.GetFiles(folder, "*.dll").Concat(Directory.GetFiles(runtime, "*.dll")).Append(standard)));
        _cmdlets = _context.LoadFromAssemblyPath(module).GetExportedTypes()
            .Select(type => (Type: type, Data: Find(type, "CmdletAttribute")))
            .Where(pair => pair.Data is not null)
            .ToDictionary(pair => $"{pair.Data!.ConstructorArguments[0].Value}-{pair.Data.ConstructorArguments[1].Value}", pair => pair.Type);
    }

    public void Dispose() => _context.Dispose();

    [Fact]
    public void The_manifest_exports_each_cmdlet_and_nothing_else()
    {
        string manifest = File.ReadAllText(Path.Combine(Root(), "SpeechInsights.psd1"));
        string[] listed = [.. Regex.Matches(Regex.Match(manifest, @"CmdletsToExport\s*=\s*@\((.*?)\)", RegexOptions.Singleline).Groups[1].Value, "'([^']+)'").Select(match => match.Groups[1].Value)];
        Assert.Equal(_cmdlets.Keys.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        foreach (string key in (string[])["FunctionsToExport", "AliasesToExport", "VariablesToExport"])
        {
            Assert.Matches($@"{key}\s*=\s*@\(\)", manifest);
        }
    }

    [Fact]
    public void Names_are_those_of_their_types_and_nouns_singular() => Assert.All(_cmdlets, cmdlet =>
    {
        string[] parts = cmdlet.Key.Split('-');
        Assert.Matches("^[A-Z][A-Za-z]+$", parts[1]);
        Assert.True(!parts[1].EndsWith('s') || parts[1] == "GenesysInsights", cmdlet.Key);
        Assert.Equal(parts[0] + parts[1] + "Command", cmdlet.Value.Name);
        Assert.Equal("SpeechInsights.Commands", cmdlet.Value.Namespace);
        Assert.True(cmdlet.Value.IsSealed);
    });

    [Fact]
    public void Each_says_what_it_emits() => Assert.All(_cmdlets.Values, type => Assert.NotNull(Find(type, "OutputTypeAttribute")));

    [Fact]
    public void What_uses_a_session_declares_that_it_sends_requests() => Assert.All(_cmdlets.Where(cmdlet => DerivesFrom(cmdlet.Value, "ConnectedCommand")), cmdlet =>
    {
        // They use a session for its profile or for its audit trail, and send nothing to its server.
        string[] silent = ["Export-InsightReport", "Measure-InsightAccuracy", "New-InsightQuery", "Resume-CoachingDelivery", "Send-CoachingInsight"];
        Assert.Equal(!silent.Contains(cmdlet.Key), Find(cmdlet.Value, "SendsRequestsAttribute") is not null);
    });

    [Fact]
    public void No_secret_is_a_string_and_no_name_is_reserved() => Assert.All(_cmdlets, cmdlet => Assert.All(Parameters(cmdlet.Value), parameter =>
    {
        Assert.DoesNotContain(parameter.Name, s_reserved);
        // The name of a secret in a vault is none.
        if (Regex.IsMatch(parameter.Name, "Secret|Password|Token|Credential") && parameter.Name != "SecretName")
        {
            Assert.Contains(parameter.PropertyType.Name, (string[])["SecureString", "SecureString[]", "PSCredential"]);
        }
    }));

    [Fact]
    public void Every_parameter_is_described()
    {
        Dictionary<string, string> summaries = XDocument.Load(Path.ChangeExtension(MetadataOf("Module"), ".xml")).Descendants("member")
            .ToDictionary(static member => member.Attribute("name")!.Value, static member => member.Element("summary")?.Value.Trim() ?? "");
        Assert.All(_cmdlets, cmdlet => Assert.All(Parameters(cmdlet.Value), parameter =>
            Assert.Matches(@"^[A-Z].{6,}\.$", Regex.Replace(summaries.GetValueOrDefault($"P:{parameter.DeclaringType!.FullName}.{parameter.Name}") ?? "", @"\s+", " "))));
    }

    [Fact]
    public void No_parameter_is_plural() => Assert.All(_cmdlets, cmdlet => Assert.All(Parameters(cmdlet.Value), parameter =>
    {
        // Rows are what is counted.
        Assert.False(parameter.Name != "MinimumRows" && parameter.Name.EndsWith('s') && !parameter.Name.EndsWith("ss", StringComparison.Ordinal), $"{cmdlet.Key} -{parameter.Name}");
        if (parameter.PropertyType.Name == "SwitchParameter")
        {
            Assert.True(parameter.CanWrite);
        }
    }));

    [Fact]
    public void What_is_emitted_can_not_be_made_or_changed_by_others()
    {
        string[] open = ["InteractionReference", "CsatScale", "InsightTime"];
        Type[] emitted = [.. typeof(InsightsSession).Assembly.GetExportedTypes().Where(type => type.IsClass && !typeof(Exception).IsAssignableFrom(type))];
        Assert.Contains(typeof(ScoredInsight), emitted);
        Assert.All(emitted, type =>
        {
            Assert.True(type.IsSealed, type.Name);
            Assert.All(type.GetProperties(), property => Assert.True(property.SetMethod is null || !property.SetMethod.IsPublic || IsInit(property), $"{type.Name}.{property.Name}"));
            Assert.True(open.Contains(type.Name) || type.GetConstructors().Length == 0, type.Name);
        });
        Assert.False(typeof(ScoredInsight).IsAssignableTo(typeof(SpeechInsight)));
    }

    [Fact]
    public void The_engine_knows_no_PowerShell() => Assert.DoesNotContain(
        typeof(InsightsSession).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("System.Management.Automation", StringComparison.Ordinal));

    [Fact]
    public void Nothing_but_the_adapters_knows_an_address()
    {
        string core = Path.Combine(Root(), "src", "SpeechInsights.Core");
        IEnumerable<string> files = Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Api{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        Assert.All(files, file => Assert.DoesNotContain(
            File.ReadLines(file), line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Regex.IsMatch(line, "/api/v2|/oauth/")));
    }

    private static bool DerivesFrom(Type type, string name) => type.BaseType is { } parent && (parent.Name == name || DerivesFrom(parent, name));

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");

    private static CustomAttributeData? Find(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType.Name == attribute);

    private static IEnumerable<PropertyInfo> Parameters(Type type) => type.GetProperties().Where(property => Find(property, "ParameterAttribute") is not null);

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    private static string MetadataOf(string key) =>
        typeof(CmdletSurfaceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
