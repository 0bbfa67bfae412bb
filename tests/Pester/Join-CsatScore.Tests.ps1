#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $faults = Get-ServerFault
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 5000
    $path = '/api/v2/analytics/surveys/summary/query'
    $truth = @(Get-Truth $simulator $from $to)
    $null = Connect-Simulator $simulator $audit
    $rows = Invoke-InsightQuery $model $from $to
    Disconnect-All
}

AfterAll { Disconnect-Simulator }

Describe 'Join-CsatScore' {
    BeforeEach { $null = New-Session }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Join-CsatScore | Should -BeExactly @(
            'Ask: EndTime:InsightTime InputObject:SpeechInsight!<v Session:InsightsSession StartTime:InsightTime SurveyForm:String[] SurveyLag:TimeSpan TimeZone:String'
            'Given: CsatScore:CsatScore[]! InputObject:SpeechInsight!<v Session:InsightsSession'
        )
        (Get-Command Join-CsatScore).OutputType.Name | Should -Be 'SpeechInsights.ScoredInsight'
    }

    It 'gives every insight once, in order, with what its customer said' {
        $scored = $rows | Join-CsatScore
        $scored | Should -BeOfType SpeechInsights.ScoredInsight
        $scored | Should -Not -BeOfType SpeechInsights.SpeechInsight -Because 'a joined row is not to be joined again'
        $scored.InteractionId | Should -BeExactly $truth.interactionId
        $scored.AgentId | Should -BeExactly $truth.agentId
        for ($i = 0; $i -lt $truth.Count; $i++) {
            $null -eq $scored[$i].Csat | Should -Be ($null -eq $truth[$i].csat)
            [Math]::Round([double]$scored[$i].Csat, 3) | Should -Be ([Math]::Round([double]$truth[$i].csat, 3))
            $scored[$i].SurveyCount | Should -Be $truth[$i].surveyCount
            $scored[$i].SentimentAverage | Should -Be $truth[$i].sentiment
        }
    }

    It 'keeps the properties of the insight' {
        $scored = $rows[0] | Join-CsatScore
        foreach ($name in $rows[0].PSObject.Properties.Name) {
            $scored.$name | Should -Be $rows[0].$name -Because $name
        }
    }

    It 'has null, never 0, where nobody answered' {
        $silent = $rows | Join-CsatScore | Where-Object SurveyCount -EQ 0
        @($silent).Count | Should -Be @($truth | Where-Object surveyCount -EQ 0).Count
        $silent | ForEach-Object { $null -eq $_.Csat | Should -BeTrue }
    }

    It 'asks in the window of the insight''s query, and in the one that is given' {
        $null = $rows[0] | Join-CsatScore
        $null = $rows[0] | Join-CsatScore -StartTime $from.AddDays(-1) -EndTime $to.AddDays(1)
        $null = $rows[0] | Join-CsatScore -SurveyLag (New-TimeSpan -Days 14)
        $sent = Get-Request $simulator | ForEach-Object { ($_.body -replace '^.*"dateFrom":"([^"]+)","dateTo":"([^"]+)".*$', '$1 $2') }
        $text = { param($a, $b) '{0:yyyy-MM-ddTHH:mm:ss.fffZ} {1:yyyy-MM-ddTHH:mm:ss.fffZ}' -f $a.UtcDateTime, $b.UtcDateTime }
        $sent | Should -BeExactly @((& $text $from $to), (& $text $from.AddDays(-1) $to.AddDays(1)), (& $text $from $to.AddDays(14)))
    }

    It 'joins scores that are there already without a call, unconnected too' {
        $scores = Get-CsatScore -StartTime $from -EndTime $to
        $asked = $rows | Join-CsatScore
        Disconnect-All
        Reset-Simulator $simulator
        $given = $rows | Join-CsatScore -CsatScore $scores
        $given.InteractionId | Should -Be $asked.InteractionId
        $given.Csat | Should -Be $asked.Csat
        ($rows[0] | Join-CsatScore -CsatScore @()).SurveyCount | Should -Be 0
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }

    It 'a query piped into a join ends, with one request at a time too' {
        Disconnect-All
        $null = Connect-Simulator $simulator $audit @{ ThrottleLimit = 1 }
        (Invoke-InsightQuery $model $from $to | Join-CsatScore).InteractionId | Should -Be $truth.interactionId
        (Invoke-Control $simulator counters).maxConcurrent | Should -Be 1
    }

    It 'sends a batch at 1,000 interactions' {
        $many = Invoke-InsightQuery $model $to.AddDays(-12) $to -GroupBy InteractionId
        $many.Count | Should -BeGreaterThan 1000
        $null = Invoke-Control $simulator requests -Method Delete
        ($many | Join-CsatScore).InteractionId | Should -Be $many.InteractionId
        $sizes = Get-Request $simulator | ForEach-Object { ($_.body | ConvertFrom-Json).filterGroups[0].filters[0].values.Count }
        ($sizes | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 1000
        $sizes | Select-Object -Unique | Measure-Object | ForEach-Object Count | Should -BeGreaterThan 1
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'InvalidDuration'; Why = 'the lag is ticks'; Target = 'SurveyLag'; Script = { $rows[0] | Join-CsatScore -SurveyLag 14 } }
        @{ Id = 'InvalidDuration'; Why = 'the lag is negative'; Target = 'SurveyLag'; Script = { $rows[0] | Join-CsatScore -SurveyLag '-1.00:00:00' } }
        @{ Id = 'InvalidInterval'; Why = 'the start is the end'; Target = 'StartTime'; Script = { $rows[0] | Join-CsatScore -StartTime $from -EndTime $from } }
        @{ Id = 'InvalidInterval'; Why = 'the end is before the insight'; Target = 'StartTime'
            Script = { $rows[0] | Join-CsatScore -EndTime $from.AddDays(-1) }
        }
        @{ Id = 'WindowTooLong'; Why = 'the window is over 730 days'; Target = 'StartTime'
            Script = { $rows[0] | Join-CsatScore -StartTime $to.AddDays(-731) -EndTime $to }
        }
    ) {
        Assert-BadInput $simulator Join-CsatScore $_
    }

    It 'says what to use where -SurveyLag is a bare number' {
        (Get-Failure { $rows[0] | Join-CsatScore -SurveyLag 14 }).Record[0].ErrorDetails.RecommendedAction | Should -BeLike '*(New-TimeSpan -Days 14)*'
    }

    It 'needs an open session' {
        Assert-SessionNeeded $simulator $audit Join-CsatScore { param($with) $rows[0] | Join-CsatScore @with }
    }

    It '<Id> for <Kind>' -ForEach $faults {
        Assert-ServerFault $simulator $_ { param($session) $rows[0] | Join-CsatScore -Session $session } Join-CsatScore $path -AuditPath $audit
    }

    It 'tells under -Verbose what it asked' {
        Assert-VerboseText $simulator { $rows[0] | Join-CsatScore -Verbose } "POST $path -> 200 in * ms*"
    }

    It 'leaves in the audit trail how many rows it gave' {
        $null = $rows | Join-CsatScore
        $entry = (Get-InsightAudit -Raw)[-1]
        $entry.Command, $entry.Status, $entry.ResultCount, $entry.ModelId | Should -Be @('Join-CsatScore', 'Completed', $rows.Count, $model)
    }
}
