using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Sessions;

namespace SpeechInsights.Api;

/// <summary>Reads <c>{"access_token","token_type","expires_in","refresh_token"?}</c> (RFC 6749, section 5.1), which both profiles answer with.</summary>
internal static class TokenAnswer
{
    public static TokenGrant Read(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body);
        JsonRead.StartObject(ref reader);
        string? token = null;
        string? refresh = null;
        double? seconds = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("access_token"u8))
            {
                reader.Read();
                token = JsonRead.Text(ref reader, "access_token");
            }
            else if (reader.ValueTextEquals("expires_in"u8))
            {
                reader.Read();
                seconds = JsonRead.Number(ref reader, "expires_in");
            }
            else if (reader.ValueTextEquals("refresh_token"u8))
            {
                reader.Read();
                refresh = reader.TokenType == JsonTokenType.Null ? null : JsonRead.Text(ref reader, "refresh_token");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        while (reader.Read())
        {
        }

        return !IsToken(token) ? throw JsonRead.Wrong("access_token")
            : refresh is not null && !IsToken(refresh) ? throw JsonRead.Wrong("refresh_token")
            : seconds is > 0 and < 1e9 ? new TokenGrant(token!, TimeSpan.FromSeconds(seconds.Value), refresh)
            : throw JsonRead.Wrong("expires_in");
    }

    private static bool IsToken(string? text) => !string.IsNullOrEmpty(text) && text.All(static c => c is > ' ' and <= '~');
}
