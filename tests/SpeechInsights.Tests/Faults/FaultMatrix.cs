using SpeechInsights.Simulator.Faults;

namespace SpeechInsights.Tests.Faults;

/// <summary>The faults that networks, gateways and servers have, and what must come of each; docs/faults.md is made of it.</summary>
internal static class FaultMatrix
{
    public const string Query = "conversations/summary/query";
    public const string Survey = "surveys/summary/query";
    public const string Model = "/models/";
    public const string Token = "/oauth/token";

    public static readonly IReadOnlyList<FaultCase> All =
    [
        .. Passing(Query), .. Passing(Survey),
        .. Lasting(Query), .. Lasting(Survey),
        new("429 that asks for an hour", Status(Query, 429, 0) with { RetryAfter = "3600" }, "RateLimitExceeded") { Attempts = 1 },
        new("503 that asks for an hour", Status(Query, 503, 0) with { RetryAfter = "3600" }, "ServiceUnavailable") { Attempts = 1 },
        new("token revoked in mid-run", Order(Query, FaultKind.Revoke, 3, 1), FaultCase.Whole),
        new("token revoked again and again", Order(Query, FaultKind.Revoke, 3, 0), "TokenRejected"),
        new("503, twice", Order(Model, FaultKind.Status, 0, 2) with { Status = 503 }, FaultCase.Whole),
        new("404", Status(Model, 404, 0), "ModelNotFound") { Attempts = 1 },
        new("403", Status(Model, 403, 0), "PermissionDenied") { Attempts = 1 },
        new("unknown fields and values", Order(Query, FaultKind.UnknownFields, 0, 0), FaultCase.Whole),
        new("another content type", Order(Query, FaultKind.ContentType, 2, 1) with { ContentType = "text/plain" }, FaultCase.Whole),
        new("rows come in at the front between two pages", Order(Query, FaultKind.Shift, 4, 1) with { Rows = 3 }, FaultCase.WholeAndMore),
        new("rows go away between two pages", Order(Query, FaultKind.Vanish, 4, 1) with { Rows = 3 }, "IncompleteResult"),
        new("a page repeats rows of the page before", Order(Query, FaultKind.Duplicate, 4, 1) with { Rows = 3 }, FaultCase.Whole),
        new("a page repeats rows each time", Order(Query, FaultKind.Duplicate, 4, 0) with { Rows = 3 }, "IncompleteResult"),
        new("a total that lies once", Order(Query, FaultKind.TotalLies, 4, 1) with { By = 3 }, FaultCase.Whole),
        new("a total that always lies", Order(Query, FaultKind.TotalLies, 0, 0) with { By = 3 }, "IncompleteResult"),
        new("smaller pages than asked for", Order(Query, FaultKind.PageSizeCap, 0, 0) with { Rows = 40 }, FaultCase.Whole),
        new("a body of 2 MB where 1 MB is the bound", Order(Query, FaultKind.Large, 0, 0) with { Bytes = 2 << 20 }, "ResponseTooLarge") { Attempts = 1 },
        new("a body nested 1,000 deep", Order(Query, FaultKind.Deep, 0, 0), "ResponseTooLarge") { Attempts = 1 },
        new("JSON of another shape", Order(Query, FaultKind.Garbage, 0, 0) with { Text = "[1,2,3]" }, "InvalidResponse") { Attempts = 4 },
        new("a redirect to another host", Order(Query, FaultKind.Redirect, 0, 0) with { Location = "https://example.com/" }, "InvalidResponse") { Attempts = 1 },
        new("an error text with escape sequences", Order(Query, FaultKind.ControlText, 0, 0), "RequestRejected") { Attempts = 1 },
    ];

    public static IEnumerable<FaultCase> Passing(string path)
    {
        foreach (int status in (int[])[408, 429, 502, 503, 504])
        {
            yield return new($"{status}, twice", Status(path, status, 2), FaultCase.Whole);
        }

        yield return new("429 with seconds", Status(path, 429, 1) with { RetryAfter = "2" }, FaultCase.Whole);
        yield return new("429 with a date", Status(path, 429, 1) with { RetryAfter = "Sun, 01 Nov 2020 00:00:00 GMT" }, FaultCase.Whole);
        yield return new("429 with nonsense", Status(path, 429, 1) with { RetryAfter = "soon" }, FaultCase.Whole);
        yield return new("502 with a web page", Status(path, 502, 2) with { Html = true }, FaultCase.Whole);
        yield return new("connection reset before the answer, twice", Order(path, FaultKind.Reset, 1, 2), FaultCase.Whole);
        yield return new("connection reset inside the body, twice", Order(path, FaultKind.ResetInBody, 1, 2), FaultCase.Whole);
        yield return new("JSON cut in half, twice", Order(path, FaultKind.Truncate, 1, 2), FaultCase.Whole);
        yield return new("a web page with 200, twice", Order(path, FaultKind.Html, 1, 2), FaultCase.Whole);
        yield return new("an empty body with 200, twice", Order(path, FaultKind.Empty, 1, 2), FaultCase.Whole);
        yield return new("a body that stalls, once", Order(path, FaultKind.Stall, 1, 1), FaultCase.Whole);
        yield return new("headers that are slow", Order(path, FaultKind.Delay, 1, 3) with { Ms = 50 }, FaultCase.Whole);
    }

    public static IEnumerable<FaultCase> Lasting(string path)
    {
        yield return new("500", Status(path, 500, 0), "ServerError") { Attempts = 1 };
        yield return new("400", Status(path, 400, 0), "RequestRejected") { Attempts = 1 };
        yield return new("403", Status(path, 403, 0), "PermissionDenied") { Attempts = 1 };
        yield return new("418", Status(path, 418, 0), "InvalidResponse") { Attempts = 1 };
        yield return new("408, always", Status(path, 408, 0), "OperationTimeout") { Attempts = 4 };
        yield return new("429, always", Status(path, 429, 0), "RateLimitExceeded") { Attempts = 4 };
        yield return new("503, always", Status(path, 503, 0), "ServiceUnavailable") { Attempts = 4 };
        yield return new("a web page with 200, always", Order(path, FaultKind.Html, 0, 0), "InvalidResponse") { Attempts = 4 };
        yield return new("an empty body with 200, always", Order(path, FaultKind.Empty, 0, 0), "InvalidResponse") { Attempts = 4 };
        yield return new("JSON cut in half, always", Order(path, FaultKind.Truncate, 0, 0), "InvalidResponse") { Attempts = 4 };
        yield return new("connection reset, always", Order(path, FaultKind.Reset, 0, 0), "ConnectionFailed") { Attempts = 4 };
        yield return new("connection reset inside the body, always", Order(path, FaultKind.ResetInBody, 0, 0), "ConnectionFailed") { Attempts = 4 };
        yield return new("a body that stalls, always", Order(path, FaultKind.Stall, 0, 0), "OperationTimeout") { Attempts = 4 };
    }

    private static FaultOrder Status(string path, int status, int times) => Order(path, FaultKind.Status, times == 0 ? 0 : 1, times) with { Status = status };

    private static FaultOrder Order(string path, FaultKind kind, int skip, int times) => new() { Path = path, Kind = kind, Skip = skip, Times = times };
}
