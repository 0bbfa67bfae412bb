#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 3000
    $null = Connect-Simulator $simulator $audit
    $candidates = @(Invoke-InsightQuery $simulator.modelId $simulator.from $simulator.to | Join-CsatScore | Select-CoachingCandidate)
    $secret = [System.Net.NetworkCredential]::new('', $simulator.coachingSecret).SecurePassword
    $spool = Join-Path $TestDrive spool
    $null = Add-Fault $simulator @{ path = '/coaching'; kind = 'status'; status = 400 }
    $null = Add-Fault $simulator @{ path = '/coaching'; kind = 'status'; status = 429; retryAfter = '100'; skip = 2; times = 0 }
    $sent = $candidates | Send-CoachingInsight $simulator.coachingUri -Secret $secret -AllowLoopback -SpoolPath $spool -BatchSize 5
}

AfterAll { Disconnect-Simulator }

Describe 'Get-CoachingDelivery' {
    It 'has its parameters, and nothing else' {
        Get-ParameterShape Get-CoachingDelivery | Should -BeExactly '__AllParameterSets: SpoolPath:String State:DeliveryState[]@0'
    }

    It 'lists each delivery as it stands, and changes nothing' {
        $before = Get-ChildItem $spool -Recurse -File | ForEach-Object FullName
        $found = @(Get-CoachingDelivery -SpoolPath $spool)
        $found.DeliveryId | Sort-Object | Should -Be ($sent.DeliveryId | Sort-Object)
        ($found | Group-Object State).Name | Sort-Object | Should -Be 'Dead', 'Delivered', 'Pending'
        foreach ($delivery in $found) {
            $same = $sent | Where-Object DeliveryId -EQ $delivery.DeliveryId
            ($delivery | ConvertTo-Json) | Should -Be ($same | ConvertTo-Json)
        }
        Get-ChildItem $spool -Recurse -File | ForEach-Object FullName | Should -Be $before
    }

    It 'lists the states that are asked for' {
        (Get-CoachingDelivery Dead -SpoolPath $spool).State | Select-Object -Unique | Should -Be 'Dead'
        (Get-CoachingDelivery Dead, Pending -SpoolPath $spool).State | Select-Object -Unique | Should -Be 'Dead', 'Pending'
    }

    It 'warns of what is no delivery, and lists the rest' {
        $copy = Join-Path $TestDrive copy
        Copy-Item $spool $copy -Recurse
        $name = (Get-ChildItem "$copy/pending")[0].Name -replace 'msg_.{4}', 'msg_0000'
        Set-Content "$copy/pending/$name" 'nothing of the kind'
        Set-Content "$copy/pending/notes.txt" 'x'
        $found = @(Get-CoachingDelivery -SpoolPath $copy -WarningVariable warned)
        $found | Should -HaveCount @($sent).Count
        $warned | Should -HaveCount 2
        $warned | ForEach-Object { "$_" | Should -BeLike '*is no delivery*' }
    }

    It 'lists nothing where there is no spool, and makes none' {
        Get-CoachingDelivery -SpoolPath "$TestDrive/none" | Should -BeNullOrEmpty
        Test-Path "$TestDrive/none" | Should -BeFalse
    }

    It 'PathNotFileSystem where the path is none' {
        Assert-Failure (Get-Failure { Get-CoachingDelivery -SpoolPath env:x }) PathNotFileSystem Get-CoachingDelivery env:x
    }
}
