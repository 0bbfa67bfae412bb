#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $faults = Get-ServerFault
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 5000
    $path = '/api/v2/analytics/conversations/summary/query'
    $truth = @(Get-Truth $simulator $from $to)

    # A row as text, so that two lists can be compared line by line.
    function Format-Row($Row) {
        $counts = "$($Row.SpeechAnalytics.Count)/$($Row.Sentiment.Count)"
        '{0} {1} {2:u} {3} {4}' -f $Row.InteractionId, $Row.AgentId, $Row.Timestamp.UtcDateTime, $counts, $Row.SentimentAverage
    }

    function Format-Truth($Row) {
        '{0} {1} {2:u} {3}/{4} {5}' -f $Row.interactionId, $Row.agentId, $Row.time.ToUniversalTime(), $Row.speechCount, $Row.sentimentCount, $Row.sentiment
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Invoke-InsightQuery' {
    BeforeEach { $session = New-Session }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Invoke-InsightQuery | Should -BeExactly @(
            'Ask: Checkpoint:String EndTime:InsightTime@2<p First:Int64 GroupBy:InsightGrouping[] IncludeDetail:SwitchParameter ' +
            'InteractionId:InteractionReference[]<v<p=ConversationId Interval:TimeSpan Last:String ' +
            'Metric:InsightMetric[] MinimumSentiment:Double ModelId:String@0<p=Id NoName:SwitchParameter PageSize:Int32 Session:InsightsSession SkipModelCheck:SwitchParameter ' +
            'StartTime:InsightTime@1<p TimeZone:String Topic:String[]'
            'Query: Checkpoint:String First:Int64 Query:InsightQuery!<v Session:InsightsSession SkipModelCheck:SwitchParameter'
        )
        (Get-Command Invoke-InsightQuery).OutputType.Name | Should -Be 'SpeechInsights.SpeechInsight'
    }

    It 'gives every row of the truth once, in its order' {
        $rows = Invoke-InsightQuery $model $from $to
        $truth.Count | Should -BeGreaterThan 200 -Because 'more than two pages are to be read'
        $rows | Should -BeOfType SpeechInsights.SpeechInsight
        $rows | ForEach-Object { Format-Row $_ } | Should -BeExactly ($truth | ForEach-Object { Format-Truth $_ })
        $rows[0].ModelId, $rows[0].QueryStart, $rows[0].QueryEnd | Should -Be @($model, $from, $to)
        $pages = [Math]::Ceiling($truth.Count / 100)
        @(Get-Request $simulator | Where-Object path -EQ $path) | Should -HaveCount $pages
    }

    It 'has no sentiment where nothing was scored, never 0' {
        $unscored = @($truth | Where-Object { $null -eq $_.sentiment } | ForEach-Object interactionId)
        $unscored | Should -Not -BeNullOrEmpty
        $rows = Invoke-InsightQuery $model $from $to | Where-Object { $null -eq $_.SentimentAverage }
        $rows.InteractionId | Should -Be $unscored
    }

    It 'asks for topics' {
        $wanted = @($truth | Where-Object topics -Contains billing_inquiry)
        $rows = Invoke-InsightQuery $model $from $to -Topic billing_inquiry
        $rows.InteractionId | Should -Be $wanted.interactionId
    }

    It 'asks for sentiment' {
        $wanted = @($truth | Where-Object { $_.sentiment -ge 0.25 })
        (Invoke-InsightQuery $model $from $to -MinimumSentiment 0.25).InteractionId | Should -Be $wanted.interactionId
    }

    It 'asks for interactions from the pipeline, each once' {
        $ids = $truth.interactionId | Select-Object -Unique -First 3
        $rows = $ids + $ids[0] | Invoke-InsightQuery $model $from $to
        $rows.InteractionId | Select-Object -Unique | Should -Be $ids
        $asked = (Get-Request $simulator | Where-Object path -EQ $path).body | ConvertFrom-Json
        $asked.filterGroups[0].filters[0].values | Should -Be $ids
    }

    It 'asks for more than 1,000 interactions in batches' {
        $ids = @((Get-Truth $simulator $to.AddDays(-12) $to).interactionId | Select-Object -Unique -First 1500)
        $ids.Count | Should -BeGreaterThan 1000
        $rows = Invoke-InsightQuery $model $to.AddDays(-12) $to -InteractionId $ids -GroupBy InteractionId
        $rows.InteractionId | Should -Be $ids
        $counts = Get-Request $simulator | Where-Object path -EQ $path | ForEach-Object { ($_.body | ConvertFrom-Json).filterGroups[0].filters[0].values.Count }
        ($counts | Measure-Object -Maximum).Maximum | Should -Be 1000
    }

    It 'runs a query of New-InsightQuery whole: with its topics, its sentiment and its page size' {
        $with = @{ Topic = 'billing_inquiry'; MinimumSentiment = 0; PageSize = 7; Metric = 'Sentiment'; GroupBy = 'InteractionId'; Interval = '02:00:00' }
        $query = New-InsightQuery $model $from $to @with
        $null = $query | Invoke-InsightQuery -First 3
        (Get-Request $simulator | Where-Object path -EQ $path | Select-Object -First 1).body |
            Should -BeExactly ($query.ToJson() -replace '"size":7', '"size":3')
        ($query | Invoke-InsightQuery).InteractionId | Should -Be (Invoke-InsightQuery -Query $query).InteractionId
    }

    It '-First asks for no more than it takes' {
        Invoke-InsightQuery $model $from $to -First 5 | Should -HaveCount 5
        $asked = @(Get-Request $simulator | Where-Object path -EQ $path)
        $asked | Should -HaveCount 1
        ($asked.body | ConvertFrom-Json).size | Should -Be 5
        Invoke-InsightQuery $model $from $to -First 150 | Should -HaveCount 150
    }

    It 'reads the model once a session' {
        1..3 | ForEach-Object { $null = Invoke-InsightQuery $model $from $to -First 1 }
        @(Get-Request $simulator | Where-Object method -EQ GET) | Should -HaveCount 1
    }

    It '-SkipModelCheck does not read the model' {
        Invoke-InsightQuery $simulator.trainingModelId $from $to -First 1 -SkipModelCheck | Should -HaveCount 1
        Get-Request $simulator | Where-Object method -EQ GET | Should -BeNullOrEmpty
    }

    It '<Id> ends the query before it is sent' -ForEach @(
        @{ Id = 'ModelNotFound'; Name = { 'nowhere' } }
        @{ Id = 'ModelNotReady'; Name = { $simulator.trainingModelId } }
        @{ Id = 'ModelNotReady'; Name = { $simulator.deprecatedModelId } }
    ) {
        $name = & $Name
        Assert-Failure (Get-Failure { Invoke-InsightQuery $name $from $to }) $Id Invoke-InsightQuery $name
        Get-Request $simulator | Where-Object path -EQ $path | Should -BeNullOrEmpty
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'ModelIdRequired'; Why = 'there is no model'; Target = 'ModelId'; Script = { Invoke-InsightQuery -StartTime $from -EndTime $to } }
        @{ Id = 'EmptyIdentifier'; Why = 'the model is empty'; Target = 'ModelId'; Script = { Invoke-InsightQuery '' $from $to } }
        @{ Id = 'EmptyIdentifier'; Why = 'an interaction is empty'; Target = 'InteractionId'; Script = { 'a', '' | Invoke-InsightQuery $model $from $to } }
        @{ Id = 'EmptyIdentifier'; Why = 'a topic is empty'; Target = 'Topic'; Script = { Invoke-InsightQuery $model $from $to -Topic '' } }
        @{ Id = 'InvalidInterval'; Why = 'the start is the end'; Target = 'StartTime'; Script = { Invoke-InsightQuery $model $from $from } }
        @{ Id = 'NotSupportedByProfile'; Why = 'details are asked for'; Target = 'IncludeDetail'
            Script = { Invoke-InsightQuery $model $from $to -IncludeDetail }
        }
        @{ Id = 'WindowTooLong'; Why = 'the window is over 730 days'; Target = 'StartTime'; Script = { Invoke-InsightQuery $model $to.AddDays(-731) $to } }
        @{ Id = 'PageSizeOutOfRange'; Why = 'a page has 101 rows'; Target = 'PageSize'; Script = { Invoke-InsightQuery $model $from $to -PageSize 101 } }
        @{ Id = 'ThresholdOutOfRange'; Why = 'sentiment is under -1'; Target = 'MinimumSentiment'
            Script = { Invoke-InsightQuery $model $from $to -MinimumSentiment -2 }
        }
        @{ Id = 'InvalidDuration'; Why = 'the interval is ticks'; Target = 'Interval'; Script = { Invoke-InsightQuery $model $from $to -Interval 60 } }
        @{ Id = 'LimitOutOfRange'; Why = '-First is 0'; Target = 'First'; Script = { Invoke-InsightQuery $model $from $to -First 0 } }
    ) {
        Assert-BadInput $simulator Invoke-InsightQuery $_
    }

    It 'needs an open session' {
        Assert-SessionNeeded $simulator $audit Invoke-InsightQuery { param($with) Invoke-InsightQuery $model $from $to @with }
    }

    It '<Id> for <Kind>' -ForEach $faults {
        $script = { param($session) Invoke-InsightQuery $model $from $to -SkipModelCheck -Session $session }
        Assert-ServerFault $simulator $_ $script Invoke-InsightQuery $path -AuditPath $audit
    }

    It 'IncompleteResult where the rows do not add up, with both numbers, and never a short result that looks whole' {
        $fault = Add-Fault $simulator @{ path = $path; kind = 'totalLies'; by = 3; times = 0 }
        $failure = Get-Failure { Invoke-InsightQuery $model $from $to -WarningAction SilentlyContinue }
        Get-FaultCount $simulator $fault | Should -BeGreaterThan 0
        Assert-Failure $failure IncompleteResult Invoke-InsightQuery 'list of insights'
        $failure.Record[0].Exception.Message | Should -BeLike "*$($truth.Count) *$($truth.Count + 3) *"
        $failure.Output | Should -HaveCount $truth.Count
    }

    It 'a page that cannot be had ends it with an error after the rows before it' {
        $fault = Add-Fault $simulator @{ path = $path; kind = 'status'; status = 500; offset = 200 }
        $failure = Get-Failure { Invoke-InsightQuery $model $from $to }
        Get-FaultCount $simulator $fault | Should -Be 1
        Assert-Failure $failure ServerError Invoke-InsightQuery $path
        $failure.Output | Should -HaveCount 200
        (Get-InsightAudit -Raw)[-1].ResultCount | Should -Be 200
    }

    It 'repeats what may pass' {
        Disconnect-All
        $null = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential (Get-SimulatorCredential $simulator) -AuditPath $audit -RequestsPerMinute 0
        $fault = Add-Fault $simulator @{ path = $path; kind = 'status'; status = 503; retryAfter = '0' }
        Invoke-InsightQuery $model $from $to | Should -HaveCount $truth.Count
        Get-FaultCount $simulator $fault | Should -Be 1
        (Get-InsightAudit -Raw)[-1].RetryCount | Should -Be 1
    }

    It 'renews a token that was revoked' {
        $null = Invoke-Control $simulator 'tokens/revoke' -Method Post
        Invoke-InsightQuery $model $from $to -First 1 | Should -HaveCount 1
    }

    It 'tells under -Verbose what it asked' {
        Assert-VerboseText $simulator { Invoke-InsightQuery $model $from $to -First 1 -Verbose } "POST $path -> 200 in * ms, * bytes, attempt 1"
    }

    It 'leaves in the audit trail what was asked, as counts' {
        $null = Invoke-InsightQuery $model $from $to -InteractionId $truth[0].interactionId
        $entry = (Get-InsightAudit -Raw)[-1]
        $entry.Status, $entry.ModelId, $entry.InteractionCount | Should -Be @('Completed', $model, 1)
        $entry.DateFrom, $entry.DateTo | Should -Be @($from, $to)
        Get-Content $audit -Raw | Should -Not -BeLike "*$($truth[0].interactionId)*"
    }
}
