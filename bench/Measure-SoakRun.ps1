#Requires -Version 7.4
<#
.SYNOPSIS
    The soaked process of Measure-Soak.ps1: runspaces that work on one session until the time is up, compare what they get
    with the truth, and are watched meanwhile. Prints what was counted and every sample as one line of JSON.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [uri] $BaseUri,
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string] $ModelId,
    # 'id agent sentiment csat' of each row in the order of the rows, a line each.
    [Parameter(Mandatory)] [string] $TruthPath,
    [Parameter(Mandatory)] [double] $Seconds,
    [Parameter(Mandatory)] [double] $SampleSeconds,
    [ValidateSet('Summary', 'Platform')] [string] $ApiProfile = 'Summary',
    [int] $RunspaceCount = 8
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$work = {
    $ErrorActionPreference = 'Stop'
    $WarningPreference = 'SilentlyContinue'
    Import-Module $using:ModulePath
    $session, $model, $truth, $scores, $clock, $seconds = $using:session, $using:model, $using:truth, $using:scores, $using:clock, $using:Seconds
    $count = ($using:counts)[$_ - 1]
    $hookTo = $using:hookTo
    # Surveys are answered days later; on the Summary profile they are of the conversation's own time.
    $scored = @{ StartTime = $using:from; EndTime = $using:scoredTo; Session = $session }
    $window = @{ StartTime = $using:from; EndTime = $using:to; Session = $session }

    function Compare-Line([string[]] $Expected, [string[]] $Actual) {
        $count.Rows += $Actual.Count
        $count.Deviations += [math]::Abs($Expected.Count - $Actual.Count)
        for ($i = 0; $i -lt [math]::Min($Expected.Count, $Actual.Count); $i++) {
            $count.Deviations += [int]($Expected[$i] -cne $Actual[$i])
        }
    }

    # What creates something is not sent again after an unclear failure, so some of these fail under faults, as they should.
    function Use-Webhook([string] $Name) {
        try {
            $hook = Register-CoachingWebhook @hookTo -Name $Name -Session $session
            $hook | Unregister-CoachingWebhook -Session $session -Confirm:$false
            $count.Webhooks++
        }
        catch {
            $count.RefusedWebhooks += ($_.FullyQualifiedErrorId -split ',')[0]
        }
    }

    for ($round = $_; $clock.Elapsed.TotalSeconds -lt $seconds; $round++) {
        try {
            if ($round % 8 -eq 0) {
                $lines = $truth | ForEach-Object { ($_ -split ' ')[0] } | Get-CsatScore @scored |
                    Where-Object { $null -ne $_.Csat } | ForEach-Object { "$($_.InteractionId) $($_.Csat)" }
                Compare-Line $scores ($lines | Sort-Object -CaseSensitive)
            }
            else {
                $rows = if ($round % 8 -eq 4) {
                    Invoke-InsightPipeline -ModelId $model @window
                }
                else {
                    Invoke-InsightQuery -ModelId $model @window | Join-CsatScore -Session $session
                }
                Compare-Line $truth ($rows | ForEach-Object { "$($_.InteractionId) $($_.AgentId) $($_.SentimentAverage) $($_.Csat)" })
            }
            if ($round % 8 -eq 2) {
                Use-Webhook "Soak$($count.Number)-$round"
            }
            $count.Rounds++
        }
        catch {
            $count.Failures += ($_.FullyQualifiedErrorId -split ',')[0]
        }
    }
}

function Get-HandleCount([System.Diagnostics.Process] $Process) {
    $IsLinux ? @(Get-ChildItem /proc/self/fd -ErrorAction Ignore).Count : $Process.HandleCount
}

