namespace SpeechInsights.Simulator.Platform;

/// <summary>The operations that tell names, and what a client may do.</summary>
internal static class DirectoryOperations
{
    private static readonly string[] s_userExpansions =
    [
        "routingStatus", "presence", "integrationPresence", "conversationSummary", "outOfOffice", "geolocation", "station", "authorization",
        "lasttokenissued", "authorization.unusedRoles", "team", "workPlanBidRanks", "externalContactsSettings", "groups", "customAttributes",
        "profileSkills", "certifications", "locations", "skills", "languages", "languagePreference", "employerInfo", "biography",
        "dateLastLogin", "dateWelcomeSent",
    ];

    public static Operation Users { get; } = new("GET", "/api/v2/users")
    {
        Query =
        [
            FieldShape.Integer("pageSize").ByDefault("25").Between(1, DirectoryEndpoints.MaximumPageSize), FieldShape.Integer("pageNumber").ByDefault("1").Between(1, null),
            FieldShape.Text("id").AsList().Between(1, DirectoryEndpoints.MaximumIds).NotBeside("jabberId"), FieldShape.Text("jabberId").AsList().NotBeside("id"),
            FieldShape.Choice("sortOrder", ["ascending", "descending"]).ByDefault("ASC"), FieldShape.Choice("expand", s_userExpansions).AsList(),
            FieldShape.Choice("integrationPresenceSource", ["MicrosoftTeams", "ZoomPhone", "EightByEight"]).OnlyWhere("expand", "presence").Between(null, 100),
            FieldShape.Text("userCustomAttributeSchemaIds").AsList().OnlyWhere("expand", "customAttributes").Between(1, 5),
            FieldShape.Choice("state", ["active", "inactive", "deleted", "any"]).ByDefault("active"),
        ],
    };

    public static Operation Queues { get; } = new("GET", "/api/v2/routing/queues", Permission.ViewQueue)
    {
        Query =
        [
            FieldShape.Integer("pageNumber").ByDefault("1").Between(1, null), FieldShape.Integer("pageSize").ByDefault("25").Between(1, DirectoryEndpoints.MaximumPageSize),
            FieldShape.Choice("sortOrder", ["asc", "desc"]).ByDefault("asc"), FieldShape.Text("name").ByItsEndpoint(),
            FieldShape.Text("id").AsList().Between(1, DirectoryEndpoints.MaximumIds), FieldShape.Text("divisionId").AsList(), FieldShape.Text("peerId").AsList(),
            FieldShape.Text("cannedResponseLibraryId"), FieldShape.Flag("hasPeer"), FieldShape.Choice("expand", ["identityresolution"]).AsList(),
        ],
    };

    /// <summary>The reference's extract of the definition has it not; the SDKs' documentation does.</summary>
    public static Operation Teams { get; } = new("GET", "/api/v2/teams", Permission.ViewTeam)
    {
        IsOutsideExtract = true,
        Query =
        [
            FieldShape.Integer("pageSize").ByDefault("25").Between(1, DirectoryEndpoints.MaximumPageSize), FieldShape.Text("name"), FieldShape.Text("after"),
            FieldShape.Text("before"), FieldShape.Choice("expand", ["entities.division"]),
        ],
    };

    /// <inheritdoc cref="Teams"/>
    public static Operation Divisions { get; } = new("GET", "/api/v2/authorization/divisions")
    {
        IsOutsideExtract = true,
        Query =
        [
            FieldShape.Integer("pageSize").ByDefault("25").Between(1, DirectoryEndpoints.MaximumPageSize), FieldShape.Integer("pageNumber").ByDefault("1").Between(1, null),
            FieldShape.Text("sortBy"), FieldShape.Text("expand").AsList(), FieldShape.Text("nextPage"), FieldShape.Text("previousPage"), FieldShape.Flag("objectCount"),
            FieldShape.Text("id").AsList().Between(1, DirectoryEndpoints.MaximumIds), FieldShape.Text("name"),
        ],
    };

    public static Operation Subject { get; } = new("GET", "/api/v2/authorization/subjects/me")
    {
        Query = [FieldShape.Flag("includeDuplicates").ByDefault("false")],
    };

    public static Operation Client { get; } = new("GET", "/api/v2/oauth/clients/{clientId}", Permission.ViewClient);

    public static Operation Role { get; } = new("GET", "/api/v2/authorization/roles/{roleId}", Permission.ViewRole)
    {
        Query = [FieldShape.Flag("userCount").ByDefault("true"), FieldShape.Choice("expand", ["unusedPermissions"]).AsList()],
    };

    public static IReadOnlyList<Operation> All { get; } = [Users, Queues, Teams, Divisions, Subject, Client, Role];
}
