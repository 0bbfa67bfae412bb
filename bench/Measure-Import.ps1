#Requires -Version 7.4
<#
.SYNOPSIS
    Imports this module and an empty binary one in turn, each in a fresh process, and gives the milliseconds of both.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [int] $Count = 15
)

$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/../build/ChildPowerShell.ps1"
$folder = New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-empty-$PID") -ItemType Directory
try {
    $empty = Join-Path $folder 'Empty.psd1'
    Add-Type -OutputAssembly (Join-Path $folder 'Empty.dll') -TypeDefinition @'
using System.Management.Automation;
[Cmdlet("Get", "Nothing")]
public sealed class GetNothingCommand : PSCmdlet { }
'@
    New-ModuleManifest $empty -RootModule Empty.dll -CmdletsToExport Get-Nothing -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
    foreach ($round in 1..$Count) {
        $times = foreach ($module in $ModulePath, $empty) {
            [double](Invoke-ChildPowerShell -Command "
                `$watch = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module '$module'; `$watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)")
        }
        [pscustomobject]@{ Module = $times[0]; Empty = $times[1] }
    }
}
finally {
    Remove-Item $folder -Recurse -Force
}
