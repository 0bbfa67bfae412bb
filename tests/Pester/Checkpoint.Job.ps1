#Requires -Version 7.4
# The process that Checkpoint.Tests.ps1 kills: it stores each row at once, a line for each, and at the end says that it is done.
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Manifest,
    [Parameter(Mandatory)] [string] $BaseUri,
    [Parameter(Mandatory)] [string] $Command,
    [Parameter(Mandatory)] [string] $Model,
    [Parameter(Mandatory)] [string] $From,
    [Parameter(Mandatory)] [string] $To,
    [Parameter(Mandatory)] [string] $Folder
)

$ErrorActionPreference = 'Stop'
Import-Module $Manifest
$null = Connect-GenesysInsights -BaseUri $BaseUri -AuditPath "$Folder/audit.jsonl" -RequestsPerMinute 0 -ThrottleLimit 2
$with = @{
    ModelId = $Model; StartTime = [DateTimeOffset]$From; EndTime = [DateTimeOffset]$To
    PageSize = 50; Checkpoint = "$Folder/checkpoint"; WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue'
}
& $Command @with | ForEach-Object {
    $line = '{0} {1} {2:u} {3}' -f $_.InteractionId, $_.AgentId, $_.Timestamp.UtcDateTime, $_.Csat
    [System.IO.File]::AppendAllText("$Folder/stored.txt", "$line`n")
}
[System.IO.File]::WriteAllLines("$Folder/done.txt", [string[]]@($warnings.ForEach('Message')))
