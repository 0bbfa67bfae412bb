#Requires -Version 7.4
#Requires -Modules SpeechInsights
<#
.SYNOPSIS
    Brings the days of one of many organisations up to date: what each worker of a fleet runs.
.DESCRIPTION
    Tenants.csv has a line for each: Name, ClientId, ModelId, and Region or BaseUri. The client's secret is in a file of that name in -SecretFolder, as
    Kubernetes mounts secrets. Ends with 0 where the organisation's days are whole, with 75 where the same may go well later, and with 42 where
    somebody has to look. It can be killed and run again at any time.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Tenants,
    [Parameter(Mandatory)] [string] $SecretFolder,
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [DateTimeOffset] $StartTime,
    [DateTimeOffset] $EndTime = [DateTimeOffset]::UtcNow,
    # Which line, from 0; by default what Slurm or Kubernetes says.
    [int] $Index = ($env:SLURM_ARRAY_TASK_ID ?? $env:JOB_COMPLETION_INDEX ?? 0),
    [string] $AuditFolder = (Join-Path $Path '_audit'),
    [string] $Format = 'Parquet'
)

$ErrorActionPreference = 'Stop'
try {
    $tenant = @(Import-Csv $Tenants)[$Index]
    if (-not $tenant) {
        throw "There is no line $Index in $Tenants."
    }
    $secret = [System.Net.NetworkCredential]::new('', (Get-Content (Join-Path $SecretFolder $tenant.Name) -Raw).Trim()).SecurePassword
    $null = New-Item $AuditFolder -ItemType Directory -Force
    $target = @{ ClientId = $tenant.ClientId; ClientSecret = $secret; AuditPath = Join-Path $AuditFolder "$($tenant.Name).jsonl" }
    foreach ($name in 'Region', 'BaseUri') {
        if ($tenant.$name) {
            $target.$name = $tenant.$name
        }
    }
    $null = Connect-GenesysInsights @target
    $query = @{ StartTime = $StartTime; EndTime = $EndTime }
    if ($tenant.ModelId) {
        $query.ModelId = $tenant.ModelId
    }
    Update-InsightDataset -Path $Path -Organization $tenant.Name -Format $Format @query -ErrorAction Continue -OutVariable days |
        ForEach-Object { '{0} {1:yyyy-MM-dd} {2} {3}' -f $_.Organization, $_.Day, $_.Status, $_.Reason }
    if ($days.Status -contains 'Held') {
        [Console]::Error.WriteLine("$($tenant.Name): another worker reads some of the days.")
        exit 75
    }
}
catch {
    [Console]::Error.WriteLine("$($tenant.Name): $($_.FullyQualifiedErrorId): $($_.Exception.Message)")
    exit ($_.Exception.MayPass ? 75 : 42)
}
exit 0
