#Requires -Version 7.4
# The receiver that people are to start from takes what Send-CoachingInsight sends, once, and nothing else.
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 3000
    $manifest = Get-BuiltManifest
    $secret = "whsec_$([Convert]::ToBase64String([byte[]](1..32)))"
    $secure = [System.Net.NetworkCredential]::new('', $secret).SecurePassword
    # Below the ports that the system gives to connections, so that none of those comes in between.
    $port = Get-Random -Minimum 10000 -Maximum 30000
    $uri = "http://127.0.0.1:$port/insights"
    $got = Join-Path $TestDrive 'insights.jsonl'

    $command = "Import-Module '$manifest'; & '$root/examples/receiver.ps1' -Secret (ConvertTo-SecureString '$secret' -AsPlainText -Force) -Port $port -Path '$got'"
    $start = New-ChildPowerShellStart @('-Command', $command)
    $receiver = [System.Diagnostics.Process]::Start($start)
    Wait-Until -Seconds 30 -What 'The receiver' {
        $client = [System.Net.Sockets.TcpClient]::new()
        try { $client.Connect('127.0.0.1', $port); $true } catch { $false } finally { $client.Dispose() }
    }
    $null = Connect-Simulator $simulator $audit
    $candidates = @(Invoke-InsightQuery $simulator.modelId $simulator.from $simulator.to | Join-CsatScore | Select-CoachingCandidate)
}

AfterAll {
    Disconnect-Simulator
    $receiver.Kill()
    $receiver.Dispose()
}

Describe 'examples/receiver.ps1' {
    It 'takes every insight once, though a sender that forgot sends it again' {
        foreach ($spool in 'first', 'second') {
            $sent = $candidates | Send-CoachingInsight $uri -Secret $secure -AllowLoopback -SpoolPath (Join-Path $TestDrive $spool) -BatchSize 5
            $sent.State | Select-Object -Unique | Should -Be 'Delivered'
        }
        $deliveries = Get-Content $got | ConvertFrom-Json
        $deliveries.delivery | Should -Be @($sent).DeliveryId
        $deliveries.insights.interactionId | Should -Be $candidates.InteractionId
    }

    It 'refuses what is not signed, or signed with another secret' {
        $before = Get-Content $got -Raw
        $with = @{ Uri = $uri; Method = 'Post'; Body = '{}'; NoProxy = $true; SkipHttpErrorCheck = $true }
        (Invoke-WebRequest @with).StatusCode | Should -Be 401
        (Invoke-WebRequest @with -Headers @{ 'webhook-id' = 'msg_1'; 'webhook-timestamp' = "$([DateTimeOffset]::UtcNow.ToUnixTimeSeconds())"; 'webhook-signature' = 'v1,AAAA' }).StatusCode | Should -Be 401
        $other = [System.Net.NetworkCredential]::new('', "whsec_$([Convert]::ToBase64String([byte[]](2..33)))").SecurePassword
        $sent = $candidates[0] | Send-CoachingInsight $uri -Secret $other -AllowLoopback -SpoolPath (Join-Path $TestDrive other) -WarningAction Ignore
        $sent.LastStatus, $sent.Reason | Should -Be 401, 'Refused'
        Get-Content $got -Raw | Should -Be $before
    }

    It 'while a secret is replaced either one will do' {
        $other = [System.Net.NetworkCredential]::new('', "whsec_$([Convert]::ToBase64String([byte[]](2..33)))").SecurePassword
        $sent = $candidates[0] | Send-CoachingInsight $uri -Secret $other, $secure -AllowLoopback -SpoolPath (Join-Path $TestDrive both)
        $sent.LastStatus | Should -Be 204
    }
}
