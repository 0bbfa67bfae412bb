#Requires -Version 7.4
<#
.SYNOPSIS
    Runs the benchmarks against the simulator on this machine, and rewrites the table in bench/README.md.
.PARAMETER Quick
    Fewer rounds, and no table: for a look by hand. Each ratio is compared with its floor in Floors.psd1, and the exit code is
    1 where one fell below.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [switch] $Quick
)

$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
. "$root/tests/Pester/Simulator.ps1"
. "$root/build/ChildPowerShell.ps1"
dotnet build "$PSScriptRoot/SpeechInsights.Bench" -c Release -v q | Out-Host
$bench = "$PSScriptRoot/SpeechInsights.Bench/bin/Release/net10.0/SpeechInsights.Bench.dll"
$rounds = $Quick ? 2 : 5
$rows = [System.Collections.Generic.List[object]]::new()
$verdicts = [System.Collections.Generic.List[object]]::new()
$floors = Import-PowerShellDataFile "$PSScriptRoot/Floors.psd1"

function Get-Median([double[]] $Values) {
    ($Values | Sort-Object)[[int][math]::Floor($Values.Count / 2)]
}

function Add-Row([string] $What, [string] $Figure, [string] $Spread, [string] $Bar) {
    $row = [pscustomobject]@{ What = $What; Figure = $Figure; Spread = $Spread; Bar = $Bar }
    $rows.Add($row)
    $row | Format-Table -Wrap -HideTableHeaders | Out-Host
}

# What a quick look is for: a ratio under its floor has regressed, or the machine was busy.
function Test-Floor([string] $What, [double] $Ratio) {
    if ($Quick -and $floors.ContainsKey($What)) {
        $isOk = $Ratio -ge $floors[$What]
        $verdicts.Add([pscustomobject]@{ IsOk = $isOk; Text = "$($isOk ? 'ok' : 'regressed'): $What, $(Format-Number $Ratio '0.00'), floor $(Format-Number $floors[$What] '0.00')" })
    }
}

function Format-Number([double] $Number, [string] $Format) {
    $Number.ToString($Format, [cultureinfo]::InvariantCulture)
}

# A simulator for a block, and its end whatever the block does.
function Use-Simulator([string[]] $Options, [scriptblock] $Body) {
    $simulator = Start-Simulator -ArgumentList $Options
    try {
        $env:GENESYS_CLIENT_ID = $simulator.clientId
        $env:GENESYS_CLIENT_SECRET = $simulator.clientSecret
        & $Body $simulator
    }
    finally {
        Remove-Item env:GENESYS_CLIENT_ID, env:GENESYS_CLIENT_SECRET
        Stop-Simulator $simulator
    }
}

function Measure-Process([string] $What, $Simulator, [string] $ApiProfile = 'Summary') {
    $model = $ApiProfile -eq 'Platform' ? $Simulator.programId : $Simulator.modelId
    Invoke-ChildPowerShell -File "$PSScriptRoot/Measure-Run.ps1" -What $What -BaseUri $Simulator.baseUri -ModulePath $ModulePath -ModelId $model -ApiProfile $ApiProfile |
        ConvertFrom-Json
}

# Turn by turn, so that a machine that changes its speed changes it for both.
function Compare-Process([string] $Ours, [string] $Theirs, $Simulator) {
    foreach ($round in 1..($Quick ? 1 : 3)) {
        $a = Measure-Process $Ours $Simulator
        $b = Measure-Process $Theirs $Simulator
        [pscustomobject]@{ Ours = $a.rows / $a.seconds; Theirs = $b.rows / $b.seconds; Ratio = ($a.rows / $a.seconds) / ($b.rows / $b.seconds) }
    }
}

