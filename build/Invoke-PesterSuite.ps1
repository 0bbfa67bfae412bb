#Requires -Version 7.4
<#
.SYNOPSIS
    Runs Pester over a path, and leaves how many tests passed, failed and were skipped in a file.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $PesterModule,
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $ResultPath
)

$ErrorActionPreference = 'Stop'
Import-Module $PesterModule
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
$result = Invoke-Pester -Configuration $configuration
$broken = $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
@{ Passed = $result.PassedCount; Failed = $broken; Skipped = $result.SkippedCount + $result.InconclusiveCount + $result.NotRunCount } | ConvertTo-Json | Set-Content $ResultPath
exit [int]($broken -gt 0)
