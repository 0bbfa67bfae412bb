using System.Runtime.CompilerServices;
using System.Text;
using SpeechInsights.Tests.Auditing;
using SpeechInsights.Tests.Faults.Stopping;
using Xunit;

namespace SpeechInsights.Tests.Faults;

/// <summary>Makes docs/faults.md of what the tests run.</summary>
public sealed class FaultPageTests
{
    [Fact]
    public void The_page_of_the_docs_is_what_the_tests_run()
    {
        string path = Path.Combine(Root(), "docs", "faults.md");
        string text = Render();
        if (Environment.GetEnvironmentVariable("SPEECHINSIGHTS_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void What_is_said_to_be_shown_in_PowerShell_is_a_test_there() => Assert.All(
        PesterCase.All,
        shown => Assert.Contains($"    It '{shown.Test}'", File.ReadAllText(Path.Combine(Root(), "tests", "Pester", $"{shown.File}.Tests.ps1")), StringComparison.Ordinal));

    private static string Render()
    {
        StringBuilder text = new();
        text.Append("""
            # Faults, and what comes of them

            Made of what `tests/SpeechInsights.Tests/Faults` runs, over real HTTP against the simulator: the whole job, query and
            join, as one audited run, into the fault. Each test asserts that the fault fired; compares what came with the truth
            row by row; and looks at the run's two lines in the audit trail: how it ended, the error's id, rows, requests and
            repeats, and the correlation id of the answer that failed. Each error has a hint on what to do.

            'Sent' is how often the request is sent before the error; the first time included.

            | where | what happens | what comes of it | sent |
            |---|---|---|---|

            """);
        Append(text, FaultMatrix.All);
        Append(text, StagedFaults.All);
        text.Append("""

            ## On the Platform profile

            Query and join over several jobs at once; what came is compared with the truth row by row.

            | where | what happens | what comes of it | sent |
            |---|---|---|---|

            """);
        Append(text, PlatformFaults.All);
        text.Append("""

            ## Stopped

            The job is stopped at each place where it waits, one after the other, until it ends before it comes there; with one
            request at a time and with four. Each time it ends as cancelled within a bound, the audit says `cancelled` with the
            rows that had come, all of them right; there is one webhook or none; the same session then gives the whole result,
            so that no permit is lost; and no failure of a task goes unobserved.

            | where it is stopped | what comes of it |
            |---|---|

            """);
        foreach (string point in Tripwire.Points)
        {
            text.Append($"| {point} | `cancelled`; with the last answer in hand, the whole result |\n");
        }

        text.Append("""

            ## The audit trail

            Eight processes that write at once lose no line, and the chain is whole. What a command does that can't write its lines:

            | where | what happens | what comes of it | sent |
            |---|---|---|---|

            """);
        Append(text, AuditFaults.All);
        text.Append("""

            A process is killed at each step of an append. The next writer mends what there is to mend; then the trail is valid, and
            a run whose start was written and whose end was not is shown as `Interrupted`.

            | killed when | before it is mended | `Interrupted` | what the next writer says |
            |---|---|---|---|

            """);
        foreach (AuditDeath death in AuditDeath.All)
        {
            text.Append($"| {death.Name} | {(death.Before is null ? "valid" : $"`{death.Before}`")} | {(death.Interrupted == 1 ? "yes" : "no start was written")} | {(death.Repair is null ? "" : $"`AuditRepair`, `{death.Repair}`")} |\n");
        }

        text.Append("""

            ## A proxy on the way

            The engine in a process of its own, with `HTTPS_PROXY` and a host that only the proxy knows. No error holds the proxy's
            password or the client's secret.

            | where | what happens | what comes of it | sent |
            |---|---|---|---|

            """);
        Append(text, ProxyFaults.All);
        text.Append("""

            ## In PowerShell itself

            Each cmdlet that sends is tried with the faults of `tests/Pester/ServerFaults.ps1`, and its error record, hint and audit
            entry are looked at. Beside it:

            | file | test |
            |---|---|

            """);
        foreach (PesterCase shown in PesterCase.All)
        {
            text.Append($"| `{shown.File}.Tests.ps1` | {shown.Name} |\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<FaultLine> lines)
    {
        foreach (FaultLine line in lines)
        {
            text.Append($"| {line.Where} | {line.Name} | {(line.IsWhole ? line.Outcome : $"`{line.Outcome}`")} | {line.Attempts} |\n");
        }
    }

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
