#Requires -Version 7.4
# What Tab offers. It asks nobody: what is offered is known already.

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 100
    $credential = Get-SimulatorCredential $simulator
    Disconnect-All

    # Where nothing is offered PowerShell falls back to file names; those are not ours.
    function Complete([string] $Text) {
        $found = [System.Management.Automation.CommandCompletion]::CompleteInput($Text, $Text.Length, $null)
        $found.CompletionMatches | Where-Object ResultType -EQ ParameterValue
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Completion of -Region' {
    It 'offers the regions by name' {
        (Complete 'Connect-GenesysInsights -Region eu-w').CompletionText | Should -Be 'eu-west-1', 'eu-west-2'
    }

    It 'offers all of them, where nothing is typed yet' {
        $all = Complete 'Connect-GenesysInsights -Region '
        $all.Count | Should -BeGreaterThan 15
        $all.CompletionText | Should -Contain 'us-east-1'
        $all.CompletionText | Should -Contain 'ap-southeast-2'
    }

    It 'finds a region by its domain, and shows the domain' {
        $found = Complete 'Connect-GenesysInsights -Region mypurecloud.ie'
        $found.CompletionText | Should -Be 'eu-west-1'
        $found.ToolTip | Should -Be 'mypurecloud.ie'
    }

    It 'does not mind case or quotes: <_>' -ForEach 'EU-WEST-1', "'eu-west-1", '"eu-west-1' {
        (Complete "Connect-GenesysInsights -Region $_").CompletionText | Should -Be 'eu-west-1'
    }

    It 'offers nothing for what is no region' {
        Complete 'Connect-GenesysInsights -Region nowhere' | Should -BeNullOrEmpty
    }
}

Describe 'Completion without a session' {
    It 'offers nothing, and is no error: <_>' -ForEach @(
        'Get-SpeechModel -ModelId '
        'Get-SpeechModel '
        'Invoke-InsightQuery -Session '
        'Disconnect-GenesysInsights -Session '
    ) {
        $before = $Error.Count
        Complete $_ | Should -BeNullOrEmpty
        $Error.Count | Should -Be $before
    }
}

