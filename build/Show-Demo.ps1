#Requires -Version 7.4
<#
.SYNOPSIS
    The whole job on synthetic conversations: connect, test the model, query, join, measure, register, read the audit.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [int] $Interactions = 6000,
    [ValidateSet('Summary', 'Platform')] [string] $ApiProfile = 'Summary'
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$root = Split-Path $PSScriptRoot
. "$root/tests/Pester/Simulator.ps1"

function Show-Step([string] $Text, [string] $Command) {
    Write-Host "`n$Text" -ForegroundColor Cyan
    Write-Host "PS> $Command" -ForegroundColor DarkGray
}

Import-Module $ModulePath
$simulator = Start-Simulator -ArgumentList '--interactions', $Interactions
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-demo-$PID"
$started = [System.Diagnostics.Stopwatch]::StartNew()
try {
    $secret = [System.Net.NetworkCredential]::new('', $simulator.clientSecret).SecurePassword
    $credential = [pscredential]::new($simulator.clientId, $secret)
    $uri = $simulator.baseUri
    $id = $ApiProfile -eq 'Platform' ? $simulator.programId : $simulator.modelId
    $hook = $ApiProfile -eq 'Platform' ? @{ FlowId = $simulator.flowId } : @{ Uri = 'https://coaching-platform.example.com/api/v1/insights'; ModelId = $id }
    $to = [DateTimeOffset]$simulator.to
    $from = $to.AddDays(-7)

    Show-Step "A contact centre of $Interactions synthetic conversations listens at $uri." "Connect-GenesysInsights -BaseUri `$uri -Credential `$credential -ApiProfile $ApiProfile"
    Connect-GenesysInsights -BaseUri $uri -Credential $credential -ApiProfile $ApiProfile -AuditPath "$folder/audit.jsonl" | Out-Host

    Show-Step 'Can the model be queried for that week?' 'Test-SpeechModel $id -StartTime $from -EndTime $to | ForEach-Object Checks'
    Test-SpeechModel $id -StartTime $from -EndTime $to | ForEach-Object Checks | Out-Host

    Show-Step 'Every conversation of the week, with what the customer said in the survey.' '$rows = Invoke-InsightQuery $id $from $to | Join-CsatScore'
    $rows = Invoke-InsightQuery $id $from $to | Join-CsatScore
    $rows | Select-Object -First 8 | Out-Host
    Write-Host "… $($rows.Count) rows in all"

    Show-Step 'How far do sentiment and survey agree, day by day?' '$rows | Measure-InsightAccuracy -SentimentThreshold 0 -Interval 1.00:00:00'
    $accuracy = $rows | Measure-InsightAccuracy -SentimentThreshold 0 -Interval 1.00:00:00
    $accuracy | Out-Host
    $accuracy.Series | Out-Host

    Show-Step 'Where does billing go wrong? The lowest scores among the billing calls.' `
        'Invoke-InsightQuery $id $from $to -Topic billing_inquiry | Join-CsatScore | Where-Object Csat | Sort-Object Csat, SentimentAverage'
    Invoke-InsightQuery $id $from $to -Topic billing_inquiry | Join-CsatScore | Where-Object Csat | Sort-Object Csat, SentimentAverage |
        Select-Object -First 5 | Out-Host

    Show-Step 'Hand insights to the coaching platform. Twice: there is still one.' "Register-CoachingWebhook $($hook.Keys.ForEach({ "-$_ $($hook[$_])" }) -join ' ')"
    1..2 | ForEach-Object { Register-CoachingWebhook @hook -WarningAction Ignore } | Out-Host

    Show-Step 'On Genesys Cloud no webhook brings them there. So pick what to coach by, and send it, signed.' `
        '$candidates = $rows | Select-CoachingCandidate -MostPerAgent 3; $candidates | Send-CoachingInsight $coach -Secret $coachSecret'
    $candidates = $rows | Select-CoachingCandidate -MostPerAgent 3
    $candidates | Sort-Object Priority -Descending | Select-Object -First 5 | Out-Host
    $coach = @{ Uri = $simulator.coachingUri; AllowLoopback = $true; SpoolPath = "$folder/spool" }
    $coach.Secret = [System.Net.NetworkCredential]::new('', $simulator.coachingSecret).SecurePassword
    $candidates | Send-CoachingInsight @coach | Out-Host

    Show-Step 'Once more: the same is not sent twice. What does the coaching platform hold?' '$candidates | Send-CoachingInsight $coach -Secret $coachSecret'
    $candidates | Send-CoachingInsight @coach | Out-Host
    $received = @(Invoke-RestMethod "$uri/_simulator/deliveries" -NoProxy | ForEach-Object { $_ })
    Write-Host "$($received.Count) deliveries, each with a signature that holds, with $(@($received.insights).Count) insights; $($received.Where({ $_.count -gt 1 }).Count) came twice. One of them:"
    ($received[0].body | ConvertFrom-Json).data.insights[0] | ConvertTo-Json -Depth 4 | Out-Host

    Show-Step 'Who asked what, and is the trail as it was written?' 'Get-InsightAudit; Test-InsightAudit'
    Get-InsightAudit | Out-Host
    Test-InsightAudit | Out-Host
    Disconnect-GenesysInsights
    Write-Host ('The whole job took {0:0.0} s.' -f $started.Elapsed.TotalSeconds)
}
finally {
    Stop-Simulator $simulator
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}
