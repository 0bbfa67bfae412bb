#Requires -Version 7.4
<#
.SYNOPSIS
    Deliveries a second of Send-CoachingInsight, against a loop over Invoke-RestMethod to the same receiver, with and without failures.
.DESCRIPTION
    One candidate a delivery, so that both send as many requests. both sign. Send-CoachingInsight also writes each to its spool and remembers it; the loop
    does not, and repeats what fails by Invoke-RestMethod's own -MaximumRetryCount.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [int] $Count = 500,
    [int] $Runs = 3
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
. "$PSScriptRoot/../tests/Pester/Simulator.ps1"
Import-Module $ModulePath
$simulator = Start-Simulator -ArgumentList '--interactions', 20000
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "speechinsights-delivery-$PID"
try {
    $credential = [pscredential]::new($simulator.clientId, [System.Net.NetworkCredential]::new('', $simulator.clientSecret).SecurePassword)
    $null = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential $credential -AuditPath "$folder/audit.jsonl" -RequestsPerMinute 0
    $secret = [System.Net.NetworkCredential]::new('', $simulator.coachingSecret).SecurePassword
    $candidates = @(Invoke-InsightQuery $simulator.modelId ([DateTimeOffset]$simulator.to).AddDays(-30) $simulator.to | Join-CsatScore | Select-CoachingCandidate -MaximumSentiment 1 | Select-Object -First $Count)
    $control = "$($simulator.baseUri)/_simulator"
    foreach ($failures in 0, 0.05) {
        foreach ($run in 1..$Runs) {
            foreach ($way in 'Send-CoachingInsight', 'Invoke-RestMethod') {
                'faults', 'deliveries' | ForEach-Object { $null = Invoke-RestMethod "$control/$_" -Method Delete -NoProxy }
                if ($failures) {
                    $order = @{ path = '/coaching'; kind = 'status'; status = 503; rate = $failures; times = 0; seed = $run } | ConvertTo-Json
                    $null = Invoke-RestMethod "$control/faults" -Method Post -Body $order -ContentType application/json -NoProxy
                }
                $clock = [System.Diagnostics.Stopwatch]::StartNew()
                $arrived = 0
                if ($way -eq 'Send-CoachingInsight') {
                    $sent = $candidates | Send-CoachingInsight $simulator.coachingUri -Secret $secret -AllowLoopback -BatchSize 1 -SpoolPath "$folder/spool-$failures-$run" -WarningAction Ignore
                    $arrived = @($sent | Where-Object State -EQ Delivered).Count
                }
                else {
                    $key = [Convert]::FromBase64String($simulator.coachingSecret.Substring(6))
                    foreach ($candidate in $candidates) {
                        $insight = @{
                            id = "$run-$arrived"; revision = 0; interactionId = $candidate.InteractionId; agentId = $candidate.AgentId; timestamp = $candidate.Timestamp
                            sentiment = $candidate.SentimentAverage; csat = $candidate.Csat; priority = $candidate.Priority; reasons = @($candidate.Reason)
                        }
                        $body = @{ type = 'coaching.candidates'; timestamp = [DateTime]::UtcNow; data = @{ insights = @($insight) } } | ConvertTo-Json -Depth 5 -Compress
                        $id = "msg_$(New-Guid)"
                        $time = "$([DateTimeOffset]::UtcNow.ToUnixTimeSeconds())"
                        $hash = [System.Security.Cryptography.HMACSHA256]::HashData($key, [System.Text.Encoding]::UTF8.GetBytes("$id.$time.$body"))
                        $headers = @{ 'webhook-id' = $id; 'webhook-timestamp' = $time; 'webhook-signature' = "v1,$([Convert]::ToBase64String($hash))" }
                        $null = Invoke-RestMethod $simulator.coachingUri -Method Post -Body $body -ContentType application/json -Headers $headers -NoProxy -SkipHttpErrorCheck -StatusCodeVariable status -MaximumRetryCount 3 -RetryIntervalSec 1
                        $arrived += $status -eq 204
                    }
                }
                [pscustomobject]@{ Failures = $failures; Run = $run; Way = $way; Seconds = [Math]::Round($clock.Elapsed.TotalSeconds, 2); PerSecond = [Math]::Round($candidates.Count / $clock.Elapsed.TotalSeconds); Arrived = $arrived; Of = $candidates.Count }
            }
        }
    }
}
finally {
    Disconnect-GenesysInsights -ErrorAction Ignore
    Stop-Simulator $simulator
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
}
