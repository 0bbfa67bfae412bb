#Requires -Version 7.4
<#
.SYNOPSIS
    Runs a fleet for real: a Slurm of this machine's own, organisations against simulators, workers killed at random, one client refused.
.DESCRIPTION
    Needs slurmctld, slurmd and munge (Debian has them), root, and a built module. Checks that the dataset is the simulators' truth, and tells
    requests for each organisation against those of a run that nobody disturbs. What it starts it ends.
#>
[CmdletBinding()]
param([int] $Tenants = 8, [int] $Interactions = 8000, [int] $Days = 30, [int] $Kills = 16, [int] $Seed = 11, [string] $Format = 'Parquet', [string] $Keep)

$ErrorActionPreference = 'Stop'
$repository = Split-Path $PSScriptRoot
. "$repository/tests/Pester/Common.ps1"
$manifest = Get-BuiltManifest
$random = [Random]::new($Seed)
$folder = $Keep ? (New-Item $Keep -ItemType Directory -Force).FullName : [System.IO.Directory]::CreateTempSubdirectory('fleet-').FullName
$started = [System.Collections.Generic.List[System.Diagnostics.Process]]::new()
$env:SPEECHINSIGHTS_MODULE = $manifest
$env:INSIGHTS_FORMAT = $Format
$env:INSIGHTS_RESTARTS = '50'
$env:PWSH = [Environment]::ProcessPath -like '*pwsh*' ? [Environment]::ProcessPath : 'pwsh'

function Start-Daemon([string] $Program, [string[]] $ArgumentList) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($Program, $ArgumentList)
    $start.Environment['SLURM_CONF'] = "$folder/slurm.conf"
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $started.Add($process)
    $process.BeginOutputReadLine()
    $process.BeginErrorReadLine()
}

