#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 3000
    $session = Connect-Simulator $simulator $audit
    $rows = @(Invoke-InsightQuery $simulator.modelId $from.AddDays(-6) $simulator.to -Session $session | Join-CsatScore)
}

AfterAll { Disconnect-Simulator }

Describe 'Select-CoachingCandidate' {
    It 'has its parameters, and nothing else' {
        Get-ParameterShape Select-CoachingCandidate | Should -BeExactly (
            '__AllParameterSets: InputObject:ScoredInsight!<v MaximumCsat:Double MaximumSentiment:Double MinimumDisagreement:Double MinimumRows:Int32 MostPerAgent:Int32 Topic:String[]')
        (Get-Command Select-CoachingCandidate).OutputType.Name | Should -Be 'SpeechInsights.CoachingCandidate'
    }

    It 'picks by the default rules what Where-Object picks, in its order' {
        $expected = $rows | Where-Object { ($null -ne $_.Csat -and $_.Csat -le 2) -or ($null -ne $_.SentimentAverage -and $_.SentimentAverage -le -0.5) }
        $found = $rows | Select-CoachingCandidate
        $found.Count | Should -BeGreaterThan 10
        $found.InteractionId | Should -Be $expected.InteractionId
    }

    It 'a rule that is named is the only one: <Name>' -ForEach @(
        @{ Name = 'MaximumCsat'; Value = 1; Rule = 'LowCsat'; Figure = { $_.Csat }; Test = { $null -ne $_.Csat -and $_.Csat -le 1 } }
        @{ Name = 'MaximumSentiment'; Value = -0.7; Rule = 'LowSentiment'; Figure = { $_.SentimentAverage }; Test = { $null -ne $_.SentimentAverage -and $_.SentimentAverage -le -0.7 } }
        @{ Name = 'MinimumDisagreement'; Value = 0.9; Rule = 'Disagreement'; Figure = { [Math]::Abs($_.SentimentAverage - ($_.Csat - 3) / 2) }
            Test = { $null -ne $_.Csat -and $null -ne $_.SentimentAverage -and [Math]::Abs($_.SentimentAverage - ($_.Csat - 3) / 2) -ge 0.9 }
        }
    ) {
        $with = @{ $Name = $Value }
        $found = @($rows | Select-CoachingCandidate @with)
        $found | Should -Not -BeNullOrEmpty
        $found.InteractionId | Should -Be ($rows | Where-Object $Test).InteractionId
        foreach ($candidate in $found) {
            $candidate.Reason | Should -HaveCount 1
            $candidate.Reason[0].Id | Should -Be $Rule
            $candidate.Reason[0].Limit | Should -Be $Value
            [Math]::Abs($candidate.Reason[0].Figure - ($candidate | ForEach-Object $Figure)) | Should -BeLessThan 1e-9
        }
    }

    It 'priority is what the reasons add up to' {
        foreach ($candidate in $rows | Select-CoachingCandidate) {
            $sum = 0
            $sum += $candidate.Csat -and $candidate.Csat -le 2 ? (5 - $candidate.Csat) / 4 : 0
            $sum += $null -ne $candidate.SentimentAverage -and $candidate.SentimentAverage -le -0.5 ? (1 - $candidate.SentimentAverage) / 2 : 0
            [Math]::Abs($candidate.Priority - $sum) | Should -BeLessThan 1e-9
        }
    }

    It '-MostPerAgent keeps the most important of each agent that has enough rows, and all of the others' {
        $counts = $rows | Group-Object AgentId -AsHashTable -AsString
        $middle = @($counts.Values | ForEach-Object Count | Sort-Object)[[int]($counts.Count / 2)]
        $found = @($rows | Select-CoachingCandidate -MaximumSentiment 0 -MostPerAgent 2 -MinimumRows $middle)
        $all = $rows | Select-CoachingCandidate -MaximumSentiment 0
        $seen = @{ ranked = 0; whole = 0 }
        foreach ($agent in $all | Group-Object AgentId) {
            $isRanked = $agent.Name -and $counts[$agent.Name].Count -ge $middle
            $expected = $isRanked ? @($agent.Group | Sort-Object Priority -Descending -Stable | Select-Object -First 2) : $agent.Group
            ($found | Where-Object { "$($_.AgentId)" -eq $agent.Name }).InteractionId | Sort-Object | Should -Be ($expected.InteractionId | Sort-Object)
            $seen[$isRanked ? 'ranked' : 'whole'] += $agent.Count -gt 2
        }
        $seen.ranked | Should -BeGreaterThan 0
        $seen.whole | Should -BeGreaterThan 0
        $names = @($found | ForEach-Object { "$($_.InteractionId) $($_.AgentId) $($_.Timestamp)" })
        $names | Should -Be ($all | ForEach-Object { "$($_.InteractionId) $($_.AgentId) $($_.Timestamp)" } | Where-Object { $_ -in $names }) -Because 'the order is that of the rows'
    }

    It 'gives each row as it comes' {
        ($rows | Select-CoachingCandidate | Select-Object -First 1).InteractionId | Should -Be ($rows | Select-CoachingCandidate)[0].InteractionId
    }

    It '<Id> for -<Name> <Value>' -ForEach @(
        @{ Id = 'ThresholdOutOfRange'; Name = 'MaximumCsat'; Value = [double]::NaN }
        @{ Id = 'ThresholdOutOfRange'; Name = 'MaximumSentiment'; Value = 1.1 }
        @{ Id = 'ThresholdOutOfRange'; Name = 'MinimumDisagreement'; Value = -0.1 }
        @{ Id = 'EmptyIdentifier'; Name = 'Topic'; Value = ' ' }
        @{ Id = 'LimitOutOfRange'; Name = 'MostPerAgent'; Value = 0 }
        @{ Id = 'LimitOutOfRange'; Name = 'MinimumRows'; Value = 0 }
    ) {
        $with = @{ $Name = $Value }
        Assert-Failure (Get-Failure { $rows | Select-CoachingCandidate @with }) $Id Select-CoachingCandidate $Name
    }
}
