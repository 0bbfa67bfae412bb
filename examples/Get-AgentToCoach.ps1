#Requires -Version 7.4
#Requires -Modules SpeechInsights
<#
.SYNOPSIS
    Tells which agents had much bad sentiment, the worst first. Get-AgentToCoach.Tests.ps1 tests it without a server.
#>
[CmdletBinding()]
param(
    [string] $ModelId,
    [string] $Last = 'week',
    [string] $TimeZone = 'UTC',
    # A sentiment up to here is bad.
    [double] $Threshold = -0.2,
    # Fewer interactions say nothing about an agent.
    [int] $MinimumRows = 30,
    [SpeechInsights.InsightsSession] $Session
)

$with = @{ Last = $Last; TimeZone = $TimeZone }
if ($ModelId) { $with.ModelId = $ModelId }
if ($Session) { $with.Session = $Session }
Invoke-InsightQuery @with | Where-Object { $_.AgentId -and $null -ne $_.SentimentAverage } | Group-Object -Property AgentId |
    Where-Object Count -GE $MinimumRows | ForEach-Object {
        $bad = @($_.Group | Where-Object SentimentAverage -LE $Threshold)
        [pscustomobject]@{
            Agent = $_.Group[0].AgentName ?? $_.Name
            Rows = $_.Count
            BadShare = $bad.Count / $_.Count
            MeanSentiment = ($_.Group | Measure-Object -Property SentimentAverage -Average).Average
            InteractionId = @($bad | Sort-Object -Property SentimentAverage | Select-Object -First 5 -ExpandProperty InteractionId)
        }
    } | Sort-Object -Property @{ Expression = 'BadShare'; Descending = $true }, Agent