function Start-Slurm {
    $name = hostname
    $null = New-Item "$folder/state", "$folder/spool" -ItemType Directory
    $null = New-Item /run/munge -ItemType Directory -Force
    chown munge /run/munge
    Start-Daemon setpriv '--reuid=munge', '--regid=munge', '--clear-groups', 'munged', '--foreground'
    Set-Content "$folder/slurm.conf" @"
ClusterName=insights
SlurmctldHost=$name(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
SlurmUser=root
AuthType=auth/munge
AuthInfo=cred_expire=5
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
MinJobAge=3600
ReturnToService=2
NodeName=$name NodeAddr=127.0.0.1 CPUs=$Tenants State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"@
    $env:SLURM_CONF = "$folder/slurm.conf"
    Start-Sleep 1
    Start-Daemon slurmctld '-D'
    Start-Daemon slurmd '-D'
    Wait-Until -Seconds 60 -What 'The node' { "$(sinfo -h -o %T 2>$null)" -match 'idle' }
}

# The tasks of the array: index, state, exit code, restarts.
function Get-Task([string] $Job) {
    foreach ($line in scontrol -o show job $Job) {
        $values = @{}
        [regex]::Matches($line, '(\w+)=(\S*)').ForEach({ $values[$_.Groups[1].Value] ??= $_.Groups[2].Value })
        if ($values.ArrayTaskId -match '^\d+$') {
            [pscustomobject]@{ Index = [int]$values.ArrayTaskId; Id = $values.JobId; State = $values.JobState; Code = $values.ExitCode; Restarts = [int]$values.Restarts }
        }
    }
}

# The PowerShell of a running task itself: the dotnet tool has a program of its own before it, and killing that one would leave the worker.
function Get-Worker([string] $Id) {
    $pids = scontrol listpids $Id 2>$null | Select-Object -Skip 1 | ForEach-Object { ($_ -split '\s+' -ne '')[0] }
    $pids | Where-Object {
        $_ -gt 1 -and (Get-Content "/proc/$_/cmdline" -Raw -ErrorAction Ignore) -match '(?s)pwsh.*Update-Tenant' -and -not (Get-Content "/proc/$_/task/$_/children" -Raw -ErrorAction Ignore)
    } | Select-Object -First 1
}

function Get-Asked($Simulator) {
    $requests = @(Invoke-Control $Simulator requests | ForEach-Object { $_ })
    $first = $requests | Where-Object { $_.path -like '*conversations/summary/query' } | ForEach-Object { $_.body | ConvertFrom-Json } | Where-Object offset -EQ 0
    [pscustomobject]@{ Total = (Invoke-Control $Simulator counters).total; FirstPages = @($first).Count; PerDay = $first | Group-Object dateFrom -NoElement }
}

try {
    $simulators = 0..($Tenants - 1) | ForEach-Object {
        Start-Simulator -ArgumentList '--interactions', "$Interactions", '--seed', "$_", '--days', "$Days", '--latency', '250ms', '--profile', 'summary'
    }
    $until = [DateTimeOffset]'2026-11-01T00:00:00Z'
    $from = $until.AddDays(-$Days)
    $secrets = (New-Item "$folder/secrets" -ItemType Directory -Force).FullName
    $rows = for ($i = 0; $i -lt $Tenants; $i++) {
        # The last one's client is refused.
        Set-Content "$secrets/tenant-$i" ($i -eq $Tenants - 1 ? 'refused' : $simulators[$i].clientSecret) -NoNewline
        [pscustomobject]@{ Name = "tenant-$i"; ClientId = $simulators[$i].clientId; ModelId = $simulators[$i].modelId; BaseUri = $simulators[$i].baseUri }
    }
    $rows | Export-Csv "$folder/tenants.csv"

    # What a run that nobody disturbs asks for.
    $least = foreach ($i in 0..($Tenants - 2)) {
        & $env:PWSH -NoProfile -Command "Import-Module '$manifest'; & '$repository/examples/fleet/Update-Tenant.ps1' -Tenants '$folder/tenants.csv' -SecretFolder '$secrets' -Path '$folder/undisturbed' -StartTime '$($from.ToString('O'))' -EndTime '$($until.ToString('O'))' -Index $i" | Out-Null
        Get-Asked $simulators[$i]
        Reset-Simulator $simulators[$i]
    }

    Start-Slurm
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    Push-Location $folder
    $job = sbatch --parsable "--array=0-$($Tenants - 1)" "$repository/examples/fleet/slurm.sh" "$folder/tenants.csv" $secrets "$folder/dataset" $from.ToString('O') $until.ToString('O')
    Pop-Location
    $killed = @(0) * $Tenants
    while ($true) {
        $tasks = @(Get-Task $job)
        if (-not ($tasks | Where-Object State -NotIn 'COMPLETED', 'FAILED') -and $tasks.Count -eq $Tenants) {
            break
        }
        if (($killed | Measure-Object -Sum).Sum -lt $Kills) {
            $running = @($tasks | Where-Object State -EQ RUNNING)
            $victim = $running.Count ? $running[$random.Next($running.Count)] : $null
            $worker = $victim ? (Get-Worker $victim.Id) : $null
            if ($worker) {
                kill -9 $worker
                $killed[$victim.Index]++
            }
        }
        [System.Threading.Thread]::Sleep($random.Next(500, 3000))
        if ($clock.Elapsed.TotalMinutes -gt 20) {
            throw "The fleet did not end: $($tasks | Out-String)"
        }
    }
    $clock.Stop()

    $report = foreach ($task in $tasks | Sort-Object Index) {
        $i = $task.Index
        $isRefused = $i -eq $Tenants - 1
        $truth = @(Get-Truth $simulators[$i] $from $until | ForEach-Object { "$($_.interactionId) $($_.agentId) $($_.sentiment) $($_.csat)" })
        $held = $isRefused ? @() : @(Import-InsightDataset "$folder/dataset" -Organization "tenant-$i" | ForEach-Object { "$($_.InteractionId) $($_.AgentId) $($_.SentimentAverage) $($_.Csat)" })
        $asked = Get-Asked $simulators[$i]
        [pscustomobject]@{
            Tenant = "tenant-$i"; Code = ($task.Code -split ':')[0]; Kills = $killed[$i]; Restarts = $task.Restarts; Rows = $held.Count
            IsTruth = $isRefused ? $null : [System.Linq.Enumerable]::SequenceEqual([string[]]$held, [string[]]$truth)
            Requests = $asked.Total; Least = $isRefused ? $null : $least[$i].Total
            # Days that were begun more than once; each costs a kill.
            BegunAgain = $isRefused ? 0 : $asked.FirstPages - $Days
        }
    }
    $report | Format-Table | Out-String -Width 200
    $found = @(Get-InsightDataset "$folder/dataset" -Verify)
    '{0} days of {1}, {2} whole; {3} kills; {4:0} s; {5} drafts left' -f $found.Count, ($Days * ($Tenants - 1)), @($found | Where-Object Status -EQ Whole).Count,
        ($killed | Measure-Object -Sum).Sum, $clock.Elapsed.TotalSeconds, @(Get-ChildItem "$folder/dataset" -Recurse -File -Filter _*.tmp).Count
    if ($report | Where-Object { $_.IsTruth -eq $false -or $_.BegunAgain -gt $_.Kills -or $_.Code -ne ($_.Tenant -eq "tenant-$($Tenants - 1)" ? 42 : 0) }) {
        throw 'The fleet is not what it should be.'
    }
}
finally {
    foreach ($process in $started) {
        if (-not $process.HasExited) {
            $process.Kill()
            $process.WaitForExit()
        }
    }
    $simulators | ForEach-Object { Stop-Simulator $_ }
    if (-not $Keep) {
        Remove-Item $folder -Recurse -Force
    }
}
