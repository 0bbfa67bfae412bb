#Requires -Version 7.4
#Requires -Modules SpeechInsights
<#
.SYNOPSIS
    Asks several organisations at once, each by a connection of Register-InsightsConnection, and gives an object for each.
.DESCRIPTION
    Each has a session and a budget of its own. One that can't be asked has its error in its object, and the others their figures.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string[]] $Connection,
    [string] $ModelId,
    [string] $Last = 'day',
    [string] $TimeZone = 'UTC',
    [ValidateRange(1, 64)] [int] $ThrottleLimit = 4
)

$Connection | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel {
    $result = [ordered]@{ Connection = $_; Organization = $null; Rows = $null; Rated = $null; MeanSentiment = $null; AgreementRate = $null; Error = $null }
    $session = $null
    try {
        Import-Module -Name SpeechInsights
        $session = Connect-GenesysInsights -Name $_ -ErrorAction Stop
        $result.Organization = $session.Organization
        $model = $using:ModelId ? @{ ModelId = $using:ModelId } : @{}
        $rows = @(Invoke-InsightQuery @model -Last $using:Last -TimeZone $using:TimeZone -Session $session -ErrorAction Stop | Join-CsatScore -Session $session -ErrorAction Stop)
        $accuracy = $rows | Measure-InsightAccuracy
        $result.Rows = $rows.Count
        $result.Rated = $accuracy.Rated
        $result.MeanSentiment = ($rows | Where-Object { $null -ne $_.SentimentAverage } | Measure-Object -Property SentimentAverage -Average).Average
        $result.AgreementRate = $accuracy.AgreementRate
    }
    catch {
        $result.Error = $_.FullyQualifiedErrorId -replace ',.*'
    }
    finally {
        if ($session) {
            Disconnect-GenesysInsights -Session $session
        }
    }
    [pscustomobject]$result
} | Sort-Object -Property Connection
