#Requires -Version 7.4
<#
.SYNOPSIS
    Milliseconds from the first byte of the first page's response to the first object that leaves Invoke-InsightQuery: the first
    time in this process, and the median of later times. The token is held already.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [uri] $BaseUri,
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string] $ModelId,
    [int] $WarmCount = 15
)

$ErrorActionPreference = 'Stop'
Add-Type -TypeDefinition @'
using System.Diagnostics;
using System.Diagnostics.Tracing;
public sealed class FirstByte : EventListener
{
    private long _at;
    public long At { get { return System.Threading.Interlocked.Read(ref _at); } }
    public void Reset() { System.Threading.Interlocked.Exchange(ref _at, 0); }
    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "System.Net.Http") { EnableEvents(source, EventLevel.Informational); }
    }
    protected override void OnEventWritten(EventWrittenEventArgs data)
    {
        if (data.EventName == "ResponseHeadersStart") { System.Threading.Interlocked.CompareExchange(ref _at, Stopwatch.GetTimestamp(), 0); }
    }
}
'@
$listener = [FirstByte]::new()
Import-Module $ModulePath
$audit = Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-bench-$PID.jsonl"
Connect-GenesysInsights -BaseUri $BaseUri -RequestsPerMinute 0 -AuditPath $audit | Out-Null
$times = foreach ($round in 0..$WarmCount) {
    $listener.Reset()
    Invoke-InsightQuery $ModelId 2026-10-02T00:00:00Z 2026-11-01T00:00:00Z -SkipModelCheck | Select-Object -First 1 | ForEach-Object {
        [System.Diagnostics.Stopwatch]::GetElapsedTime($listener.At).TotalMilliseconds
    }
}
Remove-Item "$audit*"
$warm = $times[1..$WarmCount] | Sort-Object
@{ first = $times[0]; warm = $warm[[int][math]::Floor($WarmCount / 2)]; warmMax = $warm[-1] } | ConvertTo-Json -Compress
