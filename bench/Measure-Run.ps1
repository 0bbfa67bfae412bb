#Requires -Version 7.4
<#
.SYNOPSIS
    One measurement in a process of its own: prints rows, requests, seconds and the process's peak memory as JSON.
#>
[CmdletBinding()]
param(
    # Script: pages with Invoke-RestMethod. ScriptJoin: and joins with a hashtable. Query, Join, Measure: the module's pipeline that far.
    [Parameter(Mandatory)] [ValidateSet('Script', 'ScriptJoin', 'Query', 'Join', 'Measure')] [string] $What,
    [Parameter(Mandatory)] [uri] $BaseUri,
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string] $ModelId,
    [ValidateSet('Summary', 'Platform')] [string] $ApiProfile = 'Summary',
    [int] $ThrottleLimit = 8,
    # With Join and ScriptJoin: rows are written here and nothing is printed, as a runbook does it.
    [string] $CsvPath
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$from = '2026-10-02T00:00:00.000Z'
$to = '2026-11-01T00:00:00.000Z'

function Read-Page([string] $Path, [hashtable] $Query, [hashtable] $Headers) {
    $offset = 0
    do {
        $Query.offset = $offset
        $page = Invoke-RestMethod -Uri "$BaseUri$Path" -Method Post -Headers $Headers -ContentType 'application/json' -Body ($Query | ConvertTo-Json -Depth 8)
        $page.byGroup
        $offset += 100
    } while ($offset -lt $page.totalCount)
}

function Read-WithScript([switch] $Join) {
    $form = @{ grant_type = 'client_credentials'; client_id = $env:GENESYS_CLIENT_ID; client_secret = $env:GENESYS_CLIENT_SECRET }
    $token = (Invoke-RestMethod -Uri "${BaseUri}oauth/token" -Method Post -Body $form).access_token
    $headers = @{ Authorization = "Bearer $token" }
    $common = @{ dateFrom = $from; dateTo = $to; interval = 'PT1H'; filterGroups = @(); size = 100 }
    $scores = @{}
    if ($Join) {
        foreach ($row in Read-Page 'api/v2/analytics/surveys/summary/query' ($common + @{ metrics = @('csat'); groupings = @('interactionId') }) $headers) {
            $scores[$row.groupId] = $row.byMetric.csat.avg
        }
    }
    $query = $common + @{
        conversationType = 'speech'; metrics = @('speechAnalytics', 'sentiment'); groupings = @('interactionId', 'agentId'); speechAnalyticsModelId = $ModelId
    }
    foreach ($row in Read-Page 'api/v2/analytics/conversations/summary/query' $query $headers) {
        $script:rows++
        [pscustomobject]@{
            InteractionId = $row.groupId
            AgentId = $row.groupBy.agentId
            Timestamp = $row.groupBy.time
            SentimentAverage = $row.byMetric.sentiment.avg
            Csat = $scores[$row.groupId]
        }
    }
}

$script:rows = 0
if ($What -notlike 'Script*') {
    Import-Module $ModulePath
    $audit = Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-bench-$PID.jsonl"
    Connect-GenesysInsights -BaseUri $BaseUri -ApiProfile $ApiProfile -RequestsPerMinute 0 -ThrottleLimit $ThrottleLimit -AuditPath $audit | Out-Null
}
if ($CsvPath) {
    & { $What -eq 'Join' ? (Invoke-InsightQuery $ModelId $from $to | Join-CsatScore) : (Read-WithScript -Join) } | Export-Csv $CsvPath
    return
}
$watch = [System.Diagnostics.Stopwatch]::StartNew()
switch ($What) {
    'Script' { Read-WithScript | Out-Null }
    'ScriptJoin' { Read-WithScript -Join | Out-Null }
    'Query' { Invoke-InsightQuery $ModelId $from $to | Out-Null }
    'Join' { Invoke-InsightQuery $ModelId $from $to | Join-CsatScore | Out-Null }
    'Measure' { $script:rows = (Invoke-InsightQuery $ModelId $from $to | Join-CsatScore | Measure-InsightAccuracy).Total }
}
$seconds = $watch.Elapsed.TotalSeconds
$requests = 0
if ($What -notlike 'Script*') {
    $runs = Get-InsightAudit -Raw -Path $audit | Where-Object { $_.Status -eq 'Completed' -and $_.Command -in 'Invoke-InsightQuery', 'Join-CsatScore' }
    $requests = ($runs | Measure-Object RequestCount -Sum).Sum
    if ($What -ne 'Measure') {
        $script:rows = $runs[-1].ResultCount
    }
    Remove-Item "$audit*"
}
$process = [System.Diagnostics.Process]::GetCurrentProcess()
@{ rows = $script:rows; requests = $requests; seconds = $seconds; peakMB = [math]::Round($process.PeakWorkingSet64 / 1MB, 1) } | ConvertTo-Json -Compress
