using System.Management.Automation;
using System.Text;
using System.Text.Json;
using SpeechInsights.Api;
using SpeechInsights.Auditing;
using SpeechInsights.Binding;
using SpeechInsights.Completion;
using SpeechInsights.Declarations;

namespace SpeechInsights.Commands;

/// <summary>Sends a request to any operation of the API, with the session's token, budget, repeats and audit trail.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "GenesysRequest", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(PSObject))]
[SendsRequests]
public sealed class InvokeGenesysRequestCommand : ConnectedCommand
{
    private RawRequest _request = null!;

    /// <summary>The path from /api/ on, with a query where there is one.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(KnownPathCompleter))]
    public string Path { get; set; } = null!;

    /// <summary>The HTTP method.</summary>
    [Parameter(Position = 1)]
    [ValidateSet("Get", "Post", "Put", "Patch", "Delete")]
    public string Method { get; set; } = "Get";

    /// <summary>The body: JSON as text, or what ConvertTo-Json makes JSON of.</summary>
    [Parameter]
    [ValidateNotNull]
    public object Body { get; set; } = null!;

    /// <summary>Read the pages that follow too, and give their entries.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    private protected override void Begin()
    {
        RawRequest.CheckPath(Path);
        _ = Connected;
        _request = new RawRequest(new HttpMethod(Method.ToUpperInvariant()), Path, ReadBody());
        if (All && _request.Method != HttpMethod.Get)
        {
            throw new InsightsException(InsightsError.ConflictingParameter, "-All follows the pages of GET alone.", "Leave -All out, and ask for each page by its number in the body.", nameof(All));
        }
    }

    private protected override void Process()
    {
        if (!_request.IsRead && !ShouldProcess(Connected.BaseUri.Authority + _request.PathOnly, $"Send {_request.Method}"))
        {
            return;
        }

        PumpAudited(new AuditQuery { Target = $"{_request.Method} {_request.PathOnly}" }, changes: !_request.IsRead, async (sink, run, token) =>
        {
            if (All)
            {
                await foreach (IReadOnlyList<JsonElement> page in RawPages.ReadAllAsync(Connected.Api, _request, run, token).ConfigureAwait(false))
                {
                    await sink.WriteRowsAsync([.. page.Select(JsonObjects.Read).OfType<object>()]).ConfigureAwait(false);
                }
            }
            else if (await RawPages.SendAsync(Connected.Api, _request, _request.Query, run, token).ConfigureAwait(false) is { } answer && JsonObjects.Read(answer) is { } read)
            {
                await sink.WriteRowAsync(read).ConfigureAwait(false);
            }
        });
    }

    private byte[] ReadBody()
    {
        if (!IsBound(nameof(Body)))
        {
            return [];
        }

        byte[] json = Encoding.UTF8.GetBytes(JsonObjects.Write(this, Body));
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return json;
        }
        catch (JsonException e)
        {
            throw new InsightsException(InsightsError.InvalidRequestBody, "-Body is no JSON.", "Give a hashtable, or text that ConvertFrom-Json takes.", nameof(Body), e);
        }
    }
}
