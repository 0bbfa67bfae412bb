#Requires -Version 7.4
<#
.SYNOPSIS
    A runbook's whole life, this module's and the careful script's in turn: PowerShell starts, some 1,000 rows are read, joined and written to a CSV file. Gives the seconds of both.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] $Simulator,
    [Parameter(Mandatory)] [string] $ModulePath,
    [int] $Count = 9
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/../build/ChildPowerShell.ps1"
$folder = New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-life-$PID") -ItemType Directory
try {
    foreach ($round in 1..$Count) {
        $seconds = foreach ($what in 'Join', 'ScriptJoin') {
            $csv = Join-Path $folder "$what.csv"
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            Invoke-ChildPowerShell -File "$PSScriptRoot/Measure-Run.ps1" -What $what -BaseUri $Simulator.baseUri -ModulePath $ModulePath -ModelId $Simulator.modelId -CsvPath $csv
            $watch.Elapsed.TotalSeconds
        }
        # Both have to have done the work.
        $rows = 'Join', 'ScriptJoin' | ForEach-Object { @(Import-Csv (Join-Path $folder "$_.csv")).Count }
        if ($rows[0] -ne $rows[1]) {
            throw "The module wrote $($rows[0]) rows, the script $($rows[1])."
        }
        [pscustomobject]@{ Module = $seconds[0]; Script = $seconds[1]; Rows = $rows[0] }
    }
}
finally {
    Remove-Item $folder -Recurse -Force
}
