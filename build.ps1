#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, shows, checks and packages SpeechInsights.
.DESCRIPTION
    Build    builds the solution and lays the module out in output/SpeechInsights/<version>
    Test     builds, then runs xunit and Pester; the last line is 'N passed, N failed, N skipped'
    Demo     builds, starts the simulator and does the whole job against it
    Analyze  runs PSScriptAnalyzer over the scripts
    Bench    runs the benchmarks and rewrites the table in bench/README.md, or runs the soak
    Package  builds, makes the .nupkg in output/package with its bill of materials and sums, installs it into a clean profile and runs the demo from there
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1 -Task Test -Framework net8.0
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Analyze', 'Bench', 'Package')]
    [string] $Task = 'Build',

    # With Test: what Pester runs, a file or a folder below tests/Pester.
    [string] $PesterPath = 'tests/Pester',

    # With Test: net8.0 runs the engine's tests alone, on the .NET 8 runtime, which is restored.
    [ValidateSet('net10.0', 'net8.0')]
    [string] $Framework = 'net10.0',

    # With Test: the built module that Pester tests, in place of the one that is built here.
    [string] $ModulePath,

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
. "$root/build/ChildPowerShell.ps1"
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

# The counts of xunit's closing line.
function Invoke-Xunit([string] $Command, [string[]] $ArgumentList) {
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $lines = & $Command @ArgumentList -noColor 2>&1 | ForEach-Object {
        Write-Host $_
        "$_"
    }
    $summary = $lines | Select-String 'Total: (\d+), Errors: (\d+), Failed: (\d+), Skipped: (\d+)' | Select-Object -Last 1
    if (-not $summary) {
        throw 'xunit gave no summary.'
    }
    $total, $errors, $failed, $skipped = $summary.Matches[0].Groups[1..4].Value.ForEach([int])
    [pscustomobject]@{ Passed = $total - $failed - $skipped; Failed = $errors + $failed; Skipped = $skipped; Seconds = $clock.Elapsed.TotalSeconds }
}

function Invoke-EngineTest {
    if ($Framework -eq 'net10.0') {
        return Invoke-Xunit dotnet "$root/tests/SpeechInsights.Tests/bin/Release/net10.0/SpeechInsights.Tests.dll"
    }
    # Apart from the usual build, with the runtime beside it, so that no other one can be taken.
    $folder = "$root/output/$Framework"
    $runtime = [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
    Invoke-DotNet build "$root/tests/SpeechInsights.Tests" -c Release -v q -r $runtime --self-contained "-p:EngineTestFramework=$Framework" --artifacts-path $folder | Out-Host
    $program = $IsWindows ? 'SpeechInsights.Tests.exe' : 'SpeechInsights.Tests'
    Invoke-Xunit "$folder/bin/SpeechInsights.Tests/release_$runtime/$program"
}

function Get-PesterManifest {
    $manifest = dotnet msbuild "$root/build/Pester/Pester.csproj" -restore -t:Locate -getProperty:PesterManifest 2>&1 | Select-Object -Last 1
    if ($LASTEXITCODE -ne 0 -or -not (Test-Path $manifest)) {
        throw "The package 'Pester' of build/Pester/Pester.csproj could not be restored: $manifest"
    }
    $manifest
}

# xunit and Pester beside each other; the minute of load comes after them, alone.
function Invoke-Suite([string] $PesterModule) {
    $env:SPEECHINSIGHTS_TEST_MODULE = $ModulePath ? (Convert-Path $ModulePath) : $null
    $soak, $files = (Get-ChildItem (Join-Path $root $PesterPath) -Recurse -Filter *.Tests.ps1).Where({ $_.Name -eq 'Soak.Tests.ps1' }, 'Split')
    $suites = [ordered]@{}
    # Most of their processes end before code gets hot: profiles of it would be made for nothing.
    $env:DOTNET_TieredPGO = '0'
    $engine = { $suites.xunit = Invoke-EngineTest }
    if ($files) {
        $suites.Pester = & "$root/build/Invoke-PesterSuite.ps1" $PesterModule $files.FullName -Beside $engine
    }
    else {
        & $engine
    }
    $env:DOTNET_TieredPGO = $null
    if ($soak) {
        $suites.soak = & "$root/build/Invoke-PesterSuite.ps1" $PesterModule $soak.FullName
    }
    $suites
}

# The last line is what a reader of the log looks for.
function Write-Count([System.Collections.Specialized.OrderedDictionary] $Suites) {
    foreach ($name in $Suites.Keys) {
        $count = $Suites[$name]
        Write-Host ('{0}: {1} passed, {2} failed, {3} skipped in {4:0} s' -f $name, $count.Passed, $count.Failed, $count.Skipped, $count.Seconds)
    }
    $passed, $failed, $skipped = 'Passed', 'Failed', 'Skipped' | ForEach-Object { ($Suites.Values | Measure-Object $_ -Sum).Sum }
    Write-Host "$passed passed, $failed failed, $skipped skipped"
    exit [int]($failed -gt 0 -or 0 -in $Suites.Values.Passed)
}

switch ($Task) {
    'Build' {
        Invoke-Build
        "Import-Module '$module'"
    }
    'Test' {
        if ($Framework -ne 'net10.0') {
            Write-Count ([ordered]@{ "xunit on $Framework" = Invoke-EngineTest })
        }
        $pester = Get-PesterManifest
        Invoke-Build
        Write-Count (Invoke-Suite $pester)
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
        & "$root/build/New-Package.ps1" -ModulePath $module -Destination "$root/output/package"
        & "$root/build/Test-Package.ps1" -Folder "$root/output/package"
    }
}