Describe 'Completion with a session' {
    BeforeAll {
        $session = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential $credential -AuditPath "$TestDrive/audit.jsonl"
        $model = $simulator.modelId
    }

    It 'offers no model before one was read, and sends nothing' {
        Complete 'Get-SpeechModel -ModelId ' | Should -BeNullOrEmpty
        (Get-InsightAudit -Raw).Command | Select-Object -Unique | Should -Be 'Connect-GenesysInsights'
    }

    Context 'that has read models' {
        BeforeAll {
            $null = Get-SpeechModel $model
            $null = Get-SpeechModel $simulator.trainingModelId
        }

        It 'offers them quoted, with their names' {
            $found = Complete "Get-SpeechModel -ModelId $($model.Substring(0, 8))"
            $found.CompletionText | Should -Be "'$model'"
            $found.ListItemText | Should -Be $model
            $found.ToolTip | Should -Match ([regex]::Escape($model))
        }

        It 'offers all that were read' {
            $offered = (Complete 'Invoke-InsightQuery -ModelId ').CompletionText | Sort-Object
            $offered | Should -Be (@("'$model'", "'$($simulator.trainingModelId)'") | Sort-Object)
        }

        It 'finds a model by its name' {
            $name = (Get-SpeechModel $model).Name
            (Complete "Get-SpeechModel -ModelId '$name").CompletionText | Should -Be "'$model'"
        }

        It 'does not take typed wildcards for wildcards' {
            Complete 'Get-SpeechModel -ModelId *' | Should -BeNullOrEmpty
        }

        It 'does so for <_>' -ForEach 'Test-SpeechModel', 'New-InsightQuery', 'Invoke-InsightPipeline', 'Register-CoachingWebhook' {
            (Complete "$_ -ModelId $($model.Substring(0, 8))").CompletionText | Should -Be "'$model'"
        }

        It 'asks the server nothing' {
            $before = @(Get-InsightAudit -Raw).Count
            $null = Complete 'Get-SpeechModel -ModelId '
            @(Get-InsightAudit -Raw).Count | Should -Be $before
        }
    }

    It 'offers an expression that is the session' {
        $found = Complete 'Get-SpeechModel -Session '
        @($found).Count | Should -Be 1
        $found.ListItemText | Should -Be "$session"
        $found.ToolTip | Should -Match $session.SessionId
        [object]::ReferenceEquals((& ([scriptblock]::Create($found.CompletionText))), $session) | Should -BeTrue
    }

    It 'offers a session that was made later by its own place' {
        $second = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential $credential -AuditPath "$TestDrive/audit.jsonl"
        $texts = (Complete 'Get-SpeechModel -Session ').CompletionText
        $texts | Should -HaveCount 2
        [object]::ReferenceEquals((& ([scriptblock]::Create($texts[1]))), $second) | Should -BeTrue
        Disconnect-GenesysInsights $second
        @(Complete 'Get-SpeechModel -Session ').Count | Should -Be 1
    }

    It 'offers what the session of -Session has read, and not what another one has' {
        $null = Get-SpeechModel $model -Session $session
        $other = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential $credential -AuditPath "$TestDrive/audit.jsonl"
        Complete 'Get-SpeechModel -ModelId ' | Should -BeNullOrEmpty -Because 'the current session has read nothing'
        $global:completedSession = $session
        (Complete 'Get-SpeechModel -Session $completedSession -ModelId ').CompletionText | Should -Contain "'$model'"
        Complete 'Get-SpeechModel -Session (Get-GenesysInsightsSession)[0] -ModelId ' | Should -BeNullOrEmpty -Because 'which session that is can not be known'
        Remove-Variable completedSession -Scope Global
        Disconnect-GenesysInsights $other
    }

    It 'offers the programs of a list and the topics of a program, on the Platform profile' {
        $platform = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential $credential -ApiProfile Platform -AuditPath "$TestDrive/audit.jsonl"
        $programs = Get-SpeechModel
        $programs.Count | Should -BeGreaterThan 1
        (Complete 'Test-SpeechModel -ModelId ').ListItemText | Sort-Object | Should -Be ($programs.Id | Sort-Object)
        $null = Get-SpeechModel $simulator.programId
        $topics = (Complete 'Invoke-InsightQuery -Topic ').CompletionText
        $topics | Should -Contain "'$($simulator.topic)'"
        (Complete "Invoke-InsightQuery -Topic $($simulator.topic.Substring(0, 4))").CompletionText | Should -Contain "'$($simulator.topic)'"
        Disconnect-GenesysInsights $platform
    }

    Context 'that has read rows of the Platform profile' {
        BeforeAll {
            $platform = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential $credential -ApiProfile Platform -AuditPath "$TestDrive/platform.jsonl"
            $rows = Invoke-InsightQuery -StartTime ([DateTimeOffset]$simulator.to).AddDays(-20) -EndTime $simulator.to -GroupBy AgentId, QueueId -Session $platform
            $agent = $rows | Where-Object AgentName | Select-Object -First 1
            $queue = $rows | Where-Object QueueName | Select-Object -First 1
            $null = Invoke-RestMethod "$($simulator.baseUri)/_simulator/requests" -Method Delete
        }

        AfterAll { Disconnect-GenesysInsights $platform }

        It 'offers agents by name and by id, and gives the id' {
            foreach ($typed in "'$($agent.AgentName)", $agent.AgentId.Substring(0, 12)) {
                $found = Complete "New-CoachingAppointment -FacilitatorId $typed"
                $found.CompletionText | Should -Contain "'$($agent.AgentId)'"
                $found.ListItemText | Should -Contain $agent.AgentName
                $found.ToolTip | Should -Contain "$($agent.AgentName) ($($agent.AgentId))"
            }
        }

        It 'offers paths of what was read: queues, agents' {
            (Complete 'Invoke-GenesysRequest /api/v2/rout').CompletionText | Should -Be "'/api/v2/routing/queues'"
            (Complete "Invoke-GenesysRequest '/api/v2/routing/queues/").CompletionText | Should -Contain "'/api/v2/routing/queues/$($queue.QueueId)'"
            $found = Complete "Invoke-GenesysRequest -Path '/api/v2/routing/queues/$($queue.QueueName)"
            $found.CompletionText | Should -Contain "'/api/v2/routing/queues/$($queue.QueueId)'"
            $found.ToolTip | Should -Contain "$($queue.QueueName) ($($queue.QueueId))"
            (Complete "Invoke-GenesysRequest /api/v2/users/$($agent.AgentId)").CompletionText | Should -Be "'/api/v2/users/$($agent.AgentId)'"
            Complete 'Invoke-GenesysRequest /api/v2/conversations' | Should -BeNullOrEmpty
        }

        It 'asks the server nothing' {
            Complete "Invoke-GenesysRequest '/api/v2/users/" | Should -Not -BeNullOrEmpty
            Invoke-RestMethod "$($simulator.baseUri)/_simulator/requests" | ForEach-Object { $_ } | Should -BeNullOrEmpty
        }
    }

    It 'offers nothing again after it was disconnected' {
        Disconnect-GenesysInsights $session
        Complete 'Get-SpeechModel -ModelId ' | Should -BeNullOrEmpty
        Complete 'Get-SpeechModel -Session ' | Should -BeNullOrEmpty
    }
}

Describe 'Completion of metrics and groupings' {
    # PowerShell offers the names of an enumeration by itself, and asks no completer about them.
    It 'offers each <Type>, behind a comma too' -ForEach @(
        @{ Type = 'InsightMetric'; Parameter = 'Metric'; Some = 'Sentiment, Over'; Found = 'Overtalk', 'OvertalkCount' }
        @{ Type = 'InsightGrouping'; Parameter = 'GroupBy'; Some = 'AgentId, T'; Found = 'TeamId', 'TopicId' }
    ) {
        foreach ($command in 'New-InsightQuery', 'Invoke-InsightQuery', 'Invoke-InsightPipeline') {
            (Complete "$command -$Parameter ").CompletionText | Sort-Object | Should -Be ([enum]::GetNames("SpeechInsights.$Type") | Sort-Object)
            (Complete "$command -$Parameter $Some").CompletionText | Should -Be $Found
        }
    }
}
