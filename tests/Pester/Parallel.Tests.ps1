#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 2000
    $manifest = Get-BuiltManifest
}

AfterAll { Disconnect-Simulator }

Describe 'Several runspaces' {
    BeforeEach {
        Reset-Session
        $issued = (Invoke-Control $simulator counters).tokensIssued
        $audit = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    It '-Session $using:session works in ForEach-Object -Parallel, with one token for all' {
        $session = Connect-Simulator $simulator $audit
        $hours = 0..11 | ForEach-Object { $from.AddHours(2 * $_) }
        $rows = $hours | ForEach-Object -ThrottleLimit 6 -Parallel {
            Import-Module $using:manifest
            Invoke-InsightQuery $using:model $_ $_.AddHours(2) -Session $using:session | Join-CsatScore -Session $using:session
        }
        $truth = Get-Truth $simulator $from $to
        $rows.InteractionId | Sort-Object | Should -Be ($truth.interactionId | Sort-Object)
        (Invoke-Control $simulator counters).tokensIssued - $issued | Should -Be 1
        (Invoke-Control $simulator counters).maxConcurrent | Should -BeLessOrEqual $session.ThrottleLimit
    }

    It 'one renews a token that was refused, whoever asks' {
        $session = Connect-Simulator $simulator $audit
        $null = Invoke-Control $simulator 'tokens/revoke' -Method Post
        $fault = Add-Fault $simulator @{ path = '/oauth/token'; kind = 'delay'; ms = 300 }
        $status = 1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:manifest
            (Get-SpeechModel $using:model -Session $using:session).Status
        }
        $status | Should -Be (@('deployed') * 8)
        Get-FaultCount $simulator $fault | Should -Be 1
        (Invoke-Control $simulator counters).tokensIssued - $issued | Should -Be 2
    }

    It 'without -Session there is none: NotConnected' {
        $null = Connect-Simulator $simulator $audit
        $ids = 1..3 | ForEach-Object -Parallel {
            Import-Module $using:manifest
            try { Get-SpeechModel $using:model } catch { $_.FullyQualifiedErrorId }
        }
        $ids | Should -Be (@('NotConnected,SpeechInsights.Commands.GetSpeechModelCommand') * 3)
        Get-Request $simulator | Should -BeNullOrEmpty
    }

    It 'each has a current session of its own, and closes its own when the module leaves it' {
        $session = Connect-Simulator $simulator $audit
        $credential = Get-SimulatorCredential $simulator
        $shells = 1..2 | ForEach-Object { [powershell]::Create() }
        try {
            $seen = foreach ($shell in $shells) {
                $null = $shell.AddScript({
                        param($manifest, $uri, [pscredential] $credential, $audit)
                        Import-Module $manifest
                        Connect-GenesysInsights -BaseUri $uri -Credential $credential -AuditPath $audit -RequestsPerMinute 0
                        Get-GenesysInsightsSession
                    }).AddArgument($manifest).AddArgument($simulator.baseUri).AddArgument($credential).AddArgument($audit)
                , @($shell.Invoke())
                $shell.Streams.Error | Should -BeNullOrEmpty
            }
            $seen | ForEach-Object { $_ | Should -HaveCount 2; $_[0].SessionId | Should -Be $_[1].SessionId }
            $seen[0][0].SessionId | Should -Not -Be $seen[1][0].SessionId
            (Get-GenesysInsightsSession).SessionId | Should -Be $session.SessionId
            $shells[0].Commands.Clear()
            $null = $shells[0].AddScript('Remove-Module SpeechInsights').Invoke()
            $seen[0][0].IsOpen, $seen[1][0].IsOpen, $session.IsOpen | Should -Be $false, $true, $true
        }
        finally {
            $shells.Dispose()
        }
    }

    It 'sixteen on one audit file: every line is there, and the chain holds' {
        $session = Connect-Simulator $simulator $audit
        $before = @(Get-InsightAudit -Raw $audit).Count
        1..16 | ForEach-Object -ThrottleLimit 16 -Parallel {
            Import-Module $using:manifest
            1..5 | ForEach-Object { $null = Get-SpeechModel $using:model -Session $using:session }
        }
        $report = Test-InsightAudit $audit
        $report.Reason | Should -BeNullOrEmpty
        $report.IsValid | Should -BeTrue
        $report.EntryCount | Should -Be ($before + 16 * 5 * 2)
        $runs = Get-InsightAudit -Raw $audit | Select-Object -Skip $before | Group-Object RunId
        $runs | Should -HaveCount 80
        $runs | ForEach-Object { $_.Group.Status | Should -Be 'Started', 'Completed' }
    }

    It 'sixteen on one session under faults: each has the whole result, with one token' {
        $session = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential (Get-SimulatorCredential $simulator) -AuditPath $audit -RequestsPerMinute 0 -MaximumRetryCount 5
        $orders = @(
            @{ path = 'conversations/summary/query'; kind = 'status'; status = 503; skip = 4; times = 4 }
            @{ path = 'conversations/summary/query'; kind = 'reset'; skip = 12; times = 3 }
            @{ path = 'conversations/summary/query'; kind = 'truncate'; skip = 20; times = 2 }
            @{ path = 'surveys/summary/query'; kind = 'status'; status = 502; skip = 3; times = 3 }
            @{ path = 'surveys/summary/query'; kind = 'resetInBody'; skip = 10; times = 2 }
        )
        $faults = $orders | ForEach-Object { Add-Fault $simulator $_ }
        $results = 1..16 | ForEach-Object -ThrottleLimit 16 -Parallel {
            Import-Module $using:manifest
            $rows = Invoke-InsightQuery $using:model $using:from $using:to -Session $using:session | Join-CsatScore -Session $using:session
            ($rows | ForEach-Object { "$($_.InteractionId) $($_.AgentId) $($_.Csat)" }) -join ';'
        }
        $truth = (Get-Truth $simulator $from $to | ForEach-Object { "$($_.interactionId) $($_.agentId) $($_.csat)" }) -join ';'
        $results | Should -HaveCount 16
        $results | ForEach-Object { $_ -ceq $truth | Should -BeTrue -Because 'each has the whole result' }
        $fired = $faults | ForEach-Object { Get-FaultCount $simulator $_ }
        $fired | Should -Be $orders.times
        (Invoke-Control $simulator counters).tokensIssued - $issued | Should -Be 1
        $entries = Get-InsightAudit -Raw $audit | Where-Object Command -NE Connect-GenesysInsights
        $entries | Group-Object Command, Status -NoElement | ForEach-Object { "$($_.Name): $($_.Count)" } | Sort-Object |
            Should -Be @('Invoke-InsightQuery', 'Join-CsatScore' | ForEach-Object { "$_, Completed: 16"; "$_, Started: 16" })
        ($entries | Measure-Object RetryCount -Sum).Sum | Should -Be ($orders.times | Measure-Object -Sum).Sum
        (Test-InsightAudit $audit).IsValid | Should -BeTrue
    }

    It 'several processes on one audit file do too' {
        $script = {
            param($manifest, $uri, $model, $audit)
            $ErrorActionPreference = 'Stop'
            Import-Module $manifest
            $null = Connect-GenesysInsights -BaseUri $uri -AuditPath $audit -RequestsPerMinute 0
            1..10 | ForEach-Object { $null = Get-SpeechModel $model }
        }
        $kept = $env:GENESYS_CLIENT_ID, $env:GENESYS_CLIENT_SECRET
        try {
            $env:GENESYS_CLIENT_ID, $env:GENESYS_CLIENT_SECRET = $simulator.clientId, $simulator.clientSecret
            $jobs = 1..3 | ForEach-Object { Start-Job $script -ArgumentList $manifest, $simulator.baseUri, $model, $audit }
            $jobs | Receive-Job -Wait -AutoRemoveJob -ErrorAction Stop
        }
        finally {
            $env:GENESYS_CLIENT_ID, $env:GENESYS_CLIENT_SECRET = $kept
        }
        $report = Test-InsightAudit $audit
        $report.Reason | Should -BeNullOrEmpty
        $report.EntryCount | Should -Be (3 * 11 * 2)
    }
}
