using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Receiver;

/// <summary>A coaching platform beside the service, on the same port; it wants no token.</summary>
internal sealed class ReceivingProfile(IApiProfile service, ReceiverEndpoint receiver) : IApiProfile
{
    private readonly ApiRoute _route = new ApiRoute(ReceiverEndpoint.Path, null).On("POST", receiver.Take);

    public ApiRoute? Find(string path, out string? argument)
    {
        if (path != ReceiverEndpoint.Path)
        {
            return service.Find(path, out argument);
        }

        argument = null;
        return _route;
    }
}
