#Requires -Version 7.4
<#
.SYNOPSIS
    Shows the same rows in several cultures and widths, plain and coloured, and leaves the texts in files.
.DESCRIPTION
    Views.Tests.ps1 runs it in a process of its own, with a time zone that has summer time. The rows are made here, so that they are the
    same at any time; Formatting.Tests.ps1 shows real ones.
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Manifest, [Parameter(Mandatory)] [string] $Folder)

Import-Module $Manifest

function New-Row([string] $Type, [System.Collections.IDictionary] $With) {
    $row = [ordered]@{ PSTypeName = "SpeechInsights.$Type" }
    [type]"SpeechInsights.$Type" | ForEach-Object { $_.GetProperties().Name } | ForEach-Object { $row[$_] = $null }
    foreach ($name in $With.Keys) { $row[$name] = $With[$name] }
    [pscustomobject]$row
}

# Both sides of each change of the clock in Europe/Berlin, and a time far from them.
$times = '2026-03-29T00:59Z', '2026-03-29T01:01Z', '2026-07-01T12:00Z', '2026-10-25T00:30Z', '2026-10-25T01:30Z'
$sentiments = -0.854, 0.199, $null, 0.2, -0.2
$scores = 1.5, 3, $null, 4.75, 2
$names = 'Ada Abel', 'Bartholomew Featherstonehaugh-Cholmondeley', $null, 'Çağlar İpek', $null
$rows = foreach ($i in 0..4) {
    @{
        InteractionId = "00000000-0000-4000-8000-00000000000$i"; InteractionUri = [uri]"https://apps.mypurecloud.de/directory/#/analytics/interactions/$i/admin"
        Timestamp = [DateTimeOffset]$times[$i]; SentimentAverage = $sentiments[$i]; Sentiment = ($null -eq $sentiments[$i] ? $null : @{ Count = 3; Average = $sentiments[$i] }); SpeechAnalytics = @{ Count = 1234 * $i; Sum = $i -eq 0 ? 0.5 : $null }
        AgentId = ($i -eq 4 ? $null : "aaaaaaaa-0000-4000-8000-00000000000$i"); AgentName = $names[$i]
        QueueId = ($i -eq 0 ? 'bbbbbbbb-0000-4000-8000-000000000000' : $null); QueueName = ($i -eq 0 ? 'Billing' : $null)
        Csat = $scores[$i]; CsatScale = ($null -eq $scores[$i] ? $null : [SpeechInsights.CsatScale]'1..5'); SurveyCount = $null -eq $scores[$i] ? 0 : 1
        Priority = 0.5 * $i; Reason = @('LowSentiment -0.85', 'LowCsat 1.5')[0..($i % 2)]
    }
}
$shown = [ordered]@{
    SpeechInsight = $rows | ForEach-Object { New-Row SpeechInsight $_ }
    ScoredInsight = $rows | ForEach-Object { New-Row ScoredInsight $_ }
    CoachingCandidate = $rows | ForEach-Object { New-Row CoachingCandidate $_ }
    CsatScore = $rows | ForEach-Object { New-Row CsatScore $_ }
    CoachingDelivery = 'Delivered', 'Pending', 'Dead' | ForEach-Object {
        New-Row CoachingDelivery @{ State = $_; InsightCount = 1500; AttemptCount = 2; LastStatus = 503; DeliveryId = '7f3c'; Uri = 'https://coaching.example.com/insights' }
    }
    AuditEntry = 'Completed', 'Failed', 'Cancelled', 'Interrupted', 'Repaired' | ForEach-Object {
        New-Row AuditEntry @{
            Sequence = 12345; Timestamp = [DateTimeOffset]$times[3]; Command = 'Invoke-InsightQuery'; Status = $_; ExecutionLatencyMs = 1234.5; ResultCount = 98765
            Error = $_ -eq 'Failed' ? 'IncompleteResult' : $null
        }
    }
    AuditReport = $true, $false | ForEach-Object { New-Row AuditReport @{ IsValid = $_; EntryCount = 12345; FirstBroken = $_ ? $null : 7; LastSequence = 12345; Path = 'audit.jsonl' } }
    ModelCheck = @(
        New-Row ModelCheck @{ Name = 'Exists'; Passed = $true; Severity = 'Error'; Detail = 'It is there.' }
        New-Row ModelCheck @{ Name = 'Retention'; Passed = $false; Severity = 'Warning'; Detail = 'Older than is kept.' }
        New-Row ModelCheck @{ Name = 'Window'; Severity = 'Error'; Detail = 'It could not be seen.' }
    )
    InsightPermission = $true, $false, $null | ForEach-Object { New-Row InsightPermission @{ Command = 'Get-CsatScore'; IsAllowed = $_; Missing = @('analytics:surveyAggregate:view'); Limited = @() } }
}

function Get-View([int] $Width) {
    foreach ($type in $shown.Keys) {
        "## $type"
        ($shown[$type] | Format-Table | Out-String -Width $Width).Trim("`r", "`n")
    }
    '## Lists'
    ($shown.ScoredInsight[0, 3, 4] | Format-List | Out-String -Width $Width).Trim("`r", "`n")
}

function Save-View([string] $Name, $Text) {
    # Spaces that a culture writes with other characters on other systems.
    [System.IO.File]::WriteAllText((Join-Path $Folder "$Name.txt"), (($Text -join "`n") + "`n" -replace '\r\n', "`n" -replace '[\u00a0\u202f]', ' ' -replace '[ ]+(?=\n)', ''))
}

'WT_SESSION', 'VTE_VERSION', 'KONSOLE_VERSION', 'TERM_PROGRAM' | ForEach-Object { [Environment]::SetEnvironmentVariable($_, $null) }
$env:TERM = 'xterm-256color'
foreach ($culture in 'en-US', 'de-DE', 'tr-TR') {
    [cultureinfo]::CurrentCulture = $culture
    foreach ($width in 80, 120) {
        $PSStyle.OutputRendering = 'PlainText'
        Save-View "$culture-$width" (Get-View $width)
        $PSStyle.OutputRendering = 'Ansi'
        Save-View "$culture-$width.colour" (Get-View $width)
        $env:WT_SESSION = 'a-terminal-with-links'
        Save-View "$culture-$width.link" (Get-View $width)
        $env:WT_SESSION = $null
    }
}
# What goes into a file, with what a terminal would get.
[cultureinfo]::CurrentCulture = 'en-US'
$PSStyle.OutputRendering = 'Host'
$env:WT_SESSION = 'a-terminal-with-links'
$shown.Values | ForEach-Object { $_ | Format-Table } > (Join-Path $Folder 'redirected.out')
