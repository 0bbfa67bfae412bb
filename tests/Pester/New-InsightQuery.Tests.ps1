#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 10
    $from = [DateTimeOffset]'2023-10-01T00:00:00Z'
    $to = [DateTimeOffset]'2023-10-02T00:00:00Z'
}

AfterAll { Disconnect-Simulator }

Describe 'New-InsightQuery' {
    BeforeEach { Reset-Session }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape New-InsightQuery | Should -BeExactly (
            'Ask: EndTime:InsightTime@2<p GroupBy:InsightGrouping[] IncludeDetail:SwitchParameter ' +
            'InteractionId:InteractionReference[]<v<p=ConversationId Interval:TimeSpan Last:String ' +
            'Metric:InsightMetric[] MinimumSentiment:Double ModelId:String@0<p=Id NoName:SwitchParameter PageSize:Int32 Session:InsightsSession ' +
            'StartTime:InsightTime@1<p TimeZone:String Topic:String[]')
        (Get-Command New-InsightQuery).OutputType.Name | Should -Be 'SpeechInsights.InsightQuery'
    }

    It 'makes a query without a session, and sends nothing' {
        $query = New-InsightQuery m-1 $from $to
        $query | Should -BeOfType SpeechInsights.InsightQuery
        $query.ModelId, $query.StartTime, $query.EndTime | Should -Be @('m-1', $from, $to)
        $query.InteractionId ?? $query.Topic ?? $query.MinimumSentiment | Should -Be $null -Because 'null asks about all'
        $query.Interval | Should -Be ([timespan]'01:00:00')
        $query.PageSize | Should -Be 100
        $query.Metric | Should -Be 'SpeechAnalytics', 'Sentiment'
        $query.GroupBy | Should -Be 'InteractionId', 'AgentId'
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }

    It 'writes the contract byte for byte' {
        $query = New-InsightQuery m-1 $from $to -InteractionId int-111 -Topic billing_inquiry -MinimumSentiment 0.5
        $query.ToJson() | Should -BeExactly ('{"dateFrom":"2023-10-01T00:00:00.000Z","dateTo":"2023-10-02T00:00:00.000Z","interval":"PT1H",' +
            '"conversationType":"speech","filterGroups":[{"filters":[{"field":"id","op":"in","values":["int-111"]}]},' +
            '{"filters":[{"field":"speechAnalytics.topics.name","op":"in","values":["billing_inquiry"]}]},' +
            '{"filters":[{"field":"sentiment.score","op":"gte","values":[0.5]}]}],"metrics":["speechAnalytics","sentiment"],' +
            '"groupings":["interactionId","agentId"],"size":100,"offset":0,"speechAnalyticsModelId":"m-1"}')
    }

    It 'leaves out a filter that was not asked for' {
        (New-InsightQuery m-1 $from $to -Topic a, b).ToJson() |
            Should -BeLike '*"filterGroups":`[{"filters":`[{"field":"speechAnalytics.topics.name","op":"in","values":`["a","b"`]}`]}`],*'
        (New-InsightQuery m-1 $from $to).ToJson() | Should -Not -BeLike '*"field"*'
    }

    It 'has the interaction always among the groupings' {
        (New-InsightQuery m-1 $from $to -GroupBy AgentId).GroupBy | Should -Be 'InteractionId', 'AgentId'
        (New-InsightQuery m-1 $from $to -GroupBy InteractionId).GroupBy | Should -Be 'InteractionId'
        (New-InsightQuery m-1 $from $to -Metric Sentiment).ToJson() | Should -BeLike '*"metrics":`["sentiment"`]*'
    }

    It 'takes a time without an offset as local time' {
        $query = New-InsightQuery m-1 '2023-10-01 10:00' '2023-10-01 11:00'
        $query.StartTime | Should -Be ([DateTimeOffset][datetime]'2023-10-01 10:00')
        $query.StartTime.Offset | Should -Be ([timespan]::Zero)
    }

    It 'takes times as people write them: <Text>' -ForEach @(
        @{ Text = '-7d'; Script = { New-InsightQuery m-1 -7d } }, @{ Text = 'yesterday'; Script = { New-InsightQuery m-1 yesterday today } }
        @{ Text = '-StartTime -12h'; Script = { New-InsightQuery m-1 -StartTime -12h } }, @{ Text = 'last week'; Script = { New-InsightQuery m-1 'last week' 'this week' } }
        @{ Text = '2026-10'; Script = { New-InsightQuery m-1 2026-10 2026-11 } }, @{ Text = '-Last 7d'; Script = { New-InsightQuery m-1 -Last 7d } }
        @{ Text = '-Last month'; Script = { New-InsightQuery m-1 -Last month } }, @{ Text = 'Get-Date'; Script = { New-InsightQuery m-1 (Get-Date).AddHours(-2) } }
    ) {
        $query = & $Script
        $query.EndTime | Should -BeGreaterThan $query.StartTime
        $hours = ($query.EndTime - $query.StartTime).TotalHours
        # An hour more or less where the clock is changed.
        $days = @{ '-7d' = 7; 'yesterday' = 1; '-StartTime -12h' = 0.5; 'last week' = 7; '2026-10' = 31; '-Last 7d' = 7; '-Last month' = 30; 'Get-Date' = 2 / 24 }[$Text]
        [math]::Abs($hours - 24 * $days) | Should -BeLessOrEqual ($Text -eq '-Last month' ? 49 : 1.1)
    }

    It 'reads times in the zone that is given' {
        (New-InsightQuery m-1 2026-10-19 2026-10-20 -TimeZone Asia/Tokyo).StartTime | Should -Be ([DateTimeOffset]'2026-10-19T00:00:00+09:00')
        (New-InsightQuery m-1 2026-10 2026-11 -TimeZone Europe/Berlin).EndTime | Should -Be ([DateTimeOffset]'2026-11-01T00:00:00+01:00')
    }

    It 'ends now where no end is given' {
        $before = [DateTimeOffset]::UtcNow
        $query = New-InsightQuery m-1 $before.AddDays(-1)
        $query.EndTime | Should -BeGreaterOrEqual $before
        $query.EndTime | Should -BeLessOrEqual ([DateTimeOffset]::UtcNow)
    }

    It 'gathers interactions from the pipeline, each once, letter by letter' {
        $guid = [guid]'0F6A3F0E-9F0B-4C53-9D0A-6A1D8B7E52C4'
        $query = 'a', 'B', 'a', 'b', $guid | New-InsightQuery m-1 $from $to
        $query | Should -HaveCount 1
        $query.InteractionId | Should -BeExactly 'a', 'B', 'b', '0f6a3f0e-9f0b-4c53-9d0a-6a1d8b7e52c4'
    }

    It 'takes interactions by property name, as InteractionId and as ConversationId' {
        $query = [pscustomobject]@{ ConversationId = 'a' }, [pscustomobject]@{ InteractionId = 'b' } | New-InsightQuery m-1 $from $to
        $query.InteractionId | Should -BeExactly 'a', 'b'
    }

    It 'makes a query for each model and window that the pipeline brings' {
        $rows = @(
            [pscustomobject]@{ ModelId = 'm-1'; InteractionId = 'a'; StartTime = $from; EndTime = $to }
            [pscustomobject]@{ ModelId = 'm-2'; InteractionId = 'b'; StartTime = $from; EndTime = $to }
            [pscustomobject]@{ ModelId = 'm-1'; InteractionId = 'c'; StartTime = $from; EndTime = $to }
        )
        $queries = $rows | New-InsightQuery
        $queries.ModelId | Should -Be 'm-1', 'm-2'
        $queries[0].InteractionId | Should -Be 'a', 'c'
        $queries[1].InteractionId | Should -Be 'b'
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'ModelIdRequired'; Why = 'there is no model'; Target = 'ModelId'; Script = { New-InsightQuery -StartTime $from -EndTime $to } }
        @{ Id = 'EmptyIdentifier'; Why = 'the model is empty'; Target = 'ModelId'; Script = { New-InsightQuery '' $from $to } }
        @{ Id = 'EmptyIdentifier'; Why = 'an interaction is empty'; Target = 'InteractionId'; Script = { New-InsightQuery m $from $to -InteractionId 'a', '' } }
        @{ Id = 'EmptyIdentifier'; Why = 'a topic is blank'; Target = 'Topic'; Script = { New-InsightQuery m $from $to -Topic ' ' } }
        @{ Id = 'EmptyIdentifier'; Why = 'no topic is named'; Target = 'Topic'; Script = { New-InsightQuery m $from $to -Topic @() } }
        @{ Id = 'EmptyIdentifier'; Why = 'the pipeline brings an empty one'; Target = 'InteractionId'; Script = { '' | New-InsightQuery m $from $to } }
        @{ Id = 'WindowRequired'; Why = 'there is no window'; Target = 'StartTime'; Script = { New-InsightQuery m } }
        @{ Id = 'InvalidInterval'; Why = 'there is an end alone'; Target = 'EndTime'; Script = { New-InsightQuery m -EndTime $to } }
        @{ Id = 'ConflictingParameter'; Why = 'the window is given twice'; Target = 'Last'; Script = { New-InsightQuery m $from -Last 7d } }
        @{ Id = 'InvalidTime'; Why = 'the start is no time'; Target = 'StartTime'; Script = { New-InsightQuery m soon } }
        @{ Id = 'InvalidTime'; Why = 'the end could be two days'; Target = 'EndTime'; Script = { New-InsightQuery m $from 10/11/2026 } }
        @{ Id = 'InvalidTime'; Why = 'the span is none'; Target = 'Last'; Script = { New-InsightQuery m -Last fortnight } }
        @{ Id = 'InvalidTime'; Why = 'the clock shows it twice'; Target = 'StartTime'; Script = { New-InsightQuery m 2026-10-25T02:30 -TimeZone Europe/Berlin } }
        @{ Id = 'UnknownTimeZone'; Why = 'there is no such zone'; Target = 'TimeZone'; Script = { New-InsightQuery m yesterday -TimeZone Mars/Olympus } }
        @{ Id = 'InvalidInterval'; Why = 'the start is the end'; Target = 'StartTime'; Script = { New-InsightQuery m $from $from } }
        @{ Id = 'InvalidInterval'; Why = 'the start is after the end'; Target = 'StartTime'; Script = { New-InsightQuery m $to $from } }
        @{ Id = 'NotSupportedByProfile'; Why = 'details are asked for'; Target = 'IncludeDetail'; Script = { New-InsightQuery m $from $to -IncludeDetail } }
        @{ Id = 'WindowTooLong'; Why = 'the window is over 730 days'; Target = 'StartTime'; Script = { New-InsightQuery m $to.AddDays(-731) $to } }
        @{ Id = 'PageSizeOutOfRange'; Why = 'a page has 0 rows'; Target = 'PageSize'; Script = { New-InsightQuery m $from $to -PageSize 0 } }
        @{ Id = 'PageSizeOutOfRange'; Why = 'a page has 101 rows'; Target = 'PageSize'; Script = { New-InsightQuery m $from $to -PageSize 101 } }
        @{ Id = 'ThresholdOutOfRange'; Why = 'sentiment is above 1'; Target = 'MinimumSentiment'
            Script = { New-InsightQuery m $from $to -MinimumSentiment 1.01 }
        }
        @{ Id = 'ThresholdOutOfRange'; Why = 'sentiment is no number'; Target = 'MinimumSentiment'
            Script = { New-InsightQuery m $from $to -MinimumSentiment NaN }
        }
        @{ Id = 'InvalidDuration'; Why = 'the interval is ticks'; Target = 'Interval'; Script = { New-InsightQuery m $from $to -Interval 1 } }
    ) {
        Assert-BadInput $simulator New-InsightQuery $_
    }

    It 'takes what lies on the bounds' {
        (New-InsightQuery m $to.AddDays(-730) $to -PageSize 1 -MinimumSentiment -1).PageSize | Should -Be 1
        (New-InsightQuery m $from $to -PageSize 100 -MinimumSentiment 1 -Interval '00:01:00').MinimumSentiment | Should -Be 1
    }

    It 'ends under -ErrorAction SilentlyContinue too: bad input is terminating' {
        { New-InsightQuery m $to $from -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'InvalidInterval,SpeechInsights.Commands.NewInsightQueryCommand'
    }

    It 'writes no audit entry' {
        $audit = Join-Path $TestDrive 'audit.jsonl'
        $session = Connect-Simulator $simulator $audit
        $null = New-InsightQuery m $from $to
        $null = New-InsightQuery m $from $to -Session $session
        (Get-InsightAudit -Raw $audit).Command | Should -Not -Contain 'New-InsightQuery'
    }
}
