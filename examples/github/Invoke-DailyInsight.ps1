#Requires -Version 7.4
#Requires -Modules SpeechInsights
<#
.SYNOPSIS
    A job's step: writes a day's rows to a file and their figures to the job's summary.
.DESCRIPTION
    It ends with 0; with 75 where running it again later may help, as sysexits.h has EX_TEMPFAIL; and with 42 where somebody has to look at it.
#>
[CmdletBinding()]
param(
    [string] $Region,
    [uri] $BaseUri,
    [string] $ModelId,
    [string] $Last = 'day',
    [string] $TimeZone = 'UTC',
    [Parameter(Mandatory)] [string] $Path,
    # The least agreement of sentiment and scores that is taken, 0 to 1.
    [double] $MinimumAgreement = 0
)

$ErrorActionPreference = 'Stop'
$passing = 'ConnectionFailed', 'IncompleteResult', 'OperationTimeout', 'RateLimitExceeded', 'ServiceUnavailable'
$place = $BaseUri ? @{ BaseUri = $BaseUri } : $Region ? @{ Region = $Region } : @{}
$model = $ModelId ? @{ ModelId = $ModelId } : @{}
try {
    $session = Connect-GenesysInsights @place
    $rows = @(Invoke-InsightQuery @model -Last $Last -TimeZone $TimeZone -Session $session | Join-CsatScore -Session $session)
    $rows | Select-Object -Property InteractionId, AgentId, AgentName, Timestamp, SentimentAverage, Csat, SurveyCount | Export-Csv -Path $Path
    $accuracy = $rows | Measure-InsightAccuracy
    if ($env:GITHUB_STEP_SUMMARY) {
        @(
            "## Insights of the last $Last"
            ''
            '| rows | rated | agreement |'
            '|--:|--:|--:|'
            '| {0:N0} | {1:N0} | {2:P1} |' -f $rows.Count, $accuracy.Rated, $accuracy.AgreementRate
        ) | Add-Content -Path $env:GITHUB_STEP_SUMMARY
    }
    if ($null -ne $accuracy.AgreementRate -and $accuracy.AgreementRate -lt $MinimumAgreement) {
        Write-Output ('::error::The agreement is {0:P1}, under {1:P1}.' -f $accuracy.AgreementRate, $MinimumAgreement)
        exit 42
    }
}
catch {
    $id = $_.FullyQualifiedErrorId -replace ',.*'
    Write-Output "::error::${id}: $($_.Exception.Message) $($_.ErrorDetails.RecommendedAction)"
    exit ($id -in $passing ? 75 : 42)
}
finally {
    if ($session) {
        Disconnect-GenesysInsights -Session $session
    }
}
