#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 3000
    $null = Connect-Simulator $simulator $audit
    $candidates = @(Invoke-InsightQuery $simulator.modelId $simulator.from $simulator.to | Join-CsatScore | Select-CoachingCandidate)
    $secret = [System.Net.NetworkCredential]::new('', $simulator.coachingSecret).SecurePassword
}

AfterAll { Disconnect-Simulator }

Describe 'Resume-CoachingDelivery' {
    BeforeEach {
        Reset-Simulator $simulator
        $null = Invoke-Control $simulator deliveries -Method Delete
        $spool = Join-Path $TestDrive "spool-$(New-Guid)"
        function Send-Failing([int] $Status, [hashtable] $More = @{}) {
            $fault = Add-Fault $simulator (@{ path = '/coaching'; kind = 'status'; status = $Status; times = 0 } + $More)
            $candidates | Send-CoachingInsight $simulator.coachingUri -Secret $secret -AllowLoopback -SpoolPath $spool -BatchSize 5
            $null = Invoke-Control $simulator faults -Method Delete
        }
    }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Resume-CoachingDelivery | Should -BeExactly @(
            'Object: AuditPath:String InputObject:CoachingDelivery!<v Secret:SecureString[] Session:InsightsSession'
            'Uri: AuditPath:String Secret:SecureString[] Session:InsightsSession SpoolPath:String Uri:Uri!@0'
        )
    }

    It 'tries dead ones anew, with their ids' {
        $dead = @(Send-Failing 400)
        $dead.State | Select-Object -Unique | Should -Be 'Dead'
        $sent = @(Get-CoachingDelivery Dead -SpoolPath $spool | Resume-CoachingDelivery -Secret $secret)
        $sent.State | Select-Object -Unique | Should -Be 'Delivered'
        (Invoke-Control $simulator deliveries).id | Sort-Object | Should -Be ($dead.DeliveryId | Sort-Object)
        Get-CoachingDelivery Dead -SpoolPath $spool | Should -BeNullOrEmpty
    }

    It 'sends only what it is told' {
        $dead = @(Send-Failing 400)
        (Get-CoachingDelivery Dead -SpoolPath $spool | Select-Object -First 2 | Resume-CoachingDelivery -Secret $secret) | Should -HaveCount 2
        @(Get-CoachingDelivery Dead -SpoolPath $spool) | Should -HaveCount ($dead.Count - 2)
    }

    It 'with an address sends what is due, not what has to wait' {
        $null = Send-Failing 429 @{ retryAfter = '100' }
        $null = Invoke-Control $simulator requests -Method Delete
        $first = (Get-ChildItem "$spool/pending" | Where-Object Name -NotLike '*-0-*' | Select-Object -First 1)
        (Resume-CoachingDelivery $simulator.coachingUri -Secret $secret -SpoolPath $spool | Where-Object DeliveryId -EQ ($first.Name -split '-')[1]).State | Should -Be 'Pending'
        @(Invoke-Control $simulator deliveries).id | Should -Not -Contain ($first.Name -split '-')[1]
    }

    It 'what a clock that was wrong put off for years is due' {
        $null = Send-Failing 429 @{ retryAfter = '100' }
        foreach ($file in Get-ChildItem "$spool/pending") {
            Move-Item $file ($file.FullName -replace '-\d+-(\d+)\.json$', "-$([DateTimeOffset]::UtcNow.AddYears(3).ToUnixTimeMilliseconds())-`$1.json")
        }
        (Resume-CoachingDelivery $simulator.coachingUri -Secret $secret -SpoolPath $spool).State | Select-Object -Unique | Should -Be 'Delivered'
    }

    It '-WhatIf and another address send nothing' {
        $null = Send-Failing 400
        $null = Invoke-Control $simulator requests -Method Delete
        Get-CoachingDelivery Dead -SpoolPath $spool | Resume-CoachingDelivery -Secret $secret -WhatIf | Should -BeNullOrEmpty
        Resume-CoachingDelivery https://coach.example.com/ -Secret $secret -SpoolPath $spool | Should -BeNullOrEmpty
        Get-Request $simulator | Should -BeNullOrEmpty
    }

    It 'InvalidSecret before anything is sent' {
        $null = Send-Failing 400
        $bad = [System.Net.NetworkCredential]::new('', 'whsec_no').SecurePassword
        $null = Invoke-Control $simulator requests -Method Delete
        Assert-Failure (Get-Failure { Get-CoachingDelivery -SpoolPath $spool | Resume-CoachingDelivery -Secret $bad }) InvalidSecret Resume-CoachingDelivery Secret
        Get-Request $simulator | Should -BeNullOrEmpty
    }
}
