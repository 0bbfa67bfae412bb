#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 1500
    $session = Connect-Simulator $simulator $audit -ApiProfile Platform
    $interval = '{0:yyyy-MM-ddTHH:mm:ssZ}/{1:yyyy-MM-ddTHH:mm:ssZ}' -f $from.UtcDateTime, $to.UtcDateTime
    $triggers = '/api/v2/processautomation/triggers'
    $trigger = @{
        name = 'a'; topicName = 'v2.detail.events.conversation.{id}.acw'; enabled = $true
        target = @{ type = 'Workflow'; id = $simulator.flowId ?? '8c2f4b7e-6d1a-4c39-a0c5-3b9e5d7f1a20' }
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Invoke-GenesysRequest' {
    It 'has the parameters of the design' {
        Get-ParameterShape Invoke-GenesysRequest | Should -BeExactly '__AllParameterSets: All:SwitchParameter Body:Object Method:String@1 Path:String!@0 Session:InsightsSession'
    }

    It 'gives the answer as an object' {
        $found = Invoke-GenesysRequest /api/v2/organizations/me
        $found.name | Should -Be $session.Organization
        $found | Should -HaveCount 1
    }

    It 'reads all pages by nextUri' {
        Reset-Simulator $simulator
        $users = Invoke-GenesysRequest '/api/v2/users?pageSize=25&state=any' -All
        $users | Should -HaveCount 60
        $users.id | Sort-Object -Unique | Should -HaveCount 60
        @(Get-Request $simulator) | Should -HaveCount 3
    }

    It 'reads all pages by cursor' {
        $body = @{ interval = $interval; metrics = @('oSentimentScore'); groupBy = @('conversationId'); pageSize = 10 } | ConvertTo-Json
        $job = Invoke-GenesysRequest /api/v2/analytics/transcripts/aggregates/jobs -Method Post -Body $body -Confirm:$false
        1..3 | ForEach-Object { $null = Invoke-GenesysRequest "/api/v2/analytics/transcripts/aggregates/jobs/$($job.jobId)" }
        $rows = Invoke-GenesysRequest "/api/v2/analytics/transcripts/aggregates/jobs/$($job.jobId)/results" -All
        $rows.Count | Should -BeGreaterThan 30
        $rows.group.conversationId | Sort-Object -Unique | Should -HaveCount $rows.Count
    }

    It 'makes JSON of a hashtable, and asks nothing for a query' {
        $body = @{ interval = $interval; metrics = @('nSurveyResponses') }
        (Invoke-GenesysRequest /api/v2/analytics/surveys/aggregates/query Post -Body $body).results.data.metrics.stats.count | Should -BeGreaterThan 0
    }

    It 'asks before it changes something, and sends nothing with -WhatIf' {
        Reset-Simulator $simulator
        Invoke-GenesysRequest $triggers -Method Post -Body $trigger -WhatIf | Should -BeNullOrEmpty
        @(Get-Request $simulator) | Should -BeNullOrEmpty
        $made = Invoke-GenesysRequest $triggers -Method Post -Body $trigger -Confirm:$false
        $made.name | Should -Be 'a'
        $made.version | Should -BeOfType long -Because 'whole numbers are whole, and can be sent back'
        $made.enabled = $false
        (Invoke-GenesysRequest "$triggers/$($made.id)" Put -Body ($made | Select-Object -ExcludeProperty id, selfUri) -Confirm:$false).version | Should -Be 2
        Invoke-GenesysRequest "$triggers/$($made.id)" -Method Delete -Confirm:$false | Should -BeNullOrEmpty
        (Get-InsightAudit -Raw $audit | Select-Object -Last 1).Command | Should -Be 'Invoke-GenesysRequest'
    }

    It 'keeps every digit of a whole number' {
        $null = Add-Fault $simulator @{ path = '/api/v2/organizations/me'; kind = 'garbage'; text = '{"a":9007199254740993,"b":0.5,"c":1e300}' }
        $found = Invoke-GenesysRequest /api/v2/organizations/me
        $found.a, $found.b, $found.c | Should -Be @(9007199254740993, 0.5, 1e300)
        $found.a | Should -BeOfType long
    }

    It 'does not repeat a change that may have been carried out' {
        $fault = Add-Fault $simulator @{ path = $triggers; kind = 'status'; status = 503; times = 0; method = 'POST' }
        $with = Connect-Simulator $simulator $audit -ApiProfile Platform
        (Get-Failure { Invoke-GenesysRequest $triggers -Method Post -Body $trigger -Confirm:$false -Session $with }).Record | Should -Not -BeNullOrEmpty
        Get-FaultCount $simulator $fault | Should -Be 1
        Reset-Simulator $simulator
    }

    It '<Id> for <Path> <Body>' -ForEach @(
        @{ Path = 'https://example.com/api/v2/users'; Id = 'InvalidRequestPath' }
        @{ Path = '//example.com/api/v2/users'; Id = 'InvalidRequestPath' }
        @{ Path = '/oauth/token'; Id = 'InvalidRequestPath' }
        @{ Path = '/api/v2/../../oauth/token'; Id = 'InvalidRequestPath' }
        @{ Path = '/api/v2/%2e%2e/x'; Id = 'InvalidRequestPath' }
        @{ Path = "/api/v2/users`nX-Header: 1"; Id = 'InvalidRequestPath' }
        @{ Path = '/api/v2/users'; Body = 'no json'; Id = 'InvalidRequestBody' }
    ) {
        Reset-Simulator $simulator
        $more = $Body ? @{ Body = $Body } : @{}
        (Get-Failure { Invoke-GenesysRequest $Path @more -Method Post -Confirm:$false }).Record.FullyQualifiedErrorId | Should -Be "$Id,SpeechInsights.Commands.InvokeGenesysRequestCommand"
        @(Get-Request $simulator) | Should -BeNullOrEmpty
    }

    It 'refuses -All but for GET' {
        Assert-Failure (Get-Failure { Invoke-GenesysRequest /api/v2/analytics/surveys/aggregates/query Post -Body '{}' -All }) ConflictingParameter Invoke-GenesysRequest All
    }

    It 'ends where pages lead in circles' {
        $null = Add-Fault $simulator @{ path = '/api/v2/users'; kind = 'garbage'; times = 0; text = '{"entities":[],"nextUri":"/api/v2/users?pageSize=25"}' }
        (Get-Failure { Invoke-GenesysRequest '/api/v2/users?pageSize=25' -All }).Record.FullyQualifiedErrorId | Should -Match '^IncompleteResult,'
        Reset-Simulator $simulator
    }

    It 'serves the other profile too' {
        $summary = Connect-Simulator $simulator $audit
        (Invoke-GenesysRequest "/api/v2/speechanalytics/v1/models/$($simulator.modelId)" -Session $summary).status | Should -Be 'deployed'
    }
}