function Get-Sample {
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    try {
        $connections = [System.Net.NetworkInformation.IPGlobalProperties]::GetIPGlobalProperties().GetActiveTcpConnections()
        @{
            at = [math]::Round($clock.Elapsed.TotalSeconds, 1)
            heapMB = [math]::Round([GC]::GetTotalMemory($false) / 1MB, 1)
            workingSetMB = [math]::Round($process.WorkingSet64 / 1MB, 1)
            threads = $process.Threads.Count
            handles = Get-HandleCount $process
            sockets = @($connections | Where-Object { $_.RemoteEndPoint.Port -eq $BaseUri.Port -and $_.State -eq 'Established' }).Count
        }
    }
    finally {
        $process.Dispose()
    }
}

function Get-ForcedHeap {
    [GC]::Collect()
    [GC]::WaitForPendingFinalizers()
    [math]::Round([GC]::GetTotalMemory($true) / 1MB, 1)
}

$model = $ModelId
$from = '2026-10-02T00:00:00.000Z'
$to = '2026-11-01T00:00:00.000Z'
$scoredTo = $ApiProfile -eq 'Platform' ? '2026-11-15T00:00:00.000Z' : $to
$hookTo = $ApiProfile -eq 'Platform' ? @{ FlowId = '8c2f4b7e-6d1a-4c39-a0c5-3b9e5d7f1a20' } : @{ Uri = 'https://coaching-platform.example.com/insights'; ModelId = $ModelId }
[string[]]$truth = Get-Content $TruthPath
[string[]]$scores = $truth | ForEach-Object { $fields = $_ -split ' '; if ($fields[3]) { "$($fields[0]) $($fields[3])" } } | Sort-Object -Unique -CaseSensitive
$counts = 1..$RunspaceCount | ForEach-Object { @{ Number = $_; Rounds = 0; Rows = 0; Deviations = 0; Webhooks = 0; RefusedWebhooks = @(); Failures = @() } }
$audit = Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-soak-$PID.jsonl"
Import-Module $ModulePath
try {
    $session = Connect-GenesysInsights -BaseUri $BaseUri -ApiProfile $ApiProfile -RequestsPerMinute 0 -ThrottleLimit 8 -MaximumRetryCount 8 -TimeoutSec 3 -AuditPath $audit
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $job = 1..$RunspaceCount | ForEach-Object -AsJob -ThrottleLimit $RunspaceCount -Parallel $work
    $forced = $null
    $samples = while ($job.State -eq 'Running' -and $clock.Elapsed.TotalSeconds -lt $Seconds) {
        [System.Threading.Thread]::Sleep([int]($SampleSeconds * 1000))
        if ($null -eq $forced -and $clock.Elapsed.TotalSeconds -ge $Seconds / 4) {
            $forced = Get-ForcedHeap
        }
        Get-Sample
    }
    $null = $job | Receive-Job -Wait
    $job | Remove-Job
    $session | Disconnect-GenesysInsights
    $report = Test-InsightAudit -Path $audit
    $entries = @(Get-InsightAudit -Raw -Path $audit)
    $sum = { param($name) [long]($counts | ForEach-Object { $_[$name] } | Measure-Object -Sum).Sum }
    $names = { param($name) @($counts | ForEach-Object { $_[$name] } | Group-Object -NoElement | ForEach-Object { "$($_.Name): $($_.Count)" }) }
    @{
        seconds = [math]::Round($clock.Elapsed.TotalSeconds, 1); samples = @($samples); truthRows = $truth.Count
        rounds = & $sum Rounds; rows = & $sum Rows; deviations = & $sum Deviations; failures = @(& $names Failures)
        webhooks = & $sum Webhooks; refusedWebhooks = @(& $names RefusedWebhooks)
        retries = [long]($entries | Measure-Object RetryCount -Sum).Sum; auditEntries = $report.EntryCount; auditIsValid = $report.IsValid
        interrupted = @($entries | Where-Object Status -EQ 'Interrupted').Count
        forcedHeapAfterQuarterMB = $forced; forcedHeapAtEndMB = Get-ForcedHeap
    } | ConvertTo-Json -Compress -Depth 4
}
finally {
    Remove-Item "$audit*"
}
