#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, shows, checks and packages SpeechInsights.
.DESCRIPTION
    Build    builds the solution and lays the module out in output/SpeechInsights/<version>
    Test     builds, then runs xunit and Pester; the last line is 'N passed, N failed'
    Demo     builds, starts the simulator and does the whole job against it
    Analyze  runs PSScriptAnalyzer over the scripts
    Bench    runs the benchmarks and rewrites the table in bench/README.md, or runs the soak
    Package  builds and makes a .nupkg in output/
.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Analyze', 'Bench', 'Package')]
    [string] $Task = 'Build',

    # What Pester runs: a file or a folder below tests/Pester.
    [string] $PesterPath = 'tests/Pester',

    # With Demo: the contract that is spoken.
    [ValidateSet('Summary', 'Platform')]
    [string] $ApiProfile = 'Summary',

    # With Bench: fewer rounds, the table stays as it is, and ratios that fell below their floors are told.
    [switch] $Quick,

    # With Bench: the soak of ten minutes in place of the benchmarks.
    [switch] $Soak
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$version = (Import-PowerShellDataFile "$root/SpeechInsights.psd1").ModuleVersion
$module = Join-Path $root "output/SpeechInsights/$version/SpeechInsights.psd1"

function Invoke-DotNet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args[0]) ended with exit code $LASTEXITCODE."
    }
}

# What the demo needs is built in half the time of everything.
function Invoke-Build([switch] $ForDemo) {
    $first = $ForDemo ? "$root/src/SpeechInsights.Simulator" : "$root/SpeechInsights.sln"
    Invoke-DotNet build $first -c Release -v q | Out-Host
    Invoke-DotNet build "$root/src/SpeechInsights" -c Release '-t:StageModule' -v q | Out-Host
}

# One figure pair from xunit's closing line.
function Invoke-Xunit {
    $lines = dotnet "$root/tests/SpeechInsights.Tests/bin/Release/net10.0/SpeechInsights.Tests.dll" 2>&1 | ForEach-Object {
        Write-Host $_
        "$_"
    }
    $summary = $lines | Select-String 'Total: (\d+), Errors: (\d+), Failed: (\d+), Skipped: (\d+)' | Select-Object -Last 1
    if (-not $summary) {
        throw 'xunit gave no summary.'
    }
    $total, $errors, $failed, $skipped = $summary.Matches[0].Groups[1..4].Value.ForEach([int])
    [pscustomobject]@{ Passed = $total - $errors - $failed - $skipped; Failed = $errors + $failed }
}

function Import-Pester {
    $found = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 } | Select-Object -First 1
    if (-not $found) {
        $modules = Join-Path $root 'output/modules'
        Write-Host 'Pester 5 is not here; asking the PowerShell Gallery for it.'
        $null = New-Item $modules -ItemType Directory -Force
        Save-PSResource Pester -Version 5.9.0 -Path $modules -TrustRepository
        $found = Get-Module (Join-Path $modules 'Pester') -ListAvailable
    }
    $found.Path
}

# In a process of its own: a loaded library can't be replaced, and the tests want a session that nobody has used.
function Invoke-PesterSuite([string] $Path) {
    $pester = Import-Pester
    $result = Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-pester-$PID.json"
    $pwsh = (Get-Process -Id $PID).Path
    try {
        & $pwsh -NoProfile -NonInteractive -File "$root/build/Invoke-PesterSuite.ps1" -PesterModule $pester -Path (Join-Path $root $Path) -ResultPath $result | Out-Host
        if (-not (Test-Path $result)) {
            throw 'Pester gave no result.'
        }
        Get-Content $result -Raw | ConvertFrom-Json
    }
    finally {
        Remove-Item $result -ErrorAction Ignore
    }
}

switch ($Task) {
    'Build' {
        Invoke-Build
        "Import-Module '$module'"
    }
    'Test' {
        Invoke-Build
        $xunit = Invoke-Xunit
        $pester = Invoke-PesterSuite $PesterPath
        Write-Host "xunit: $($xunit.Passed) passed, $($xunit.Failed) failed. Pester: $($pester.Passed) passed, $($pester.Failed) failed."
        $failed = $xunit.Failed + $pester.Failed
        Write-Host "$($xunit.Passed + $pester.Passed) passed, $failed failed"
        exit [int]($failed -gt 0)
    }
    'Demo' {
        Invoke-Build -ForDemo
        & "$root/build/Show-Demo.ps1" -ModulePath $module -ApiProfile $ApiProfile
    }
    'Analyze' {
        $findings = @(Get-ChildItem $root -Recurse -Include *.ps1, *.psm1, *.psd1 |
                Where-Object FullName -NotMatch '[\\/](output|bin|obj)[\\/]' |
                # What the manifest names lies beside it only where it is staged.
                ForEach-Object { $_.Name -eq 'SpeechInsights.psd1' -and (Test-Path $module) ? (Get-Item $module) : $_ } |
                ForEach-Object { Invoke-ScriptAnalyzer $_.FullName -Settings "$root/build/PSScriptAnalyzerSettings.psd1" })
        $findings | Format-Table Severity, RuleName, ScriptName, Line, Message -Wrap
        "$($findings.Count) findings"
        exit [int]($findings.Count -gt 0)
    }
    'Bench' {
        Invoke-Build
        if ($Soak) {
            & "$root/bench/Measure-Soak.ps1" -ModulePath $module
        }
        else {
            & "$root/bench/Invoke-Benchmark.ps1" -ModulePath $module -Quick:$Quick
        }
        exit $LASTEXITCODE
    }
    'Package' {
        Invoke-Build
        $output = Join-Path $root 'output'
        Register-PSResourceRepository -Name SpeechInsightsOutput -Uri $output -Trusted -Force
        try {
            Publish-PSResource -Path (Split-Path $module) -Repository SpeechInsightsOutput
        }
        finally {
            Unregister-PSResourceRepository -Name SpeechInsightsOutput
        }
        Get-ChildItem $output -Filter *.nupkg
    }
}
