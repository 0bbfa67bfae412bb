#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 3000
    $session = Connect-Simulator $simulator $audit
    $rows = @(Invoke-InsightQuery $simulator.modelId $from.AddDays(-3) $simulator.to | Join-CsatScore)
    $candidates = @($rows | Select-CoachingCandidate)
    $secret = [System.Net.NetworkCredential]::new('', $simulator.coachingSecret).SecurePassword
    $path = '/coaching/insights'

    function Get-Received {
        Invoke-Control $simulator deliveries | ForEach-Object { $_ }
    }

    function Get-SpoolFile {
        Get-ChildItem $spool -Recurse -File -ErrorAction Ignore
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Send-CoachingInsight' {
    BeforeEach {
        Reset-Simulator $simulator
        $null = Invoke-Control $simulator deliveries -Method Delete
        $spool = Join-Path $TestDrive "spool-$(New-Guid)"
        $with = @{ Uri = $simulator.coachingUri; Secret = $secret; AllowLoopback = $true; SpoolPath = $spool }
    }

    It 'has its parameters, and nothing else' {
        Get-ParameterShape Send-CoachingInsight | Should -BeExactly (
            '__AllParameterSets: AllowLoopback:SwitchParameter AllowPrivateNetwork:SwitchParameter AuditPath:String BatchSize:Int32 ' +
            'InputObject:CoachingCandidate!<v Secret:SecureString[] Session:InsightsSession SpoolPath:String Uri:Uri!@0')
        (Get-Command Send-CoachingInsight).OutputType.Name | Should -Be 'SpeechInsights.CoachingDelivery'
    }

    It 'every candidate arrives once, signed, with its reasons' {
        $sent = @($candidates | Send-CoachingInsight @with -BatchSize 7)
        $sent | Should -HaveCount ([Math]::Ceiling($candidates.Count / 7))
        $sent.State | Select-Object -Unique | Should -Be 'Delivered'
        $received = @(Get-Received)
        $received.id | Should -Be $sent.DeliveryId
        $received.insights.interactionId | Should -Be $candidates.InteractionId
        $bodies = $received.body | ConvertFrom-Json
        $bodies.data.insights[0].reasons.id | Should -Be $candidates[0].Reason.Id
        $bodies.data.insights.csat | Should -Be $candidates.Csat
    }

    It 'the same again, in another order and other batches, is not sent' {
        $null = $candidates | Send-CoachingInsight @with -BatchSize 7
        $candidates[-1..-$candidates.Count] | Send-CoachingInsight @with -BatchSize 3 | Should -BeNullOrEmpty
        ($candidates + $candidates) | Send-CoachingInsight @with | Should -BeNullOrEmpty
        (Get-Received).insights | Should -HaveCount $candidates.Count
    }

    It 'a figure that changed is a new insight with the next revision' {
        $one = $rows | Where-Object { $null -ne $_.Csat -and $_.SentimentAverage -le -0.5 } | Select-Object -First 1
        $null = $one | Select-CoachingCandidate -MaximumSentiment -0.4 | Send-CoachingInsight @with
        $null = $one | Select-CoachingCandidate -MaximumSentiment -0.3 | Send-CoachingInsight @with
        $insights = (Get-Received).insights
        $insights.interactionId | Select-Object -Unique | Should -HaveCount 1
        $insights.revision | Should -Be 0, 1
        $insights.id | Select-Object -Unique | Should -HaveCount 2
    }

    It 'a fault that passes is repeated with the same id' {
        $fault = Add-Fault $simulator @{ path = $path; kind = 'doThenReset' }
        $sent = $candidates | Send-CoachingInsight @with
        Get-FaultCount $simulator $fault | Should -Be 1
        $sent.State | Select-Object -Unique | Should -Be 'Delivered'
        $sent.AttemptCount | Should -Contain 2
        @(Get-Received).count | Should -Contain 2
        (Get-Received).id | Should -HaveCount @($sent).Count
    }

    It 'waits no longer than it has to for Retry-After, and leaves the rest to the next run with a warning' {
        $null = Add-Fault $simulator @{ path = $path; kind = 'status'; status = 429; retryAfter = '600'; times = 0 }
        $sent = @($candidates | Send-CoachingInsight @with -BatchSize 10 -WarningVariable warned)
        $sent.State | Select-Object -Unique | Should -Be 'Pending'
        @(Get-Request $simulator) | Should -HaveCount 1 -Because 'it is the receiver that asks to wait'
        $warned | Should -BeLike "$($sent.Count) deliveries wait*"
        ($sent.NextAttempt | Sort-Object)[-1] | Should -BeGreaterThan ([DateTimeOffset]::UtcNow.AddSeconds(590))
        (Get-InsightAudit $audit | Select-Object -Last 1).Status | Should -Be Completed
    }

    It '<Status> is <State>: <Reason>' -ForEach @(
        @{ Status = 400; State = 'Dead'; Reason = 'Refused' }
        @{ Status = 401; State = 'Dead'; Reason = 'Refused' }
        @{ Status = 404; State = 'Dead'; Reason = 'Refused' }
        @{ Status = 410; State = 'Dead'; Reason = 'Gone' }
        @{ Status = 422; State = 'Dead'; Reason = 'Refused' }
        @{ Status = 200; State = 'Delivered'; Reason = $null }
        @{ Status = 299; State = 'Delivered'; Reason = $null }
    ) {
        $null = Add-Fault $simulator @{ path = $path; kind = 'status'; status = $Status; times = 0 }
        $sent = $candidates[0] | Send-CoachingInsight @with -WarningAction Ignore
        $sent.State, $sent.LastStatus, $sent.Reason | Should -Be $State, $Status, $Reason
    }

    It '410 ends the address: what waits is dead, and the next run is TargetGone' {
        $null = Add-Fault $simulator @{ path = $path; kind = 'status'; status = 410; times = 1 }
        $sent = @($candidates | Send-CoachingInsight @with -BatchSize 5)
        $sent | Should -HaveCount ([Math]::Ceiling($candidates.Count / 5))
        $sent.Reason | Select-Object -Unique | Should -Be 'Gone'
        @(Get-Request $simulator) | Should -HaveCount 1
        $failure = Get-Failure { $candidates | Send-CoachingInsight @with }
        Assert-Failure $failure TargetGone Send-CoachingInsight ([uri]$simulator.coachingUri).Authority
        @(Get-Request $simulator) | Should -HaveCount 1
        # Opened again, all arrives.
        (Get-CoachingDelivery -State Dead -SpoolPath $spool | Resume-CoachingDelivery -Secret $secret).State | Select-Object -Unique | Should -Be 'Delivered'
        (Get-Received).insights | Should -HaveCount $candidates.Count
    }

    It 'what was delivered holds no insight any more, and all files are for this account alone' {
        $null = $candidates | Send-CoachingInsight @with
        foreach ($file in Get-SpoolFile) {
            if (-not $IsWindows) {
                $file.UnixMode | Should -Be '-rw-------'
                (Get-Item $file.DirectoryName).UnixMode | Should -Be 'drwx------'
            }
            foreach ($candidate in $candidates) {
                $file.FullName | Should -Not -FileContentMatch $candidate.InteractionId
            }
        }
    }

    It 'is recorded with what arrived, without content and without a session too' {
        $trail = Join-Path $TestDrive "trail-$(New-Guid).jsonl"
        Disconnect-All
        $null = $candidates | Send-CoachingInsight @with -BatchSize 10 -AuditPath $trail
        $null = Connect-Simulator $simulator $audit
        $lines = Get-Content $trail | ConvertFrom-Json
        $lines.status | Should -Be 'started', 'completed'
        $lines[1].queryParams.target | Should -Be ([uri]$simulator.coachingUri).Authority
        $lines[1].queryParams.deliveredCount, $lines[1].queryParams.waitingCount, $lines[1].queryParams.deadCount | Should -Be ([Math]::Ceiling($candidates.Count / 10)), 0, 0
        Get-Content $trail -Raw | Should -Not -Match $candidates[0].InteractionId
        (Test-InsightAudit $trail).IsValid | Should -BeTrue
    }

    It '-WhatIf writes nothing and sends nothing' {
        $before = @(Get-InsightAudit $audit).Count
        $candidates | Send-CoachingInsight @with -WhatIf | Should -BeNullOrEmpty
        Test-Path $spool | Should -BeFalse
        Get-Request $simulator | Should -BeNullOrEmpty
        Get-InsightAudit $audit | Should -HaveCount $before
    }

    It 'no stream, error or file holds the secret' {
        $null = Add-Fault $simulator @{ path = $path; kind = 'status'; status = 500 }
        $text = $candidates | Send-CoachingInsight @with -Verbose -Debug *>&1 | Format-List * -Force | Out-String
        $text += Get-SpoolFile | Get-Content -Raw
        $text += Get-Content $audit -Raw
        $text | Should -Not -Match ([regex]::Escape($simulator.coachingSecret.Substring(6)))
    }

    It 'says that nothing is signed without a secret; a receiver that wants one refuses it' {
        $with.Remove('Secret')
        ($candidates[0] | Send-CoachingInsight @with -WarningVariable warned).LastStatus | Should -Be 401
        "$warned" | Should -BeLike '*Nothing is signed*'
    }

    It 'a spool that can not be made is SpoolWriteFailed, and nothing is sent' {
        $file = New-Item (Join-Path $TestDrive "file-$(New-Guid)")
        $with.SpoolPath = "$file/spool"
        Assert-Failure (Get-Failure { $candidates | Send-CoachingInsight @with }) SpoolWriteFailed Send-CoachingInsight $with.SpoolPath
        Get-Request $simulator | Should -BeNullOrEmpty
    }

    It 'SpoolInvalid where the folder <What>, and it stays as it is' -ForEach @(
        @{ What = 'holds other things'; Name = 'letter.txt'; Content = 'Dear all' }
        @{ What = 'is of another version'; Name = 'version'; Content = 'SpeechInsights spool 2' }
    ) {
        $null = New-Item $spool -ItemType Directory
        Set-Content "$spool/$Name" $Content
        Assert-Failure (Get-Failure { $candidates | Send-CoachingInsight @with }) SpoolInvalid Send-CoachingInsight $spool
        Assert-Failure (Get-Failure { Get-CoachingDelivery -SpoolPath $spool }) SpoolInvalid Get-CoachingDelivery $spool
        Get-Request $simulator | Should -BeNullOrEmpty
        (Get-SpoolFile).Name | Should -Be $Name
    }

    It '<Id> for <Why>, before anything is written' -ForEach @(
        @{ Id = 'InsecureWebhookUri'; Why = 'plain http'; Change = @{ Uri = 'http://coach.example.com/' }; Target = 'coach.example.com' }
        @{ Id = 'InsecureWebhookUri'; Why = 'loopback'; Change = @{ Uri = 'https://127.0.0.1/'; AllowLoopback = $false }; Target = '127.0.0.1' }
        @{ Id = 'InsecureWebhookUri'; Why = 'a private network'; Change = @{ Uri = 'https://10.1.2.3/' }; Target = '10.1.2.3' }
        @{ Id = 'InsecureWebhookUri'; Why = 'metadata'; Change = @{ Uri = 'https://169.254.169.254/'; AllowPrivateNetwork = $true }; Target = '169.254.169.254' }
        @{ Id = 'InsecureWebhookUri'; Why = 'plain http on a private network'; Change = @{ Uri = 'http://10.1.2.3/'; AllowPrivateNetwork = $true }; Target = '10.1.2.3' }
        @{ Id = 'InvalidSecret'; Why = 'a short secret'; Change = @{ Secret = ([System.Net.NetworkCredential]::new('', 'whsec_c2hvcnQ=').SecurePassword) }; Target = 'Secret' }
        @{ Id = 'LimitOutOfRange'; Why = 'no batch'; Change = @{ BatchSize = 0 }; Target = 'BatchSize' }
        @{ Id = 'PathNotFileSystem'; Why = 'a path that is none'; Change = @{ SpoolPath = 'env:x' }; Target = 'env:x' }
        @{ Id = 'AuditWriteFailed'; Why = 'a trail that can not be written'; Change = @{ AuditPath = '/dev/null/trail' }; Target = '/dev/null/trail' }
    ) {
        if ($Id -eq 'AuditWriteFailed') {
            Disconnect-All
        }
        $Change.Keys | ForEach-Object { $with[$_] = $Change[$_] }
        $failure = Get-Failure { $candidates | Send-CoachingInsight @with }
        $null = Connect-Simulator $simulator $audit
        Assert-Failure $failure $Id Send-CoachingInsight $Target
        Test-Path $spool | Should -BeFalse
        Get-Received | Should -BeNullOrEmpty
    }

    It 'SessionClosed where the session was disconnected' {
        $closed = Connect-Simulator $simulator $audit
        Disconnect-GenesysInsights $closed
        Assert-Failure (Get-Failure { $candidates | Send-CoachingInsight @with -Session $closed }) SessionClosed Send-CoachingInsight $closed.SessionId
        Test-Path $spool | Should -BeFalse
    }
}
