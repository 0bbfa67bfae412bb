using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Platform;

/// <summary>The organisation, its token, and for how long and until when it has data.</summary>
internal sealed class AccountEndpoints(TokenStore tokens, DateTimeOffset dataUntil)
{
    private const int RetentionDays = 730;
    private const string Scheme = "Bearer ";

    public static Reply Organization(ReceivedRequest request) => Reply.Of(StatusCodes.Status200OK, static writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, PlatformCatalog.OrganizationId);
        writer.WriteString("name"u8, PlatformCatalog.OrganizationName);
        writer.WriteString("defaultLanguage"u8, "en-us"u8);
        writer.WriteString("state"u8, "active"u8);
        writer.WriteEndObject();
    });

    /// <summary>200 without a body, as it is declared.</summary>
    public Reply Revoke(ReceivedRequest request)
    {
        tokens.Revoke(request.Authorization![Scheme.Length..]);
        return Reply.NoContent(StatusCodes.Status200OK);
    }

    public static Reply Retention(ReceivedRequest request) => Reply.Of(StatusCodes.Status200OK, static writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("retentionDays"u8, RetentionDays);
        writer.WriteEndObject();
    });

    public Reply Availability(ReceivedRequest request) => Reply.Of(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("dataAvailabilityDate"u8, PlatformTime.Text(dataUntil));
        writer.WriteEndObject();
    });
}
