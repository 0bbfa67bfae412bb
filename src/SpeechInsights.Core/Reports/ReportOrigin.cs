namespace SpeechInsights.Reports;

/// <summary>Who made a report, and what proves what was asked.</summary>
/// <param name="Created">When it was made.</param>
/// <param name="Module">The module and its version.</param>
/// <param name="Host">The API's host, or null where there was no session.</param>
/// <param name="AuditHash">The hash of the audit trail's last line when the report was made, or null.</param>
internal sealed record ReportOrigin(DateTimeOffset Created, string Module, string? Host, string? AuditHash);
