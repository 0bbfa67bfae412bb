#Requires -Version 7.4
#Requires -Modules SpeechInsights
<#
.SYNOPSIS
    An Azure Automation runbook: measures the last whole day and hands over what to coach by.
.DESCRIPTION
    The OAuth client is a credential asset of the Automation account, the receiver's secret another one (its password). A sandbox
    keeps no files: the trail's last hash is in the output, and deliveries that could not be made fail the job. Run it again then;
    they have the same ids, so that nothing arrives twice.
#>
[CmdletBinding()]
param(
    [string] $Region,
    [uri] $BaseUri,
    [string] $ModelId,
    [string] $Last = 'day',
    [string] $TimeZone = 'UTC',
    [string] $ClientCredential = 'GenesysClient',
    [uri] $CoachingUri,
    [string] $CoachingCredential = 'CoachingReceiver',
    [switch] $AllowLoopback
)

$ErrorActionPreference = 'Stop'
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-$([guid]::NewGuid())"
$audit = Join-Path $folder 'audit.jsonl'
$place = $BaseUri ? @{ BaseUri = $BaseUri } : $Region ? @{ Region = $Region } : @{}
$model = $ModelId ? @{ ModelId = $ModelId } : @{}
$session = Connect-GenesysInsights @place -Credential (Get-AutomationPSCredential -Name $ClientCredential) -AuditPath $audit -RequireAudit
try {
    $rows = @(Invoke-InsightQuery @model -Last $Last -TimeZone $TimeZone -Session $session | Join-CsatScore -Session $session)
    $accuracy = $rows | Measure-InsightAccuracy
    $deliveries = @(if ($CoachingUri) {
            $secret = (Get-AutomationPSCredential -Name $CoachingCredential).Password
            $rows | Select-CoachingCandidate |
                Send-CoachingInsight -Uri $CoachingUri -Secret $secret -SpoolPath (Join-Path $folder 'spool') -AllowLoopback:$AllowLoopback -Session $session
        })
    [pscustomobject]@{
        Rows = $rows.Count
        Rated = $accuracy.Rated
        AgreementRate = $accuracy.AgreementRate
        Delivered = @($deliveries | Where-Object State -EQ Delivered).Count
        AuditHash = (Test-InsightAudit -Path $audit).LastHash
    }
    $left = @($deliveries | Where-Object State -NE Delivered)
    if ($left) {
        throw "$($left.Count) deliveries did not arrive ($($left.LastStatus | Sort-Object -Unique)). Run the job again."
    }
}
finally {
    Disconnect-GenesysInsights -Session $session
    Remove-Item -Path $folder -Recurse -Force
}
