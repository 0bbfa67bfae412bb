using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SpeechInsights.Api.Summary;
using SpeechInsights.Http;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>What reads answers that are refusals, and headers. An answer is a line with the status, its headers, an empty line and the body.</summary>
internal static class HttpTargets
{
    private const int Booked = 5;

    private static readonly string[] s_errors =
    [
        """{"message":"The field 'id' is not valid for client_secret=abc, mail joe@contoso.com","code":"bad.request","status":400,"contextId":"3a2b","details":[{"errorCode":"x"}],"errors":[]}""",
        """{"error":"invalid_client","description":"client not found","error_description":"no \u001b[31mred\u001b[0m"}""",
        """{"message":"Rate limit exceeded","code":"too.many.requests","limit":{"key":"client.credentials.token.rate.per.minute","namespace":"platform.api","value":300}}""",
    ];

    private static readonly string[] s_answers =
    [
        "400\nContent-Type: application/json\nININ-Correlation-Id: 3a2b-1\n\n" + s_errors[0],
        "401\nContent-Type: application/json\n\n" + s_errors[1],
        "429\nRetry-After: 20\ninin-ratelimit-count: 300\ninin-ratelimit-allowed: 300\ninin-ratelimit-reset: 12\nContent-Type: application/json\n\n" + s_errors[2],
        "503\nRetry-After: Sun, 06 Nov 2094 08:49:37 GMT\nDate: Sun, 06 Nov 2094 08:49:07 GMT\nContent-Type: text/html\n\n<html>busy</html>",
        "403\n\n" + s_errors[0],
        "500\nContent-Type: application/json\n\n",
        "200\nContent-Type: application/json; charset=utf-8\nContent-Encoding: identity\n\n" + """{"id":"m-1","name":"Billing"}""",
        "302\nLocation: https://elsewhere.invalid/\n\n",
    ];

    private static readonly string[] s_waits =
    [
        "0", "20", "181", "999999999999", "9999999999999999999999", "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Fri, 31 Dec 9999 23:59:59 GMT",
    ];

    private static readonly string[] s_limits = ["58\n60\n30", "2147483647\n1\n180", "2147483647\n1\n60", "0\n300\n0"];

    private static readonly ServerMessage s_silence = new(null, null, null, null);

    private static readonly DateTimeOffset s_now = new(1994, 11, 6, 8, 49, 7, TimeSpan.Zero);

    private static readonly Predicate<Exception> s_anyStatus = Refusal.Api(
        "RequestRejected", "TokenRejected", "PermissionDenied", "ModelNotFound", "OperationTimeout", "RateLimitExceeded", "ServiceUnavailable", "ServerError",
        "InvalidResponse", "ResponseTooLarge");

    public static IEnumerable<FuzzTarget> All
    {
        get
        {
            CannedApi api = new();
            ApiRequest request = new(HttpMethod.Get, "/api/v2/models/m-1") { NotFound = InsightsError.ModelNotFound, Subject = "m-1", Scope = "x" };
            return
            [
                FuzzTarget.Of("server message", s_errors, static input => ServerMessage.Read(input) is { } said && said != s_silence ? said : null, Check, Refusal.None),
                FuzzTarget.Of("answers", s_answers, input => Send(api, request, input), CheckAnswer, s_anyStatus),
                FuzzTarget.Of("Retry-After", s_waits, static input => RetryAfter.Parse(Encoding.Latin1.GetString(input), s_now), CheckWait, Refusal.None),
                FuzzTarget.Of("rate limit headers", s_limits, CheckLimits, static _ => { }, Refusal.None),
            ];
        }
    }

    private static void Check(ServerMessage said)
    {
        foreach (string? text in new[] { said.Message, said.Code, said.ContextId, said.Limit })
        {
            Sane.Label(text, "a part");
            Assert.True(text is null || text.Length is > 0 and < 700, "a part is empty or long");
            Assert.True(text?.Contains("joe@contoso.com", StringComparison.Ordinal) != true, "an address is left");
        }
    }

