#Requires -Version 7.4
<#
.SYNOPSIS
    Rows a second and bytes a row of Export- and Import-InsightDataset, turn by turn with Export-Csv and Import-Csv; memory from 100,000 to 10,000,000 rows;
    and what Dask says of a dataset, where it is installed.
.DESCRIPTION
    Rows are made by the bench program, and read into memory first, so that only writing is timed.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [int] $Rows = 100000,
    [int] $Runs = 3,
    [long[]] $MemoryRows = @(100000, 1000000, 10000000),
    [string] $Python = '/usr/bin/python3'
)

$ErrorActionPreference = 'Stop'
Import-Module $ModulePath
$bench = "$PSScriptRoot/SpeechInsights.Bench/bin/Release/net10.0/SpeechInsights.Bench.dll"
$folder = [System.IO.Directory]::CreateTempSubdirectory('dataset-').FullName
try {
    $null = dotnet $bench dataset-file "$folder/rows.parquet" $Rows
    $made = @(Import-InsightDataset "$folder/rows.parquet")
    $ways = [ordered]@{
        'Export-InsightDataset .parquet'  = { $made | Export-InsightDataset "$folder/a.parquet" -Force; "$folder/a.parquet" }
        'Export-InsightDataset .jsonl'    = { $made | Export-InsightDataset "$folder/a.jsonl" -Force; "$folder/a.jsonl" }
        'Export-InsightDataset .jsonl.gz' = { $made | Export-InsightDataset "$folder/a.jsonl.gz" -Force; "$folder/a.jsonl.gz" }
        'Export-InsightDataset .csv'      = { $made | Export-InsightDataset "$folder/a.csv" -Force; "$folder/a.csv" }
        'Export-Csv'                      = { $made | Export-Csv "$folder/b.csv"; "$folder/b.csv" }
        'Import-InsightDataset .parquet'  = { Import-InsightDataset "$folder/a.parquet" | ForEach-Object -Process $null; "$folder/a.parquet" }
        'Import-InsightDataset .jsonl'    = { Import-InsightDataset "$folder/a.jsonl" | ForEach-Object -Process $null; "$folder/a.jsonl" }
        'Import-InsightDataset .jsonl.gz' = { Import-InsightDataset "$folder/a.jsonl.gz" | ForEach-Object -Process $null; "$folder/a.jsonl.gz" }
        'Import-InsightDataset .csv'      = { Import-InsightDataset "$folder/a.csv" | ForEach-Object -Process $null; "$folder/a.csv" }
        'Import-Csv'                      = { Import-Csv "$folder/b.csv" | ForEach-Object -Process $null; "$folder/b.csv" }
    }
    $times = @{}
    foreach ($run in 0..$Runs) {
        foreach ($way in $ways.Keys) {
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $file = & $ways[$way]
            # The first turn is what the compiler takes.
            if ($run) {
                $times[$way] = @($times[$way]) + $clock.Elapsed.TotalSeconds
            }
        }
    }
    foreach ($way in $ways.Keys) {
        $sorted = @($times[$way] | Where-Object { $_ } | Sort-Object)
        [pscustomobject]@{
            Way = $way; RowsPerSecond = [int]($Rows / $sorted[[int][Math]::Floor($sorted.Count / 2)]); Slowest = [int]($Rows / $sorted[-1]); Fastest = [int]($Rows / $sorted[0])
            BytesPerRow = [Math]::Round((Get-Item (& { switch -Regex ($way) { '^Export-Csv|^Import-Csv' { "$folder/b.csv" } '(\.[.\w]+)$' { "$folder/a$($Matches[1])" } } })).Length / $Rows, 1)
        }
    }
    foreach ($count in $MemoryRows) {
        foreach ($ending in 'parquet', 'jsonl') {
            dotnet $bench dataset-file "$folder/memory.$ending" $count
            Remove-Item "$folder/memory.$ending"
        }
    }

    # The cmdlets in a process of their own: the most memory that it took.
    foreach ($count in $MemoryRows) {
        $null = dotnet $bench dataset-file "$folder/memory.parquet" $count
        $text = "Import-Module '$ModulePath'; Import-InsightDataset '$folder/memory.parquet' | Export-InsightDataset '$folder/copy.parquet' -Force; [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB"
        "Import-InsightDataset | Export-InsightDataset, $count rows: $([int](pwsh -NoProfile -Command $text)) MB at most"
        Remove-Item "$folder/memory.parquet", "$folder/copy.parquet"
    }

    if (Test-Path $Python) {
        $made | Export-InsightDataset "$folder/dataset" -Format JsonLines -Organization bench
        $said = & $Python "$PSScriptRoot/dask_dataset.py" "$folder/dataset" | ConvertFrom-Json
        $measured = $made | Measure-InsightAccuracy -CsatThreshold 3
        foreach ($name in 'Total', 'Rated', 'TruePositive', 'FalsePositive', 'TrueNegative', 'FalseNegative', 'PearsonR') {
            if ([Math]::Abs($said.$name - $measured.$name) -gt 1e-9) {
                throw "Dask says $name $($said.$name), Measure-InsightAccuracy $($measured.$name)."
            }
        }
        "Dask, $($said.workers) workers, $($said.partitions) files: the same counts and correlation ($($said.pearsonR)) of $($said.total) rows"
    }
}
finally {
    Remove-Item $folder -Recurse -Force
}
