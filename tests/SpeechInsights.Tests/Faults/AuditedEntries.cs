using SpeechInsights.Auditing;
using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>Reads all lines of a trail.</summary>
internal static class AuditedEntries
{
    public static AuditEntry[] Read(string path) =>
    [
        .. AuditReader.ReadLines(path, TestContext.Current.CancellationToken).Select(static line =>
            AuditEntryReader.TryRead(line.Bytes.Span) ?? throw new FormatException($"Line {line.Number} can't be read.")),
    ];
}
