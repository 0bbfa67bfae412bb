#Requires -Version 7.4
<#
.SYNOPSIS
    Installs the package of a folder into a clean profile, in a new process, and runs the demo from the installed copy.
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Folder)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/ChildPowerShell.ps1"
$clean = New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-profile-$PID") -ItemType Directory
try {
    $start = New-ChildPowerShellStart '-File', "$PSScriptRoot/Test-InstalledModule.ps1", '-Folder', (Convert-Path $Folder)
    $start.Environment['HOME'] = $clean.FullName
    'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'PSModulePath' | ForEach-Object { $null = $start.Environment.Remove($_) }
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
        $line
    }
    $process.WaitForExit()
    if ($process.ExitCode -ne 0) {
        throw "The installed module did not pass: exit code $($process.ExitCode)."
    }
}
finally {
    Remove-Item $clean -Recurse -Force
}
