#Requires -Version 7.4
<#
.SYNOPSIS
    Runs files of Pester in several processes, and gives how many tests passed, failed and were skipped.
.DESCRIPTION
    Each process takes the next file that no other one took, the longest of the last run first. What a file says is shown when it is done, and what failed at the end.
    A file that gives no result has failed.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $PesterModule,

    # Files, or folders of them.
    [Parameter(Mandatory)] [string[]] $Path,

    [ValidateRange(1, 16)] [int] $Workers = 2,

    # Is done in the place of the last process, which begins after it.
    [scriptblock] $Beside
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$secondsPath = "$(Split-Path $PSScriptRoot)/output/pester-seconds.json"
$seconds = (Test-Path $secondsPath) ? (Get-Content $secondsPath -Raw | ConvertFrom-Json -AsHashtable) : @{}
$folder = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-pester-$PID") -ItemType Directory).FullName

# A line of the process is a file's result, or what that file said before it.
function Start-Worker([int] $Number) {
    Start-ThreadJob -ArgumentList $PSScriptRoot, $PesterModule, $folder, $Number {
        param($Build, $PesterModule, $Folder, $Number)
        . "$Build/ChildPowerShell.ps1"
        $said = @()
        Invoke-ChildPowerShell -File "$Build/Invoke-PesterFile.ps1" -PesterModule $PesterModule -Folder $Folder -Number $Number 2>&1 | ForEach-Object {
            if ("$_" -notlike '{"PesterFile":*') {
                $said += "$_"
            }
            else {
                "$_" | ConvertFrom-Json | Add-Member Said $said -PassThru
                $said = @()
            }
        }
        $said | Write-Host
    }
}

$jobs = @()
try {
    $files = @(Get-ChildItem $Path -Recurse -Filter *.Tests.ps1 | Sort-Object { $seconds[$_.Name] ?? [double]::MaxValue }, Length -Descending)
    for ($i = 0; $i -lt $files.Count; $i++) {
        Set-Content ('{0}/{1:000}' -f $folder, $i) $files[$i].FullName -NoNewline
    }
    $jobs = @(for ($i = 1; $i -lt [Math]::Min($Workers, $files.Count); $i++) { Start-Worker $i })
    if ($Beside) {
        & $Beside
    }
    $jobs += Start-Worker $Workers
    $results = @($jobs | Receive-Job -Wait | ForEach-Object {
            $line = '{0} {1}: {2} passed, {3} failed, {4} skipped in {5:0.0} s'
            $_.Said -ne '' | Write-Host
            Write-Host ($line -f ($_.Failed ? '[-]' : '[+]'), (Split-Path $_.PesterFile -Leaf), $_.Passed, $_.Failed, $_.Skipped, $_.Seconds)
            $seconds[(Split-Path $_.PesterFile -Leaf)] = $_.Seconds
            $_
        })
    $seconds | ConvertTo-Json | Set-Content $secondsPath
    $results | ForEach-Object Failures | Write-Host
    $lost = @($files.FullName | Where-Object { $_ -notin @($results | ForEach-Object PesterFile) })
    $lost | ForEach-Object { Write-Host "[-] $_ gave no result." }
}
finally {
    $jobs | Remove-Job -Force
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}
$passed, $failed, $skipped = 'Passed', 'Failed', 'Skipped' | ForEach-Object { [int]($results | Measure-Object $_ -Sum).Sum }
[pscustomobject]@{ Passed = $passed; Failed = $failed + $lost.Count; Skipped = $skipped; Seconds = $clock.Elapsed.TotalSeconds }
