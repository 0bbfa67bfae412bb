#Requires -Version 7.4
# What is shown while a command works: nothing for a short one, and why nothing moves for a long one.
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 2000
    $session = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential (Get-SimulatorCredential $simulator) -AuditPath $audit -RequestsPerMinute 0
    $from = $to.AddDays(-20)

    # Runs a script in a runspace of its own and gives its progress records, with how long it took.
    function Get-Progress([string] $Script) {
        $state = [initialsessionstate]::CreateDefault()
        $state.ImportPSModule((Get-BuiltManifest))
        $shell = [powershell]::Create($state)
        try {
            $null = $shell.AddScript("param(`$session, `$model, `$from, `$to) $Script").AddParameters(@($session, $simulator.modelId, $from, $to))
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $output = $shell.Invoke()
            $shell.Streams.Error | Should -BeNullOrEmpty
            [pscustomobject]@{ Seconds = $clock.Elapsed.TotalSeconds; Records = @($shell.Streams.Progress); Output = @($output) }
        }
        finally {
            $shell.Runspace.Dispose()
            $shell.Dispose()
        }
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Progress' {
    BeforeEach { Reset-Simulator $simulator }

    It 'is not shown by what is over at once' {
        (Get-Progress 'New-InsightQuery $model $from $to; Get-GenesysInsightsSession').Records | Should -BeNullOrEmpty
    }

    It 'says why nothing moves, at most five times a second, and is taken away' {
        $fault = Add-Fault $simulator @{ path = '/conversations/summary/query'; kind = 'status'; status = 429; retryAfter = '2' }
        $run = Get-Progress 'Invoke-InsightQuery $model $from $to -SkipModelCheck -Session $session'
        Get-FaultCount $simulator $fault | Should -Be 1
        $run.Output.Count | Should -BeGreaterThan 1000
        $shown = @($run.Records | Where-Object RecordType -EQ Processing)
        $shown.StatusDescription -match 'waiting for .*: [12] s' | Should -Not -BeNullOrEmpty
        $shown.Activity | Select-Object -Unique | Should -Be 'Invoke-InsightQuery'
        $shown.Count | Should -BeLessOrEqual ([math]::Ceiling($run.Seconds / 0.2))
        $run.Records[-1].RecordType | Should -Be 'Completed'
        $run.Records.ActivityId | Select-Object -Unique | Should -HaveCount 1
    }

    It 'tells rows, rate and what is left' {
        $null = Add-Fault $simulator @{ path = '/conversations/summary/query'; kind = 'delay'; ms = 700; skip = 3; times = 0 }
        $run = Get-Progress 'Invoke-InsightQuery $model $from $to -SkipModelCheck -Session $session'
        $with = @($run.Records | Where-Object { $_.StatusDescription -match '^[\d.,]+ of [\d.,]+ rows, [\d.,]+ a second' })
        $with | Should -Not -BeNullOrEmpty -Because "one of '$($run.Records.StatusDescription -join "', '")' should tell"
        $with[0].PercentComplete | Should -BeIn (1..99)
        $with[0].SecondsRemaining | Should -BeGreaterOrEqual 0
    }

    It 'is shown by a join that waits, and taken away' {
        $fault = Add-Fault $simulator @{ path = '/surveys/summary/query'; kind = 'status'; status = 429; retryAfter = '2' }
        $run = Get-Progress 'Invoke-InsightQuery $model $from $to -SkipModelCheck -Session $session | Join-CsatScore -Session $session'
        Get-FaultCount $simulator $fault | Should -Be 1
        $join = @($run.Records | Where-Object Activity -EQ Join-CsatScore)
        $join.StatusDescription -match 'waiting for' | Should -Not -BeNullOrEmpty
        $join[-1].RecordType | Should -Be 'Completed'
    }

    It 'is shown by deliveries: how many are done, and what is waited for' {
        $null = Add-Fault $simulator @{ path = '/coaching/insights'; kind = 'status'; status = 503; retryAfter = '2'; times = 1 }
        $with = "-Secret ([System.Net.NetworkCredential]::new('', '$($simulator.coachingSecret)').SecurePassword) -SpoolPath '$TestDrive/spool' -AuditPath '$TestDrive/audit.jsonl'"
        $run = Get-Progress "Invoke-InsightQuery `$model `$from `$to -First 200 -SkipModelCheck -Session `$session | Join-CsatScore -Session `$session | Select-CoachingCandidate -MaximumSentiment 1 | Send-CoachingInsight $($simulator.coachingUri) -AllowLoopback -BatchSize 20 $with"
        $run.Output.State | Select-Object -Unique | Should -Be 'Delivered'
        $shown = @($run.Records | Where-Object { $_.Activity -eq 'Send-CoachingInsight' -and $_.RecordType -eq 'Processing' })
        $shown.StatusDescription -match '^waiting for the next attempt: [12] s; \d+ of \d+ deliveries' | Should -Not -BeNullOrEmpty -Because "one of '$($shown.StatusDescription -join "', '")' should tell"
        ($run.Records | Where-Object Activity -EQ Send-CoachingInsight)[-1].RecordType | Should -Be 'Completed'
    }

    It 'is shown by deliveries that are sent again' {
        $null = Add-Fault $simulator @{ path = '/coaching/insights'; kind = 'status'; status = 503; retryAfter = '600'; times = 1 }
        $with = "-Secret ([System.Net.NetworkCredential]::new('', '$($simulator.coachingSecret)').SecurePassword) -AuditPath '$TestDrive/audit.jsonl'"
        $null = Get-Progress "Invoke-InsightQuery `$model `$from `$to -First 5 -SkipModelCheck -Session `$session | Join-CsatScore -Session `$session | Select-CoachingCandidate -MaximumSentiment 1 | Send-CoachingInsight $($simulator.coachingUri) -AllowLoopback -SpoolPath '$TestDrive/again' $with"
        $null = Add-Fault $simulator @{ path = '/coaching/insights'; kind = 'delay'; ms = 1500; times = 1 }
        $run = Get-Progress "Get-CoachingDelivery -SpoolPath '$TestDrive/again' | Resume-CoachingDelivery $with"
        $run.Output.State | Should -Be 'Delivered'
        $run.Records.StatusDescription -match '^0 of 1 deliveries' | Should -Not -BeNullOrEmpty
        $run.Records[-1].RecordType | Should -Be 'Completed'
    }

    It 'is taken away where the command fails' {
        $null = Add-Fault $simulator @{ path = '/conversations/summary/query'; kind = 'status'; status = 429; retryAfter = '1'; times = 3 }
        $null = Add-Fault $simulator @{ path = '/conversations/summary/query'; kind = 'status'; status = 500; skip = 3 }
        $run = Get-Progress 'try { Invoke-InsightQuery $model $from $to -SkipModelCheck -Session $session } catch { }'
        $run.Records | Should -Not -BeNullOrEmpty
        $run.Records[-1].RecordType | Should -Be 'Completed'
    }
}
