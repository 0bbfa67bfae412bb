using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

namespace SpeechInsights.Declarations;

/// <summary>What a cmdlet declares beyond what PowerShell knows of it.</summary>
internal sealed record CmdletDeclaration
{
    private static readonly ConcurrentDictionary<Type, CmdletDeclaration> s_read = new();

    public required string Name { get; init; }

    public required bool SendsRequests { get; init; }

    /// <summary>The id of its progress, which no other cmdlet of the module has.</summary>
    public int ActivityId => Name.Aggregate(17, static (hash, letter) => unchecked((hash * 31) + letter)) & int.MaxValue;

    /// <summary>The profile that it is limited to, or null.</summary>
    public required OnlyOnAttribute? OnlyOn { get; init; }

    /// <summary>The parameters that are limited to a profile, in the order in which they are declared.</summary>
    public required IReadOnlyList<(string Parameter, OnlyOnAttribute OnlyOn)> LimitedParameters { get; init; }

    /// <summary>What it needs on the Platform profile; empty where it needs nothing.</summary>
    public required IReadOnlyList<PermissionAttribute> Permissions { get; init; }

    /// <summary>All cmdlets of the module, by name.</summary>
    public static IReadOnlyList<CmdletDeclaration> All() =>
    [
        .. typeof(CmdletDeclaration).Assembly.GetExportedTypes()
            .Where(static type => !type.IsAbstract && type.IsDefined(typeof(CmdletAttribute)))
            .Select(Of)
            .OrderBy(static cmdlet => cmdlet.Name, StringComparer.Ordinal),
    ];

    public static CmdletDeclaration Of(Type cmdlet) => s_read.GetOrAdd(cmdlet, Read);

    /// <exception cref="InsightsException">NotSupportedByProfile.</exception>
    public void Check(Func<ApiProfile> profile, Func<string, bool> isBound)
    {
        if (OnlyOn is not null && OnlyOn.Profile != profile())
        {
            throw OnlyOn.Refusal(Name);
        }

        foreach ((string parameter, OnlyOnAttribute onlyOn) in LimitedParameters)
        {
            if (isBound(parameter) && onlyOn.Profile != profile())
            {
                throw onlyOn.Refusal(parameter);
            }
        }
    }

    private static CmdletDeclaration Read(Type type)
    {
        CmdletAttribute cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
        return new CmdletDeclaration
        {
            Name = $"{cmdlet.VerbName}-{cmdlet.NounName}",
            SendsRequests = type.IsDefined(typeof(SendsRequestsAttribute)),
            OnlyOn = type.GetCustomAttribute<OnlyOnAttribute>(),
            LimitedParameters =
            [
                .. type.GetProperties()
                    .Select(static property => (property.Name, OnlyOn: property.GetCustomAttribute<OnlyOnAttribute>()!))
                    .Where(static parameter => parameter.OnlyOn is not null),
            ],
            Permissions =
            [
                .. type.GetCustomAttributes<PermissionsOfAttribute>().SelectMany(static other => Of(other.Cmdlet).Permissions)
                    .Concat(type.GetCustomAttributes<PermissionAttribute>())
                    .DistinctBy(static permission => (permission.Name, permission.When)),
            ],
        };
    }
}
