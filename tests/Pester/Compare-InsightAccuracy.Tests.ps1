#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 3000
    $null = Connect-Simulator $simulator $audit
    $rows = @(Invoke-InsightQuery $simulator.modelId $to.AddDays(-30) $to | Join-CsatScore)
    Disconnect-All
    $half = [int]($rows.Count / 2)
    $first, $second = $rows[0..($half - 1)], $rows[$half..($rows.Count - 1)]
    $figures = 'AgreementRate', 'BalancedAccuracy', 'CohensKappa', 'MatthewsCorrelation', 'PearsonR', 'SpearmanRho', 'Auc'
}

AfterAll { Disconnect-Simulator }

Describe 'Compare-InsightAccuracy' {
    It 'has its parameters, and nothing else' {
        Get-ParameterShape Compare-InsightAccuracy | Should -BeExactly @(
            '__AllParameterSets: CsatThreshold:Double DifferenceObject:ScoredInsight[]!@1<v Quiet:SwitchParameter ReferenceObject:ScoredInsight[]!@0 SentimentThreshold:Double'
        )
        (Get-Command Compare-InsightAccuracy).OutputType.Name | Should -Be 'SpeechInsights.AccuracyComparison', 'System.Boolean'
    }

    It 'gives the figures of both sides, as Measure-InsightAccuracy does, and what changed' {
        $found = Compare-InsightAccuracy $first $second -SentimentThreshold 0
        $found.Figure | Should -Be $figures
        $before = $first | Measure-InsightAccuracy -SentimentThreshold 0
        $after = $second | Measure-InsightAccuracy -SentimentThreshold 0
        foreach ($one in $found) {
            $one.Reference, $one.Difference | Should -Be $before.($one.Figure), $after.($one.Figure)
            $one.Change | Should -Be ($one.Difference - $one.Reference)
            $one.Low | Should -BeLessThan $one.Change
            $one.High | Should -BeGreaterThan $one.Change
            $one.PValue | Should -BeGreaterThan 0
        }
    }

    It 'takes the compared rows from the pipeline' {
        ($second | Compare-InsightAccuracy $first).Change | Should -Be (Compare-InsightAccuracy $first $second).Change
    }

    It 'finds nothing between rows and themselves, and finds that other thresholds make others' {
        $same = Compare-InsightAccuracy $rows $rows
        $same.Change | Select-Object -Unique | Should -Be 0
        $same.PValue | Select-Object -Unique | Should -Be 1
        (Compare-InsightAccuracy $rows $rows -CsatThreshold 4)[0].Reference | Should -Not -Be $same[0].Reference
    }

    It '-Quiet says whether a figure is worse' {
        # Rows with their scores turned round are worse, and those that agree are better.
        $good = $rows | Where-Object { $null -ne $_.Csat -and $null -ne $_.SentimentAverage -and ($_.Csat -gt 3) -eq ($_.SentimentAverage -gt 0) }
        Compare-InsightAccuracy $good $rows -SentimentThreshold 0 -Quiet | Should -BeFalse
        Compare-InsightAccuracy $rows $good -SentimentThreshold 0 -Quiet | Should -BeTrue
        Compare-InsightAccuracy $rows $rows -Quiet | Should -BeTrue
    }

    It 'what can not be compared is null, and no $true' {
        Compare-InsightAccuracy $rows @() | Should -BeNullOrEmpty
        Compare-InsightAccuracy @() $rows | Should -HaveCount 7
        (Compare-InsightAccuracy @() $rows).Change | Where-Object { $null -ne $_ } | Should -BeNullOrEmpty
        Assert-BadInput $simulator Compare-InsightAccuracy @{ Id = 'NothingToCompare'; Target = 'DifferenceObject'; Script = { Compare-InsightAccuracy $rows @() -Quiet } }
    }

    It '<Id> for <What>' -ForEach @(
        @{ What = 'a threshold off the scale'; Id = 'ThresholdOutOfRange'; Target = 'SentimentThreshold'; With = @{ SentimentThreshold = 2 } }
        @{ What = 'no number'; Id = 'ThresholdOutOfRange'; Target = 'CsatThreshold'; With = @{ CsatThreshold = [double]::NaN } }
    ) {
        Assert-BadInput $simulator Compare-InsightAccuracy @{ Id = $Id; Target = $Target; Script = { Compare-InsightAccuracy $rows $rows @With } }
    }

    It 'scales are not mixed within a side' {
        $null = Connect-Simulator $simulator (Join-Path $TestDrive 'audit.jsonl') -ApiProfile Platform
        $percent = @(Invoke-InsightQuery -StartTime ([DateTimeOffset]$simulator.to).AddDays(-2) -EndTime ([DateTimeOffset]$simulator.to) | Join-CsatScore | Where-Object Csat)
        Disconnect-All
        $percent | Should -Not -BeNullOrEmpty
        Assert-BadInput $simulator Compare-InsightAccuracy @{ Id = 'MixedCsatScales'; Target = '0..100'; Script = { Compare-InsightAccuracy $rows ($rows + $percent) } }
        Compare-InsightAccuracy $rows $percent | Should -HaveCount 7
    }
}
