#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $faults = Get-ServerFault
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 10
    $path = '/api/v2/webhooks'
}

AfterAll { Disconnect-Simulator }

Describe 'Get-CoachingWebhook' {
    BeforeEach {
        $null = New-Session
        $hooks = 'One', 'Two', 'Other' | ForEach-Object { Register-CoachingWebhook "https://coach.example.com/$_" $simulator.modelId -Name $_ }
        $null = Invoke-Control $simulator requests -Method Delete
    }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Get-CoachingWebhook | Should -BeExactly @(
            'Id: Id:String[]@0<v<p Session:InsightsSession'
            'Name: Name:String[]! Session:InsightsSession'
        )
        (Get-Command Get-CoachingWebhook).OutputType.Name | Should -Be 'SpeechInsights.CoachingWebhook'
    }

    It 'shows all, as the server has them' {
        $shown = Get-CoachingWebhook
        $shown | Should -BeOfType SpeechInsights.CoachingWebhook
        $stored = Invoke-Control $simulator webhooks | ForEach-Object { $_ }
        $shown.Id | Should -Be $stored.id
        $shown.Name | Should -Be 'One', 'Two', 'Other'
        "$($shown[0].Uri)" | Should -Be $stored[0].url
        $shown.Enabled | Should -Be $true, $true, $true
        $shown[0].Event | Should -Be $stored[0].events
        (Get-Request $simulator).What | Should -Be "GET $path"
    }

    It 'shows none where there is none' {
        $null = Invoke-Control $simulator 'webhooks/clear' -Method Post
        Get-CoachingWebhook | Should -BeNullOrEmpty
    }

    It 'finds by id, by value and by property name' {
        (Get-CoachingWebhook $hooks[2].Id).Name | Should -Be 'Other'
        ($hooks[1].Id, $hooks[0].Id | Get-CoachingWebhook).Name | Should -Be 'Two', 'One'
        ($hooks[1] | Get-CoachingWebhook).Name | Should -Be 'Two'
    }

    It 'finds by name, with wildcards and whatever the case' {
        (Get-CoachingWebhook -Name 'o*').Name | Should -Be 'One', 'Other'
        (Get-CoachingWebhook -Name one, TWO).Name | Should -Be 'One', 'Two'
        Get-CoachingWebhook -Name 'nothing*' | Should -BeNullOrEmpty
    }

    It 'reads every page of the list' {
        1..30 | ForEach-Object { $null = Register-CoachingWebhook 'https://coach.example.com/' $simulator.modelId -Name "n$_" }
        @(Get-CoachingWebhook) | Should -HaveCount 33
    }

    It 'WebhookNotFound is of one record: the others are shown' {
        $failure = Get-Failure { Get-CoachingWebhook 'nowhere', $hooks[0].Id }
        Assert-Failure $failure WebhookNotFound Get-CoachingWebhook 'nowhere' -PerRecord
        $failure.Output.Name | Should -Be 'One'
        { Get-CoachingWebhook 'nowhere' -ErrorAction Stop } | Should -Throw -ErrorId 'WebhookNotFound,SpeechInsights.Commands.GetCoachingWebhookCommand'
    }

    It 'WebhookListUnavailable where the server has no list (<Status>), never an empty answer' -ForEach @(@{ Status = 404 }, @{ Status = 405 }) {
        $fault = Add-Fault $simulator @{ path = $path; kind = 'status'; status = $Status }
        $failure = Get-Failure { Get-CoachingWebhook }
        Get-FaultCount $simulator $fault | Should -Be 1
        Assert-Failure $failure WebhookListUnavailable Get-CoachingWebhook 'webhooks'
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'EmptyIdentifier'; Why = 'it is null'; Target = 'Id'; Script = { Get-CoachingWebhook -Id $null } }
        @{ Id = 'EmptyIdentifier'; Why = 'it is empty'; Target = 'Id'; Script = { Get-CoachingWebhook '' } }
        @{ Id = 'EmptyIdentifier'; Why = 'the pipeline brings an empty one'; Target = 'Id'; Script = { ' ' | Get-CoachingWebhook } }
    ) {
        Assert-BadInput $simulator Get-CoachingWebhook $_
    }

    It 'needs an open session' {
        Assert-SessionNeeded $simulator $audit Get-CoachingWebhook { param($with) Get-CoachingWebhook @with }
    }

    It '<Id> for <Kind>' -ForEach $faults {
        Assert-ServerFault $simulator $_ { param($session) Get-CoachingWebhook -Session $session } Get-CoachingWebhook $path -AuditPath $audit
    }

    It 'tells under -Verbose what it asked' {
        Assert-VerboseText $simulator { Get-CoachingWebhook -Verbose } "GET $path -> 200 in * ms*"
    }
}
