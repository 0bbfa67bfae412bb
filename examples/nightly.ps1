#Requires -Version 7.4
#Requires -Modules SpeechInsights
<#
.SYNOPSIS
    A nightly run: brings the dataset up to date, measures the last days from it, and delivers what is to be coached.
.DESCRIPTION
    Credentials come from the environment or from a connection (Register-InsightsConnection). It ends with 0 where all was done, with 75 where the
    same may go well later, so that the scheduler repeats it, and with 42 where somebody has to look.
#>
[CmdletBinding()]
param(
    # The dataset's folder.
    [Parameter(Mandatory)] [string] $Path,
    [string] $ModelId,
    # Whose rows they are, where the dataset holds those of several organisations.
    [string] $Organization,
    # A connection of Register-InsightsConnection, or an address; without either the environment says which region.
    [string] $Connection,
    [uri] $BaseUri,
    # How far back days are read where they are missing.
    [int] $Days = 35,
    # The days that are measured, up to the last one.
    [int] $MeasuredDays = 7,
    [DateTimeOffset] $Until = [DateTimeOffset]::UtcNow,
    # Where candidates go; the secret that signs them is in the environment.
    [uri] $DeliverTo,
    [string] $SecretVariable = 'COACHING_SECRET',
    [string] $SpoolPath = (Join-Path $Path '_spool'),
    [switch] $AllowLoopback,
    # A line is added for each night.
    [string] $FiguresPath = (Join-Path $Path '_figures.jsonl')
)

$ErrorActionPreference = 'Stop'
try {
    $target = if ($Connection) { @{ Name = $Connection } } elseif ($BaseUri) { @{ BaseUri = $BaseUri } } else { @{} }
    $null = Connect-GenesysInsights @target
    $query = @{ StartTime = $Until.AddDays(-$Days); EndTime = $Until }
    if ($ModelId) {
        $query.ModelId = $ModelId
    }
    $whose = if ($Organization) { @{ Organization = $Organization } } else { @{} }
    # A day that fails lets the others have their turn; then comes an error that ends the run, since figures of a part are none.
    $updated = @(Update-InsightDataset -Path $Path @query @whose -ErrorAction Continue)
    $updated | Format-Table | Out-String | Write-Output
    if ($updated.Status -contains 'Held') {
        [Console]::Error.WriteLine('Another worker reads some of the days: figures have to wait for it.')
        exit 75
    }

    $last = [DateTimeOffset]::new($Until.UtcDateTime.Date, [timespan]::Zero)
    $rows = @{ Path = $Path; After = $last.AddDays(-$MeasuredDays); Before = $last } + $whose
    $figures = Import-InsightDataset @rows | Measure-InsightAccuracy
    if ($figures) {
        $figures | Select-Object @{ n = 'Night'; e = { $last.ToString('yyyy-MM-dd') } }, Total, Rated, Coverage, AgreementRate, AgreementLow, AgreementHigh, PearsonR, Auc, Reasons |
            ConvertTo-Json -Compress | Add-Content $FiguresPath
    }

    if ($DeliverTo) {
        $text = [Environment]::GetEnvironmentVariable($SecretVariable)
        $send = @{ Uri = $DeliverTo; SpoolPath = $SpoolPath; AllowLoopback = $AllowLoopback }
        if ($text) {
            $send.Secret = [System.Net.NetworkCredential]::new('', $text).SecurePassword
        }
        # What was sent before is not sent again: a score that came late is.
        $deliveries = @(Import-InsightDataset @rows | Select-CoachingCandidate | Send-CoachingInsight @send)
        $deliveries | Format-Table | Out-String | Write-Output
        if ($deliveries.State -contains 'Dead') {
            throw 'Deliveries were given up: Get-CoachingDelivery -State Dead says why.'
        }
    }
}
catch {
    [Console]::Error.WriteLine("$($_.FullyQualifiedErrorId): $($_.Exception.Message)")
    exit ($_.Exception.MayPass ? 75 : 42)
}
finally {
    Get-GenesysInsightsSession | Disconnect-GenesysInsights -Confirm:$false
}
exit 0
