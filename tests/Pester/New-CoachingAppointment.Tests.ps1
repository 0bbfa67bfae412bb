#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $faults = Get-ServerFault
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 3000
    $path = '/api/v2/coaching/appointments'
    $start = '2099-01-05T09:00Z'
    $null = Connect-Simulator $simulator $audit -ApiProfile Platform
    # One of ten agents has left, and may attend nothing.
    $staff = @((Invoke-GenesysRequest '/api/v2/users?state=active&pageSize=100').entities.id)
    $left = @((Invoke-GenesysRequest '/api/v2/users?state=inactive&pageSize=100').entities.id)
    $rows = @(Invoke-InsightQuery -StartTime $simulator.from -EndTime $simulator.to | Join-CsatScore)
    $candidates = @($rows | Select-CoachingCandidate -MaximumSentiment 1)
    $agents = @($candidates | Where-Object { $_.AgentId -in $staff } | Group-Object AgentId | Where-Object Count -GT 1 | Select-Object -First 3)
    $some = @($candidates | Where-Object { $_.AgentId -in $agents.Name })

    function Get-Kept {
        Invoke-Control $simulator platform/appointments | ForEach-Object { $_ }
    }

    function Get-Change {
        Get-Request $simulator | Where-Object method -NE GET
    }
}

AfterAll { Disconnect-Simulator }

