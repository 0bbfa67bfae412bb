#Requires -Version 7.4
<#
.SYNOPSIS
    Runs the files of Pester that a folder lists, as long as one is left that no other process took, and prints a line of JSON after each.
.DESCRIPTION
    Invoke-PesterSuite.ps1 starts it, and makes the folder, in which each file without an extension names a file of tests.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $PesterModule,
    [Parameter(Mandatory)] [string] $Folder,
    [Parameter(Mandatory)] [int] $Number
)

$ErrorActionPreference = 'Stop'
Import-Module $PesterModule
# Some tests count what is left in the folder for temporary files.
$temporary = (New-Item "$Folder/temporary-$Number" -ItemType Directory).FullName
'TMPDIR', 'TEMP', 'TMP' | ForEach-Object { [Environment]::SetEnvironmentVariable($_, $temporary) }

foreach ($order in Get-ChildItem $Folder -File | Sort-Object Name) {
    $taken = "$temporary/$($order.Name)"
    try {
        Move-Item $order $taken
    }
    catch {
        # Another one has it.
        continue
    }
    $path = Get-Content $taken -Raw
    $configuration = New-PesterConfiguration @{ Run = @{ Path = $path; PassThru = $true }; Output = @{ Verbosity = 'None' } }
    $run = Invoke-Pester -Configuration $configuration
    $broken = @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers)
    $result = [ordered]@{
        PesterFile = $path
        Passed     = $run.PassedCount
        Failed     = $broken.Count
        Skipped    = $run.SkippedCount + $run.InconclusiveCount + $run.NotRunCount
        Seconds    = [Math]::Round($run.Duration.TotalSeconds, 1)
        # A test without an error of its own failed with its block.
        Failures   = @($broken | Where-Object ErrorRecord | ForEach-Object {
                "[-] $(Split-Path $path -Leaf), $($_.PSObject.Properties['ExpandedPath']?.Value ?? 'as a whole')"
                $_.ErrorRecord | ForEach-Object { @($_.Exception.Message -split '\r?\n') + @($_.ScriptStackTrace -split '\r?\n' -notmatch '[\\/]Pester\.psm?1:|Invoke-PesterFile') -replace '^', '    ' }
            })
    }
    "`n$($result | ConvertTo-Json -Compress)"
}
