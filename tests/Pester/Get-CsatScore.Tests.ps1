#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $faults = Get-ServerFault
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 5000
    $path = '/api/v2/analytics/surveys/summary/query'
    # An interaction with two agents has two rows and one survey.
    $truth = @(Get-Truth $simulator $from $to | Sort-Object interactionId -Unique)
    $byId = @{}
    $truth | ForEach-Object { $byId[$_.interactionId] = $_ }
}

AfterAll { Disconnect-Simulator }

Describe 'Get-CsatScore' {
    BeforeEach { $null = New-Session }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Get-CsatScore | Should -BeExactly (
            'Ask: EndTime:InsightTime<p InteractionId:InteractionReference[]@0<v<p=ConversationId Last:String Session:InsightsSession ' +
            'StartTime:InsightTime<p SurveyForm:String[] TimeZone:String')
        (Get-Command Get-CsatScore).OutputType.Name | Should -Be 'SpeechInsights.CsatScore'
    }

    It 'gives what each customer of the window said, on every page' {
        $scores = Get-CsatScore -StartTime $from -EndTime $to
        $scores | Should -BeOfType SpeechInsights.CsatScore
        $scores.Count | Should -BeGreaterThan 100
        $scores.InteractionId | Select-Object -Unique | Should -HaveCount $scores.Count
        foreach ($score in $scores) {
            $row = $byId[$score.InteractionId]
            [Math]::Round([double]($score.Csat ?? -1), 3) | Should -Be ([Math]::Round([double]($row.csat ?? -1), 3)) -Because $score.InteractionId
            $score.SurveyCount | Should -Be $row.surveyCount
            "$($score.CsatScale)" | Should -BeExactly '1..5'
        }
        $answered = @($truth | Where-Object surveyCount -GT 0)
        @($scores | Where-Object SurveyCount -GT 0) | Should -HaveCount $answered.Count
        @(Get-Request $simulator | Where-Object path -EQ $path).Count | Should -Be ([Math]::Ceiling($scores.Count / 100))
    }

    It 'has null, never 0, where nobody answered' {
        $silent = Get-CsatScore -StartTime $from -EndTime $to | Where-Object SurveyCount -EQ 0
        $silent | Should -Not -BeNullOrEmpty
        $silent | ForEach-Object { $null -eq $_.Csat | Should -BeTrue }
    }

    It 'asks for interactions from the pipeline, each once, as text, as Guids and by property name' {
        $ids = ($truth | Where-Object surveyCount -GT 0 | Select-Object -First 3).interactionId
        $expected = $ids | Sort-Object
        ($ids + $ids[0] | Get-CsatScore -StartTime $from -EndTime $to).InteractionId | Sort-Object | Should -Be $expected
        ($ids.ForEach([guid]) | Get-CsatScore -StartTime $from -EndTime $to).InteractionId | Sort-Object | Should -Be $expected
        $rows = $ids | ForEach-Object { [pscustomobject]@{ ConversationId = $_; StartTime = $from; EndTime = $to } }
        ($rows | Get-CsatScore).InteractionId | Sort-Object | Should -Be $expected
        (Get-CsatScore $ids -StartTime $from -EndTime $to).InteractionId | Sort-Object | Should -Be $expected
        $asked = @(Get-Request $simulator | ForEach-Object { , ($_.body | ConvertFrom-Json).filterGroups[0].filters[0].values })
        $asked | Should -HaveCount 4
        $asked | ForEach-Object { $_ | Should -Be $ids }
    }

    It 'sends what the contract says' {
        $null = Get-CsatScore 'int-111' -StartTime '2023-10-01T00:00:00Z' -EndTime '2023-10-02T00:00:00Z'
        $sent = (Get-Request $simulator).body | ConvertFrom-Json
        $sent.metrics | Should -Be 'csat'
        $sent.groupings | Should -Be 'interactionId'
        $sent.filterGroups[0].filters[0].values | Should -Be 'int-111'
        $sent.size, $sent.offset | Should -Be 100, 0
        $sent.PSObject.Properties.Name | Should -Not -Contain 'speechAnalyticsModelId'
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'EmptyIdentifier'; Why = 'an interaction is empty'; Target = 'InteractionId'; Script = { Get-CsatScore 'a', '' -StartTime $from -EndTime $to } }
        @{ Id = 'EmptyIdentifier'; Why = 'the pipeline brings an empty one'; Target = 'InteractionId'
            Script = { 'a', ' ' | Get-CsatScore -StartTime $from -EndTime $to }
        }
        @{ Id = 'InvalidInterval'; Why = 'the start is the end'; Target = 'StartTime'; Script = { Get-CsatScore -StartTime $from -EndTime $from } }
        @{ Id = 'WindowTooLong'; Why = 'the window is over 730 days'; Target = 'StartTime'
            Script = { Get-CsatScore -StartTime $to.AddDays(-731) -EndTime $to }
        }
        @{ Id = 'InvalidInterval'; Why = 'the pipeline brings such a window'; Target = 'StartTime'
            Script = { [pscustomobject]@{ InteractionId = 'a'; StartTime = $to; EndTime = $from } | Get-CsatScore }
        }
    ) {
        Assert-BadInput $simulator Get-CsatScore $_
    }

    It 'needs an open session' {
        Assert-SessionNeeded $simulator $audit Get-CsatScore { param($with) Get-CsatScore -StartTime $from -EndTime $to @with }
    }

    It '<Id> for <Kind>' -ForEach $faults {
        Assert-ServerFault $simulator $_ { param($session) Get-CsatScore -StartTime $from -EndTime $to -Session $session } Get-CsatScore $path -AuditPath $audit
    }

    It 'IncompleteResult where the rows do not add up' {
        $fault = Add-Fault $simulator @{ path = $path; kind = 'totalLies'; by = 1; times = 0 }
        $failure = Get-Failure { Get-CsatScore -StartTime $from -EndTime $to -WarningAction SilentlyContinue }
        Get-FaultCount $simulator $fault | Should -BeGreaterThan 0
        Assert-Failure $failure IncompleteResult Get-CsatScore 'list of survey scores'
    }

    It 'tells under -Verbose what it asked' {
        Assert-VerboseText $simulator { Get-CsatScore -StartTime $from -EndTime $to -Verbose } "POST $path -> 200 in * ms*"
    }

    It 'leaves in the audit trail how many were asked about' {
        $null = 'a', 'b' | Get-CsatScore -StartTime $from -EndTime $to
        $entry = (Get-InsightAudit -Raw)[-1]
        $entry.Command, $entry.Status, $entry.InteractionCount, $entry.ResultCount | Should -Be @('Get-CsatScore', 'Completed', 2, 0)
    }
}
