#Requires -Version 7.4
<#
.SYNOPSIS
    Runspaces on one session for minutes, while 5 % of the requests fail: are the rows exact, and does nothing grow?
.DESCRIPTION
    Prints one line of JSON: what was done, each sampled figure's median in the second and in the last quarter of the time,
    and the verdict. The exit code is 1 where rows were not exact, the audit trail is not whole, or something grew: where the
    last quarter's median is over the second's by more than its allowance, for memory also by more than a fifth. The heap is
    also taken after a forced collection, once after the first quarter and once at the end.
.EXAMPLE
    ./bench/Measure-Soak.ps1 -ModulePath ./output/SpeechInsights/0.1.0/SpeechInsights.psd1 -Minutes 1
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [ValidateRange(0.1, 60)] [double] $Minutes = 10,
    [int] $Interactions = 3000,
    [ValidateSet('Summary', 'Platform')] [string] $ApiProfile = 'Summary',

    # Also where the samples go, as JSON.
    [string] $SamplePath
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
. "$(Split-Path $PSScriptRoot)/tests/Pester/Simulator.ps1"
. "$(Split-Path $PSScriptRoot)/build/ChildPowerShell.ps1"
$seconds = $Minutes * 60
$manifest = Convert-Path $ModulePath

# Together 5 % of all requests, those for a token among them. Tokens are revoked by the clock: a request that meets two
# revocations in a row is refused by design.
$faults = @(
    @{ kind = 'status'; status = 503; rate = 0.01 }
    @{ kind = 'status'; status = 502; rate = 0.005 }
    @{ kind = 'status'; status = 429; retryAfter = '0'; rate = 0.005 }
    @{ kind = 'status'; status = 429; retryAfter = '1'; rate = 0.0025 }
    @{ kind = 'reset'; rate = 0.0075 }
    @{ kind = 'resetInBody'; rate = 0.0075 }
    @{ kind = 'truncate'; rate = 0.005 }
    @{ kind = 'html'; rate = 0.0025 }
    @{ kind = 'delay'; ms = 300; rate = 0.0025 }
    @{ kind = 'stall'; rate = 0.0025 }
)

# What may be added; memory may also grow by a fifth.
$allowances = [ordered]@{ handles = 24; threads = 8; sockets = 8; heapMB = 32; workingSetMB = 64; forcedHeapMB = 16 }

function Invoke-Control([string] $Resource, [string] $Method = 'Get', [hashtable] $Body) {
    $arguments = @{ Uri = "$($simulator.baseUri)/_simulator/$Resource"; Method = $Method; NoProxy = $true }
    if ($Body) {
        $arguments.Body = $Body | ConvertTo-Json
        $arguments.ContentType = 'application/json'
    }
    Invoke-RestMethod @arguments
}

function Get-Median([double[]] $Values) {
    ($Values | Sort-Object)[[int][math]::Floor($Values.Count / 2)]
}

function Save-Truth([string] $Path) {
    $resource = $ApiProfile -eq 'Platform' ? 'platform/truth' : 'truth'
    $lines = @(Invoke-Control "${resource}?from=2026-10-02T00:00:00Z&to=2026-11-01T00:00:00Z") -join '' -split "`n" -ne ''
    $lines | ConvertFrom-Json | ForEach-Object {
        if ($ApiProfile -eq 'Platform') {
            $sentiment = if ($_.sentimentCount) { [double]$_.sentimentSum / $_.sentimentCount / 100 }
            "$($_.conversationId) $($_.userId) $sentiment $($_.surveyTotal)"
        }
        else {
            "$($_.interactionId) $($_.agentId) $($_.sentiment) $($_.csat)"
        }
    } | Set-Content $Path
}

function Start-Run([string] $TruthPath, [double] $SampleSeconds) {
    $arguments = '-File', "$PSScriptRoot/Measure-SoakRun.ps1", '-BaseUri', $simulator.baseUri, '-ModulePath', $manifest, '-ModelId', ($ApiProfile -eq 'Platform' ? $simulator.programId : $simulator.modelId), '-TruthPath', $TruthPath, '-ApiProfile', $ApiProfile,
    '-Seconds', $seconds, '-SampleSeconds', $SampleSeconds
    $start = New-ChildPowerShellStart $arguments.ForEach({ [string]::Format([cultureinfo]::InvariantCulture, '{0}', $_) })
    $start.RedirectStandardOutput = $true
    $start.Environment['GENESYS_CLIENT_ID'] = $simulator.clientId
    $start.Environment['GENESYS_CLIENT_SECRET'] = $simulator.clientSecret
    [System.Diagnostics.Process]::Start($start)
}

