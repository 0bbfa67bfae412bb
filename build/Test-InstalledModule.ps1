#Requires -Version 7.4
<#
.SYNOPSIS
    Installs SpeechInsights from a folder as a person would, imports it by name, looks at its commands and help, and runs the demo.
.DESCRIPTION
    Test-Package.ps1 runs it in a clean profile. On Windows the profile's folder can't be moved by the environment: the module
    is saved into a temporary folder there.
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Folder)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
if (Get-Module SpeechInsights -ListAvailable) {
    throw 'The profile is not clean: SpeechInsights is there already.'
}

Register-PSResourceRepository -Name SpeechInsightsPackage -Uri $Folder -Trusted
try {
    if ($IsWindows) {
        $saved = Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-saved-$PID"
        $null = New-Item $saved -ItemType Directory
        Save-PSResource SpeechInsights -Repository SpeechInsightsPackage -Path $saved
        $env:PSModulePath = $saved + [System.IO.Path]::PathSeparator + $env:PSModulePath
    }
    else {
        Install-PSResource SpeechInsights -Repository SpeechInsightsPackage -Scope CurrentUser
    }
}
finally {
    Unregister-PSResourceRepository -Name SpeechInsightsPackage
}

Import-Module SpeechInsights
$module = Get-Module SpeechInsights
Write-Host "SpeechInsights $($module.Version) was installed; it has $($module.ExportedCmdlets.Count) cmdlets."
foreach ($name in $module.ExportedCmdlets.Keys) {
    $help = Get-Help $name
    if (-not $help.Synopsis -or $help.Synopsis -match '^\s*' + $name) {
        throw "$name has no help in the installed module."
    }
}
& "$PSScriptRoot/Show-Demo.ps1" -ModulePath SpeechInsights