    // Of an answer without success the error is what was read; of any other it is a refusal.
    private static object Send(CannedApi api, ApiRequest request, byte[] input)
    {
        HttpResponseMessage answer = ToAnswer(input);
        try
        {
            return api.Answer(answer, sender => sender.SendAsync(request, SummaryModel.Read, RunContext.Silent(), default));
        }
        catch (ApiException e) when (!answer.IsSuccessStatusCode)
        {
            return e;
        }
    }

    private static void CheckAnswer(object read)
    {
        if (read is SpeechModel model)
        {
            SummaryTargets.Check(model);
        }
        else
        {
            Assert.True(s_anyStatus((Exception)read), read.ToString());
        }
    }

    private static void CheckWait(TimeSpan? wait) => Assert.InRange(wait!.Value, TimeSpan.Zero, TimeSpan.MaxValue);

    private static HttpResponseMessage ToAnswer(byte[] input)
    {
        int end = input.AsSpan().IndexOf("\n\n"u8);
        string[] head = Encoding.Latin1.GetString(input, 0, end < 0 ? input.Length : end).Replace("\r", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal).Split('\n');
        HttpResponseMessage answer = new((HttpStatusCode)(int.TryParse(head[0], NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 100 and < 1000 ? status : 400))
        {
            Content = new ByteArrayContent(end < 0 ? [] : input[(end + 2)..]),
        };
        foreach (string line in head.Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                _ = answer.Headers.TryAddWithoutValidation(line[..colon].Trim(), line[(colon + 1)..].Trim())
                    || answer.Content.Headers.TryAddWithoutValidation(line[..colon].Trim(), line[(colon + 1)..].Trim());
            }
        }

        return answer;
    }

    // Null, a refusal, where the headers must not count.
    private static object? CheckLimits(byte[] input)
    {
        string[] parts = Encoding.Latin1.GetString(input).Replace("\r", "", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal).Split('\n');
        ManualTimeProvider time = new();
        RequestBudget budget = new(time, TimeSpan.FromMinutes(1));
        int limit = input.Length % 2 == 0 ? 20 : 0;
        budget.SetLimit(limit);
        for (int i = 0; i < Booked; i++)
        {
            Assert.True(budget.WaitAsync(RunContext.Silent(), default).IsCompletedSuccessfully, "a free place is not given");
        }

        using HttpResponseMessage answer = new();
        bool areAdded = Add(answer.Headers, "inin-ratelimit-count", parts, 0) & Add(answer.Headers, "inin-ratelimit-allowed", parts, 1) & Add(answer.Headers, "inin-ratelimit-reset", parts, 2);
        RateLimitHeaders.Apply(answer.Headers, budget);

        bool count = areAdded & IsNumber(parts, 0, out long counted) & IsNumber(parts, 1, out long allowed) & IsNumber(parts, 2, out long reset) && allowed > 0 && reset <= 180;
        bool mustWait = count && reset > 0 && counted + Booked >= allowed;
        Assert.InRange(budget.Effective, Math.Min(1, limit), limit);
        using CancellationTokenSource stop = new();
        ValueTask next = budget.WaitAsync(RunContext.Silent(), stop.Token);
        Assert.True(mustWait || (count && limit > 0 && allowed <= Booked) ? !next.IsCompleted : next.IsCompletedSuccessfully, "the headers are not obeyed");
        stop.Cancel();
        return count ? budget : null;
    }

    private static bool Add(HttpResponseHeaders headers, string name, string[] parts, int index) =>
        parts.Length > index && headers.TryAddWithoutValidation(name, parts[index].Trim());

    private static bool IsNumber(string[] parts, int index, out long number)
    {
        number = 0;
        return parts.Length > index && parts[index].Trim() is { Length: > 0 and <= 18 } text && text.All(char.IsAsciiDigit)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= int.MaxValue;
    }
}
