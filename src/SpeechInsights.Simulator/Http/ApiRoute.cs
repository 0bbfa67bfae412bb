namespace SpeechInsights.Simulator.Http;

/// <summary>
/// A resource of a profile. <see cref="Scope"/> is null for what needs no token; <see cref="Pages"/> says which row list
/// it reads, so that page faults know where to apply.
/// </summary>
internal sealed class ApiRoute(string template, string? scope)
{
    private readonly Dictionary<string, Func<ReceivedRequest, PageTweak, Reply>> _methods = new(StringComparer.Ordinal);

    public string Template { get; } = template;

    public string? Scope { get; } = scope;

    public bool IsToken => Scope is null;

    public RowDrift? Pages { get; init; }

    /// <summary>The name of the platform's limit that a 429 here tells of; null where the profile has no such body.</summary>
    public string? LimitKey { get; init; }

    public string Allow => string.Join(", ", _methods.Keys);

    public ApiRoute On(string method, Func<ReceivedRequest, Reply> answer)
    {
        _methods.Add(method, (request, _) => answer(request));
        return this;
    }

    public ApiRoute On(string method, Func<ReceivedRequest, PageTweak, Reply> answer)
    {
        _methods.Add(method, answer);
        return this;
    }

    public Func<ReceivedRequest, PageTweak, Reply>? Find(string method) => _methods.GetValueOrDefault(method);
}