# Revokes the tokens every ten seconds until the process ends.
function Wait-Run([System.Diagnostics.Process] $Process) {
    $output = $Process.StandardOutput.ReadToEndAsync()
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not $Process.WaitForExit(10000)) {
        if ($clock.Elapsed.TotalSeconds -gt $seconds + 300) {
            $Process.Kill()
            throw 'The soaked process did not end in time.'
        }
        $script:revoked += (Invoke-Control tokens/revoke -Method Post).revoked
    }
    if ($Process.ExitCode -ne 0) {
        throw "The soaked process ended with exit code $($Process.ExitCode)."
    }
    $output.GetAwaiter().GetResult() | ConvertFrom-Json
}

function Compare-Figure([string] $What, [double] $Early, [double] $Late, $Highest) {
    $bound = [math]::Round([math]::Max($What -like '*MB' ? $Early * 1.2 : [double]0, $Early + $allowances[$What]), 1)
    [ordered]@{ what = $What; early = $Early; late = $Late; highest = $Highest; bound = $bound; isFlat = $Late -le $bound }
}

function Get-Growth([object[]] $Samples) {
    $quarter = [math]::Max(1, [int][math]::Floor($Samples.Count / 4))
    foreach ($name in $allowances.Keys -ne 'forcedHeapMB') {
        $highest = ($Samples.$name | Measure-Object -Maximum).Maximum
        Compare-Figure $name (Get-Median $Samples[$quarter..(2 * $quarter - 1)].$name) (Get-Median $Samples[-$quarter..-1].$name) $highest
    }
    Compare-Figure forcedHeapMB $run.forcedHeapAfterQuarterMB $run.forcedHeapAtEndMB
}

$revoked = 0
$truthPath = Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-soak-truth-$PID.txt"
$simulator = Start-Simulator -ArgumentList '--interactions', $Interactions
try {
    Save-Truth $truthPath
    $seed = 0
    foreach ($fault in $faults) {
        $seed++
        $null = Invoke-Control faults -Method Post -Body ($fault + @{ path = '/'; times = 0; seed = $seed })
    }
    $process = Start-Run $truthPath ([math]::Min([double]5, $seconds / 40))
    try {
        $run = Wait-Run $process
    }
    finally {
        if (-not $process.HasExited) {
            $process.Kill()
        }
        $process.Dispose()
    }
    $counters = Invoke-Control counters
    $fired = Invoke-Control faults | ForEach-Object { $_ }
    $webhooksLeft = @(Invoke-Control ($ApiProfile -eq 'Platform' ? 'platform/triggers' : 'webhooks') | ForEach-Object { $_ }).Count
}
finally {
    Remove-Item $truthPath -ErrorAction Ignore
    Stop-Simulator $simulator
}
if ($SamplePath) {
    $run.samples | ConvertTo-Json -AsArray | Set-Content $SamplePath
}
$growth = @(Get-Growth $run.samples)
$firedInAll = [int]($fired | Measure-Object fired -Sum).Sum
$refused = [int]($run.refusedWebhooks -replace '.*: ' | Measure-Object -Sum).Sum
$verdict = [ordered]@{
    isExact = $run.rounds -gt 0 -and $run.deviations -eq 0 -and $run.failures.Count -eq 0
    isFlat = $growth.isFlat -notcontains $false
    isAudited = $run.auditIsValid -and $run.interrupted -eq 0
    isClean = $webhooksLeft -le $refused
    isFaulted = $firedInAll -gt 0 -and $revoked -gt 0
}
$isGood = $verdict.Values -notcontains $false
[ordered]@{
    verdict = $isGood ? 'passed' : 'failed'; checks = $verdict; seconds = $run.seconds; rounds = $run.rounds; rows = $run.rows; truthRows = $run.truthRows
    deviations = $run.deviations; failures = @($run.failures); webhooks = $run.webhooks; refusedWebhooks = @($run.refusedWebhooks); webhooksLeft = $webhooksLeft
    requests = $counters.total; statuses = $counters.statuses; retries = $run.retries; tokensIssued = $counters.tokensIssued; tokensRevoked = $revoked
    faultsFired = $firedInAll; faultShare = [math]::Round($firedInAll / $counters.total, 4)
    faultsByKind = @($fired | ForEach-Object { "$($_.order.kind)$($_.order.kind -eq 'status' ? " $($_.order.status)" : ''): $($_.fired)" })
    auditEntries = $run.auditEntries; samples = $run.samples.Count; growth = $growth
} | ConvertTo-Json -Compress -Depth 4
exit [int](-not $isGood)
