namespace SpeechInsights.Simulator.Http;

/// <summary>Two profiles on one port. Their paths do not clash, except the one that tokens are asked for at.</summary>
/// <param name="first">Asked first.</param>
/// <param name="second">Asked for what the first does not know.</param>
/// <param name="tokenPath">The path that both have.</param>
/// <param name="isForSecond">Whether a request for a token is the second's.</param>
internal sealed class JoinedProfile(IApiProfile first, IApiProfile second, string tokenPath, Func<ReceivedRequest, bool> isForSecond) : IApiProfile
{
    private readonly ApiRoute _token = Join(first.Find(tokenPath, out _)!, second.Find(tokenPath, out _)!, isForSecond);

    public ApiRoute? Find(string path, out string? argument) =>
        path == tokenPath ? FindToken(out argument) : first.Find(path, out argument) ?? second.Find(path, out argument);

    private static ApiRoute Join(ApiRoute first, ApiRoute second, Func<ReceivedRequest, bool> isForSecond) =>
        new ApiRoute(first.Template, null).On("POST", (request, tweak) => (isForSecond(request) ? second : first).Find("POST")!(request, tweak));

    private ApiRoute FindToken(out string? argument)
    {
        argument = null;
        return _token;
    }
}
