using System.Management.Automation;
using System.Security;
using SpeechInsights.Binding;
using SpeechInsights.Coaching.Deliveries;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>Tells a receiver whether a delivery is from somebody who has the secret, and new.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CoachingSignature")]
[OutputType(typeof(bool))]
public sealed class TestCoachingSignatureCommand : InsightsCommand
{
    /// <summary>The body as it came: bytes, or text that is UTF-8.</summary>
    [Parameter(Mandatory = true)]
    [AllowEmptyCollection]
    [BodyBytes]
    public byte[] Body { get; set; } = null!;

    /// <summary>The header webhook-id.</summary>
    [Parameter(Mandatory = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Id { get; set; }

    /// <summary>The header webhook-timestamp.</summary>
    [Parameter(Mandatory = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Timestamp { get; set; }

    /// <summary>The header webhook-signature.</summary>
    [Parameter(Mandatory = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? Signature { get; set; }

    /// <summary>The secret, or several while one is replaced.</summary>
    [Parameter(Mandatory = true)]
    public SecureString[] Secret { get; set; } = null!;

    /// <summary>How far from now the timestamp may be, either way.</summary>
    [Parameter]
    public TimeSpan Tolerance { get; set; } = WebhookSignature.DefaultTolerance;

    private protected override void Process()
    {
        QueryValidation.CheckDuration(Tolerance, "-Tolerance", allowZero: false);
        IReadOnlyList<WebhookSecret> secrets = WebhookSecret.ReadAll(Secret);
        try
        {
            Emit(WebhookSignature.Verify(secrets, Id, Timestamp, Signature, Body, DateTimeOffset.UtcNow, Tolerance));
        }
        finally
        {
            foreach (WebhookSecret secret in secrets)
            {
                secret.Dispose();
            }
        }
    }
}