function Add-Ratio([string] $What, [object[]] $Pairs, [string] $Bar) {
    $ratios = $Pairs.Ratio | Sort-Object
    Test-Floor $What (Get-Median $Pairs.Ratio)
    Add-Row "$What" "$(Format-Number (Get-Median $Pairs.Ratio) '0.00') x ($(Format-Number (Get-Median $Pairs.Ours) '#,0') against $(Format-Number (Get-Median $Pairs.Theirs) '#,0') rows/s)" `
        "$(Format-Number $ratios[0] '0.00') .. $(Format-Number $ratios[-1] '0.00')" $Bar
}

function Add-Engine([string] $What, [string] $Ahead, [int] $WarmRows, [int] $Rounds, $Simulator, [string] $Bar) {
    $run = dotnet $bench engine $Simulator.baseUri $Simulator.clientSecret $Ahead $WarmRows $Rounds | ConvertFrom-Json
    $speeds = "$(Format-Number $run.engineRowsPerSecond '#,0') against $(Format-Number $run.downloadRowsPerSecond '#,0') rows/s"
    Add-Row $What "$(Format-Number $run.ratio '0.00') ($speeds)" "$(Format-Number $run.ratioMin '0.00') .. $(Format-Number $run.ratioMax '0.00')" $Bar
    Test-Floor $What $run.ratio
    $run.bytesPerRow
}

Use-Simulator @('--interactions', '100000') {
    param($simulator)
    $bytes = Add-Engine 'Engine against download, 8 pages ahead, warm' 8 1000000 $rounds $simulator 'at least 0.85'
    Add-Row 'Bytes allocated a row, engine' (Format-Number $bytes '0') '' ''
    Add-Ratio 'Invoke-InsightQuery against a careful script' (Compare-Process Query Script $simulator) 'at least 15'
    Add-Ratio 'and Join-CsatScore against the script with a hashtable' (Compare-Process Join ScriptJoin $simulator) 'at least 15'
    $pairs = foreach ($round in 1..$rounds) {
        $a = Measure-Process Query $simulator
        $b = dotnet $bench console $simulator.baseUri $simulator.clientSecret | ConvertFrom-Json
        [pscustomobject]@{ Ours = $a.rows / $a.seconds; Theirs = $b.rows / $b.seconds; Ratio = ($a.rows / $a.seconds) / ($b.rows / $b.seconds) }
    }
    Add-Ratio 'Invoke-InsightQuery against a C# console program, page by page' $pairs 'at least 1'
}
# Waiting is most of it here: one round is warm enough, and more would take minutes.
Use-Simulator @('--interactions', '100000', '--latency', '100ms') {
    param($simulator)
    $null = Add-Engine 'Engine against download, 100 ms latency, 16 pages ahead' 16 0 ($Quick ? 1 : 3) $simulator 'at least 0.95'
}
foreach ($way in @('--job-looks', '0'), @('--latency', '100ms')) {
    Use-Simulator (@('--interactions', '100000') + $way) {
        param($simulator)
        $run = dotnet $bench platform $simulator.baseUri $simulator.clientSecret 16 30 0 ($Quick ? 1 : 5) | ConvertFrom-Json
        $how = $way[0] -eq '--latency' ? '100 ms latency' : 'no latency, jobs done at once'
        $what = "Platform, query against download of its job's pages, $how"
        Add-Row $what "$(Format-Number $run.ofDownload '0.00') ($(Format-Number $run.queryRowsPerSecond '#,0') against $(Format-Number $run.downloadRowsPerSecond '#,0') rows/s)" '' 'at least 0.5'
        Test-Floor $what $run.ofDownload
        Add-Row "Platform, join, $how" "$(Format-Number $run.joinRowsPerSecond '#,0') rows/s" '' ($way[0] -eq '--latency' ? 'at least 33,000' : '')
        Add-Row "Platform, query and join at once, $how" "$(Format-Number $run.bothRowsPerSecond '#,0') rows/s, $($run.bothRequests) requests" '' 'at most 300 requests'
    }
}
if (-not $Quick) {
    Use-Simulator @('--interactions', '1200000', '--days', '365', '--rate-limit', '300', '--rate-window', '6s') {
        param($simulator)
        $run = dotnet $bench year $simulator.baseUri $simulator.clientSecret 365 300 6 | ConvertFrom-Json
        Add-Row 'Platform, a year of 1,200,000 conversations, 300 requests in 6 s' `
            "$(Format-Number $run.rows '#,0') rows in $(Format-Number $run.seconds '0.0') s, $($run.requests) requests, $($run.retries) refused, $($run.peakMB) MB" '' ($run.areExact ? 'rows exact' : 'ROWS NOT EXACT')
    }
}
$peaks = foreach ($interactions in 10000, 100000, 1000000) {
    Use-Simulator @('--interactions', $interactions) {
        param($simulator)
        $run = Measure-Process Measure $simulator
        Add-Row "Peak memory of the process, query, join and measure, $(Format-Number $run.rows '#,0') rows" "$(Format-Number $run.peakMB '0') MB in $(Format-Number $run.seconds '0.0') s" '' ''
        $run.peakMB
    }
}
Use-Simulator @('--interactions', '10000') {
    param($simulator)
    foreach ($apiProfile in 'Summary', 'Platform') {
        foreach ($what in 'Query', 'Join') {
            $run = Measure-Process $what $simulator $apiProfile
            $name = $what -eq 'Query' ? 'Invoke-InsightQuery' : 'with Join-CsatScore'
            $bar = $apiProfile -eq 'Summary' ? 'full pages, 1,000 ids a batch' : ''
            Add-Row "Requests per 1,000 interactions, ${apiProfile}: $name" (Format-Number ($run.requests / 10) '0.0') '' $bar
        }
    }
    foreach ($name in 'fresh', 'warm') {
        $script:first = foreach ($round in 1..$rounds) {
            Invoke-ChildPowerShell -File "$PSScriptRoot/Measure-FirstObject.ps1" -BaseUri $simulator.baseUri -ModulePath $ModulePath -ModelId $simulator.modelId |
                ConvertFrom-Json | ForEach-Object { $name -eq 'fresh' ? $_.first : $_.warm }
        }
        $sorted = $first | Sort-Object
        $bar = $name -eq 'fresh' ? 'at most 50 ms' : 'at most 5 ms'
        Add-Row "First object after the first byte, $name process" "$(Format-Number (Get-Median $first) '0.0') ms" "$(Format-Number $sorted[0] '0.0') .. $(Format-Number $sorted[-1] '0.0') ms" $bar
    }
}
Add-Row 'Peak memory, 1,000,000 over 10,000 interactions' "$(Format-Number ($peaks[2] - $peaks[0]) '0') MB" '' 'at most 96 MB'
Use-Simulator @('--interactions', '100000', '--rate-limit', '300', '--rate-window', '6s') {
    param($simulator)
    $run = dotnet $bench budget $simulator.baseUri $simulator.clientSecret 300 6 | ConvertFrom-Json
    Add-Row 'Share of the permitted rate that is used, 300 requests in 6 s' (Format-Number $run.used '0.000') "$($run.retries) refused" 'at least 0.95, none refused'
    Test-Floor 'Share of the permitted rate that is used, 300 requests in 6 s' $run.used
}
# Minutes of waiting, so both at once, and no ratio to hold: not for a quick look.
if (-not $Quick) {
    $common = '--interactions', '20000', '--rate-limit', '300', '--rate-window', '6s'
    $simulators = @(Start-Simulator -ArgumentList $common; Start-Simulator -ArgumentList ($common + '--rate-headers'))
    try {
        $runs = 0, 1 | ForEach-Object -Parallel {
            $simulator = ($using:simulators)[$_]
            dotnet $using:bench shared $simulator.baseUri $simulator.clientSecret 300 6 | ConvertFrom-Json | Add-Member Headers ('without', 'with')[$_] -PassThru
        }
    }
    finally {
        $simulators | ForEach-Object { Stop-Simulator $_ }
    }
    foreach ($run in $runs | Sort-Object Headers -Descending) {
        $shares = foreach ($share in $run.before, $run.during, $run.after, $run.afterLastTwoWindows) { Format-Number $share '0.00' }
        $whole = $run.rowCounts.Count -eq 1 ? 'all' : 'NOT all'
        Add-Row "Share of the limit used while another client comes and goes, $($run.Headers) rate headers" `
            "$($shares[0]) before, $($shares[1]) during (the other: $(Format-Number $run.otherDuring '0.00')), $($shares[2]) after, $($shares[3]) in the last 12 s" `
            "$($run.refusedBefore), $($run.refusedDuring), $($run.refusedAfter) refused; $whole rows of $($run.queries) queries" ''
    }
}
Use-Simulator @('--interactions', '950') {
    param($simulator)
    $lives = & "$PSScriptRoot/Measure-Life.ps1" -Simulator $simulator -ModulePath $ModulePath -Count ($Quick ? 3 : 9)
    $ratios = $lives | ForEach-Object { $_.Module / $_.Script } | Sort-Object
    $what = "A runbook's whole life against the script's: PowerShell starts, $(Format-Number $lives[0].Rows '#,0') rows are joined and written as CSV"
    Add-Row $what "$(Format-Number (Get-Median $ratios) '0.00') ($(Format-Number (Get-Median $lives.Module) '0.00') against $(Format-Number (Get-Median $lives.Script) '0.00') s)" `
        "$(Format-Number $ratios[0] '0.00') .. $(Format-Number $ratios[-1] '0.00')" 'at most 1.0'
}
$import = & "$PSScriptRoot/Measure-Import.ps1" -ModulePath $ModulePath -Count ($Quick ? 5 : 15)
$over = $import | ForEach-Object { $_.Module - $_.Empty } | Sort-Object
$both = "$(Format-Number (Get-Median $import.Module) '0') against $(Format-Number (Get-Median $import.Empty) '0') ms"
Add-Row 'Import-Module over an empty binary module' "$(Format-Number (Get-Median $over) '0') ms ($both)" `
    "$(Format-Number $over[0] '0') .. $(Format-Number $over[-1] '0') ms" 'at most 15 ms'

$table = @("| what | median | min .. max | bar |", "|---|---|---|---|") + ($rows | ForEach-Object { "| $($_.What) | $($_.Figure) | $($_.Spread) | $($_.Bar) |" })
$table | Out-Host
if (-not $Quick) {
    $readme = "$PSScriptRoot/README.md"
    $system = [System.Runtime.InteropServices.RuntimeInformation]::OSDescription
    $today = Get-Date -Format yyyy-MM-dd
    $machine = "$([System.Environment]::ProcessorCount) cores, $system, .NET $([System.Environment]::Version), PowerShell $($PSVersionTable.PSVersion), $today"
    $text = (Get-Content $readme -Raw) -replace '(?s)(<!-- table -->).*(<!-- end -->)', "`$1`n$machine`n`n$($table -join "`n")`n`$2"
    Set-Content $readme $text -NoNewline
}
$verdicts | ForEach-Object Text | Out-Host
exit [int](@($verdicts | Where-Object { -not $_.IsOk }).Count -gt 0)