Describe 'New-CoachingAppointment' {
    BeforeEach {
        $null = New-Session -ApiProfile Platform
        $null = Invoke-Control $simulator platform/appointments/clear -Method Post
    }

    It 'has its parameters, and nothing else' {
        Get-ParameterShape New-CoachingAppointment | Should -BeExactly @(
            '__AllParameterSets: Consecutive:SwitchParameter Description:String Duration:TimeSpan FacilitatorId:String InputObject:CoachingCandidate!<v ' +
            'Name:String Session:InsightsSession StartTime:InsightTime!@0 TimeZone:String'
        )
        (Get-Command New-CoachingAppointment).OutputType.Name | Should -Be 'SpeechInsights.CoachingAppointment'
    }

    It 'makes one for each agent, about each of their interactions once' {
        $made = @($some + $some[0] | New-CoachingAppointment $start)
        $made | Should -HaveCount $agents.Count
        $made.IsNew | Should -Not -Contain $false
        $made.AgentId | Should -Be ($some.AgentId | Select-Object -Unique)
        foreach ($one in $made) {
            $one.InteractionId | Should -Be @($some | Where-Object AgentId -EQ $one.AgentId[0] | ForEach-Object InteractionId | Select-Object -Unique)
        }
        $kept = @(Get-Kept)
        $kept.id | Should -Be $made.AppointmentId
        $kept.description | Should -Match '^Chosen by rule: .*LowSentiment \d+'
        $made.Start | Select-Object -Unique | Should -Be ([DateTimeOffset]$start)
    }

    It 'asks for the appointments once, and makes none a second time' {
        $first = @($some | New-CoachingAppointment $start)
        Reset-Simulator $simulator
        $second = @($some | New-CoachingAppointment 2099-02-05T09:00Z)
        $second.AppointmentId | Should -Be $first.AppointmentId
        $second.IsNew | Should -Not -Contain $true
        (Get-Request $simulator).What | Should -Be "GET $path"
        @(Get-Kept) | Should -HaveCount $agents.Count
    }

    It 'a new one is about what the old one is not about' {
        $known = $some | Where-Object AgentId -EQ $agents[0].Name
        $null = $known[0] | New-CoachingAppointment $start
        $made = @($known | New-CoachingAppointment 2099-02-05T09:00Z)
        $made.IsNew | Should -Be $false, $true
        $made[1].InteractionId | Should -Be @($known.InteractionId | Select-Object -Unique | Where-Object { $_ -ne $known[0].InteractionId })
    }

    It 'one after another where one person coaches them all' {
        $boss = $staff | Where-Object { $_ -notin $agents.Name } | Select-Object -First 1
        $made = @($some | New-CoachingAppointment $start -FacilitatorId $boss -Duration 00:20 -Consecutive)
        $made.Start.UtcDateTime | ForEach-Object { '{0:HH:mm}' -f $_ } | Should -Be '09:00', '09:20', '09:40'
        $made.FacilitatorId | Select-Object -Unique | Should -Be $boss
        $made.Duration | Select-Object -Unique | Should -Be ([timespan]'00:20')
    }

    It 'a clash is the error of one agent, and the others have their turn' {
        $boss = $staff | Where-Object { $_ -notin $agents.Name } | Select-Object -First 1
        $failure = Get-Failure { $some | New-CoachingAppointment $start -FacilitatorId $boss }
        $failure.IsTerminating | Should -BeFalse
        $failure.Output | Should -HaveCount 1
        $failure.Record.FullyQualifiedErrorId | Select-Object -Unique | Should -Be 'AppointmentConflict,SpeechInsights.Commands.NewCoachingAppointmentCommand'
        $failure.Record.TargetObject | Should -Be @($some.AgentId | Select-Object -Unique)[1..2]
        $failure.Record[0].CategoryInfo.Category | Should -Be 'ResourceExists'
    }

    It 'who has left is the error of one agent too' {
        $gone = $candidates | Where-Object { $_.AgentId -in $left } | Select-Object -First 1
        $failure = Get-Failure { $gone, $some[0] | New-CoachingAppointment $start }
        $failure.Record.FullyQualifiedErrorId | Should -BeLike 'RequestRejected,*'
        $failure.Record.Exception.Message | Should -Match 'coaching:appointment:participate'
        $failure.Output.AgentId | Should -Be $some[0].AgentId
    }

    It 'a candidate without an agent is an error of its own, and nothing else is lost' {
        $nobody = Invoke-InsightQuery -StartTime $simulator.from -EndTime $simulator.to -GroupBy InteractionId -First 1 | Join-CsatScore | Select-CoachingCandidate -MaximumSentiment 1
        $nobody.AgentId | Should -BeNullOrEmpty
        $failure = Get-Failure { $nobody, $some[0] | New-CoachingAppointment $start }
        $failure.IsTerminating | Should -BeFalse
        $failure.Record.FullyQualifiedErrorId | Should -BeLike 'AgentMissing,*'
        $failure.Record.TargetObject | Should -Be $nobody.InteractionId
        $failure.Output | Should -HaveCount 1
    }

    It 'where one is refused its time stays free, and the next has its own' {
        $boss = $staff | Where-Object { $_ -notin $agents.Name } | Select-Object -First 1
        $busy = $some | Where-Object AgentId -EQ @($some.AgentId | Select-Object -Unique)[1] | Select-Object -Last 1
        $null = $busy | New-CoachingAppointment 2099-01-05T09:30Z
        $failure = Get-Failure { $some | Where-Object InteractionId -NE $busy.InteractionId | New-CoachingAppointment $start -FacilitatorId $boss -Consecutive }
        $failure.Record.FullyQualifiedErrorId | Should -BeLike 'AppointmentConflict,*'
        $failure.Output.Start.UtcDateTime | ForEach-Object { '{0:HH:mm}' -f $_ } | Should -Be '09:00', '10:00'
    }

    It '-WhatIf shows the body, and makes nothing' {
        # What -WhatIf says goes to the host, so a child process shows it.
        $script = "Import-Module '$(Get-BuiltManifest)'; `$null = Connect-GenesysInsights -BaseUri $($simulator.baseUri) -ApiProfile Platform -AuditPath '$audit'; " +
            "Invoke-InsightQuery -StartTime 2026-10-19T00:00Z -EndTime 2026-10-20T00:00Z -First 20 | Join-CsatScore | Where-Object AgentId | Select-Object -First 1 | Select-CoachingCandidate -MaximumSentiment 1 | " +
            "New-CoachingAppointment $start -WhatIf -Name 'A talk' -Description 'As agreed'"
        $env:GENESYS_CLIENT_ID, $env:GENESYS_CLIENT_SECRET = $simulator.clientId, $simulator.clientSecret
        try {
            $shown = Invoke-ChildPowerShell -Command $script | Out-String
        }
        finally {
            $env:GENESYS_CLIENT_ID = $env:GENESYS_CLIENT_SECRET = $null
        }
        $shown -replace '\r?\n' | Should -Match 'What if: Make the coaching appointment \{"name":"A talk","description":"As agreed","dateStart":"2099-01-05T09:00:00.000Z","lengthInMinutes":30,"attendeeIds":\["[-\w]{36}"\],"conversationIds":\["[-\w]+"\]\}'
        Get-Change | Where-Object path -EQ $path | Should -BeNullOrEmpty
        Get-Kept | Should -BeNullOrEmpty
    }

    It 'the trail has a line for the look and one for each that was made, and no text' {
        $null = $some | New-CoachingAppointment $start -Description 'Nobody reads this in the trail'
        $runs = @(Get-InsightAudit $audit -Command New-CoachingAppointment | Select-Object -Last ($agents.Count + 1))
        $runs.Status | Select-Object -Unique | Should -Be 'Completed'
        $runs.ResultCount | Should -Be (@(0) + @(1) * $agents.Count)
        Get-Content $audit -Raw | Should -Not -Match 'Nobody reads this'
    }

    It 'a change that can not be recorded is not made' {
        Disconnect-All
        $trail = Join-Path $TestDrive 'locked.jsonl'
        $null = Connect-Simulator $simulator $trail -ApiProfile Platform
        Remove-Item $trail
        $null = New-Item -ItemType Directory $trail
        $failure = Get-Failure { $some[0] | New-CoachingAppointment $start }
        $failure.Record[-1].FullyQualifiedErrorId | Should -BeLike 'AuditWriteFailed,*'
        Get-Change | Where-Object path -EQ $path | Should -BeNullOrEmpty
    }

    It 'nothing is asked where there is no candidate' {
        @() | New-CoachingAppointment $start | Should -BeNullOrEmpty
        Get-Request $simulator | Should -BeNullOrEmpty
    }

    It '<Id> for <What>, and nothing is sent' -ForEach @(
        @{ What = 'a time that is past'; Id = 'InvalidTime'; With = @{ StartTime = 'yesterday' }; Target = 'StartTime' }
        @{ What = 'now'; Id = 'InvalidTime'; With = @{ StartTime = 'now' }; Target = 'StartTime' }
        @{ What = 'no time'; Id = 'InvalidTime'; With = @{ StartTime = 'soon' }; Target = 'StartTime' }
        @{ What = 'no time zone'; Id = 'UnknownTimeZone'; With = @{ TimeZone = 'Nowhere' }; Target = 'TimeZone' }
        @{ What = 'ticks'; Id = 'InvalidDuration'; With = @{ Duration = 30 }; Target = 'Duration' }
        @{ What = 'half a minute'; Id = 'LimitOutOfRange'; With = @{ Duration = '00:01:30' }; Target = 'Duration' }
        @{ What = 'two days'; Id = 'LimitOutOfRange'; With = @{ Duration = '2.00:00' }; Target = 'Duration' }
        @{ What = 'an empty facilitator'; Id = 'EmptyIdentifier'; With = @{ FacilitatorId = '' }; Target = 'FacilitatorId' }
        @{ What = 'a line break'; Id = 'InvalidName'; With = @{ Name = "a`nb" }; Target = 'Name' }
        @{ What = 'a long text'; Id = 'InvalidName'; With = @{ Description = 'x' * 513 }; Target = 'Description' }
    ) {
        $beside = $With.Clone()
        $beside.StartTime ??= $start
        Assert-BadInput $simulator New-CoachingAppointment @{ Id = $Id; Target = $Target; Script = { $some[0] | New-CoachingAppointment @beside } }
    }

    It 'the server: <Kind> is <Id>' -ForEach $faults {
        Assert-ServerFault $simulator $_ { param($session) $some[0] | New-CoachingAppointment $start -Session $session } New-CoachingAppointment $path -AuditPath $audit -Method GET -ApiProfile Platform
        Get-Kept | Should -BeNullOrEmpty
    }

    It 'Summary has none: NotSupportedByProfile' {
        $null = Connect-Simulator $simulator $audit
        Assert-BadInput $simulator New-CoachingAppointment @{ Id = 'NotSupportedByProfile'; Target = 'New-CoachingAppointment'; Script = { $some[0] | New-CoachingAppointment $start } }
    }
}
