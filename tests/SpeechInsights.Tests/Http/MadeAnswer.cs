using System.Net;
using System.Text;
using SpeechInsights.Http;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>Answers of a server that is not there.</summary>
internal static class MadeAnswer
{
    public static HttpResponseMessage Of(int status, string body = "", string mediaType = "application/json", params (string Name, string Value)[] headers)
    {
        HttpResponseMessage answer = new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        foreach ((string name, string value) in headers)
        {
            Assert.True(answer.Headers.TryAddWithoutValidation(name, value));
        }

        return answer;
    }

    /// <summary>The same as the engine has it once it is here.</summary>
    public static async Task<ReceivedAnswer> ReceiveAsync(int status, string body = "", string mediaType = "application/json", params (string Name, string Value)[] headers)
    {
        using HttpTransport transport = new(new AnsweringHandler(_ => Of(status, body, mediaType, headers)), 1 << 20);
        using HttpRequestMessage request = new(HttpMethod.Get, "https://api.example.com/");
        return await transport.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
