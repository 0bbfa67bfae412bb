# What a file of tests begins with, dot-sourced in its BeforeAll: what all share, a trail, and a server with so many interactions. Disconnect-Simulator ends it, New-Session stands between its tests.
param([Parameter(Mandatory)] [int] $InteractionCount, [string[]] $SimulatorArgument = @())
. "$PSScriptRoot/Common.ps1"
$audit = Join-Path $TestDrive 'audit.jsonl'
$simulator = Start-Simulator -ArgumentList (@('--interactions', $InteractionCount, '--job-looks', '0') + $SimulatorArgument)
$model = $simulator.modelId
$from = [DateTimeOffset]$simulator.from
$to = [DateTimeOffset]$simulator.to
