#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 2000
    $null = Connect-Simulator $simulator $audit
    $rows = Invoke-InsightQuery $simulator.modelId $from $to | Join-CsatScore
    Disconnect-All
}

AfterAll { Disconnect-Simulator }

Describe 'Measure-InsightAccuracy' {
    BeforeEach { Reset-Session }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Measure-InsightAccuracy | Should -BeExactly @(
            'Object: CsatThreshold:Double GroupBy:String[] InputObject:ScoredInsight!<v Interval:TimeSpan SentimentThreshold:Double Session:InsightsSession TimeZone:String'
            'Row: Csat:Double!<p CsatScale:CsatScale<p CsatThreshold:Double InteractionId:String<p Interval:TimeSpan SentimentAverage:Double!<p SentimentThreshold:Double ' +
            'Session:InsightsSession Timestamp:DateTimeOffset<p'
        )
        (Get-Command Measure-InsightAccuracy).OutputType.Name | Should -Be 'SpeechInsights.InsightAccuracy'
    }

    It 'counts what the truth counts, without a session and without a call' {
        $truth = @(Get-Truth $simulator $from $to)
        $rated = @($truth | Where-Object { $null -ne $_.sentiment -and $null -ne $_.csat })
        $accuracy = $rows | Measure-InsightAccuracy -SentimentThreshold 0
        $accuracy | Should -BeOfType SpeechInsights.InsightAccuracy
        $accuracy.Total, $accuracy.Rated | Should -Be $truth.Count, $rated.Count
        $accuracy.Coverage | Should -Be ($rated.Count / $truth.Count)
        $accuracy.AlignmentRate | Should -Be (@($rated | Where-Object sentiment -GT 0).Count / $truth.Count)
        $accuracy.CsatThreshold, $accuracy.SentimentThreshold | Should -Be 3, 0
        $accuracy.TruePositive | Should -Be @($rated | Where-Object { $_.sentiment -gt 0 -and $_.csat -gt 3 }).Count
        $accuracy.FalsePositive | Should -Be @($rated | Where-Object { $_.sentiment -gt 0 -and $_.csat -le 3 }).Count
        $accuracy.TrueNegative | Should -Be @($rated | Where-Object { $_.sentiment -le 0 -and $_.csat -le 3 }).Count
        $accuracy.FalseNegative | Should -Be @($rated | Where-Object { $_.sentiment -le 0 -and $_.csat -gt 3 }).Count
        $accuracy.AgreementRate | Should -Be (($accuracy.TruePositive + $accuracy.TrueNegative) / $rated.Count)
        $accuracy.PearsonR | Should -BeGreaterThan 0.3 -Because 'the synthetic sentiment and scores correlate'
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }

    It 'takes 0.6 and the middle of the scale by default' {
        $accuracy = $rows | Measure-InsightAccuracy
        $accuracy.SentimentThreshold, $accuracy.CsatThreshold, "$($accuracy.CsatScale)" | Should -Be @(0.6, 3, '1..5')
        ($rows | Measure-InsightAccuracy -CsatThreshold 4).CsatThreshold | Should -Be 4
    }

    It 'measures rows of Import-Csv and of a job as it measures the objects' {
        $expected = $rows | Measure-InsightAccuracy -Interval '1:00:00'
        $file = Join-Path $TestDrive 'rows.csv'
        $rows | Export-Csv $file
        $fromCsv = Import-Csv $file | Measure-InsightAccuracy -Interval '1:00:00'
        $fromJob = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($rows)) |
            Measure-InsightAccuracy -Interval '1:00:00'
        foreach ($name in 'Total', 'Rated', 'AlignmentRate', 'AgreementRate', 'PearsonR', 'SpearmanRho', 'Auc', 'CohensKappa', 'SeriesCorrelation', 'RatedInteractions', 'AgreementLow', 'AucHigh') {
            $fromCsv.$name | Should -Be $expected.$name -Because "$name of the CSV"
            $fromJob.$name | Should -Be $expected.$name -Because "$name of the job"
        }
        "$($fromCsv.CsatScale)" | Should -Be '1..5'
    }

    It 'rows of one interaction count as one where it is asked how sure a figure is' {
        $pairs = foreach ($i in 0..199) { 1..2 | ForEach-Object { [pscustomobject]@{ SentimentAverage = ($i % 5) / 5; Csat = 1 + $i * 7 % 5; InteractionId = "call $i" } } }
        $shared = $pairs | Measure-InsightAccuracy
        $apart = $pairs | Select-Object SentimentAverage, Csat | Measure-InsightAccuracy
        $shared.Rated, $shared.RatedInteractions, $apart.RatedInteractions | Should -Be 400, 200, 400
        $shared.AgreementRate | Should -Be $apart.AgreementRate
        ($shared.AgreementHigh - $shared.AgreementLow) | Should -BeGreaterThan (1.3 * ($apart.AgreementHigh - $apart.AgreementLow))
    }

    It 'groups rows, the largest first, and holds each against the rest' {
        $groups = @($rows | Measure-InsightAccuracy -SentimentThreshold 0 -GroupBy agentid)
        $expected = $rows | Group-Object AgentId -NoElement
        $groups | Should -HaveCount @($expected).Count
        ($groups.Total | Measure-Object -Sum).Sum | Should -Be $rows.Count
        $groups.Total | Should -Be @($groups.Total | Sort-Object -Descending)
        foreach ($group in $groups | Select-Object -First 3) {
            $mine = @($rows | Where-Object AgentId -EQ $group.Group.AgentId)
            $alone = $mine | Measure-InsightAccuracy -SentimentThreshold 0
            $rest = $rows | Where-Object AgentId -NE $group.Group.AgentId | Measure-InsightAccuracy -SentimentThreshold 0
            $group.Total, $group.AgreementRate, $group.AucLow | Should -Be $alone.Total, $alone.AgreementRate, $alone.AucLow
            $group.DifferenceToRest | Should -BeGreaterThan ($alone.AgreementRate - $rest.AgreementRate - 1e-12)
            $group.DifferenceToRest | Should -BeLessThan ($alone.AgreementRate - $rest.AgreementRate + 1e-12)
            $group.AdjustedPValue | Should -BeGreaterOrEqual $group.PValue
        }
        $groups[0].PSObject.TypeNames[0] | Should -Be 'SpeechInsights.InsightAccuracy#Group'
        { $groups[0].Group['AgentId'] = 'x' } | Should -Throw
    }

    It 'groups by time and by several properties at once' {
        $weeks = $rows | Measure-InsightAccuracy -GroupBy Week -TimeZone UTC
        $weeks.Group.Week | Should -Match '^2026-W\d\d$'
        $both = $rows | Measure-InsightAccuracy -GroupBy Day, AgentId, day -TimeZone UTC
        @($both[0].Group.Keys) | Should -Be 'Day', 'AgentId'
        ($both.Total | Measure-Object -Sum).Sum | Should -Be $rows.Count
    }

    It '<Id> for <What>' -ForEach @(
        @{ What = 'a property that groups nothing'; Id = 'UnknownGroupProperty'; Target = 'GroupBy'; With = @{ GroupBy = 'Csat' } }
        @{ What = 'no time zone'; Id = 'UnknownTimeZone'; Target = 'TimeZone'; With = @{ GroupBy = 'Day'; TimeZone = 'Nowhere' } }
    ) {
        Assert-BadInput $simulator Measure-InsightAccuracy @{ Id = $Id; Target = $Target; Script = { $rows | Measure-InsightAccuracy @With } }
    }

    It 'takes one row by its figures' {
        $accuracy = Measure-InsightAccuracy -SentimentAverage 0.7 -Csat 5
        $accuracy.Total, $accuracy.Rated, $accuracy.TruePositive | Should -Be 1, 1, 1
        (Measure-InsightAccuracy -SentimentAverage $null -Csat '').Rated | Should -Be 0
    }

    It 'positive is strictly greater, on both sides' {
        $accuracy = Measure-InsightAccuracy -SentimentAverage 0.6 -Csat 3
        $accuracy.TrueNegative | Should -Be 1
        $accuracy.AlignmentRate | Should -Be 0
    }

    It 'has null where a figure is undefined, and says why' {
        $accuracy = Measure-InsightAccuracy -SentimentAverage 0.7 -Csat $null
        $accuracy.Coverage | Should -Be 0
        $accuracy.AgreementRate | Should -BeNullOrEmpty
        $accuracy.PearsonR | Should -BeNullOrEmpty
        $accuracy.Reasons | Should -Be 'NoRatedRows'
        $one = 1..3 | ForEach-Object { [pscustomobject]@{ SentimentAverage = 0.7; Csat = 5 } } | Measure-InsightAccuracy
        $one.Reasons | Should -Contain 'OneCsatClass'
        $one.Reasons | Should -Contain 'NoVariance'
        $one.Reasons | Should -Contain 'FewRows'
        $one.Auc | Should -BeNullOrEmpty
    }

    It 'makes a series by UTC buckets, and counts rows without a time' {
        $accuracy = $rows | Measure-InsightAccuracy -Interval '06:00:00'
        $accuracy.Series.Start | ForEach-Object { $_.UtcDateTime.Hour % 6 | Should -Be 0 }
        ($accuracy.Series | Measure-Object Count -Sum).Sum | Should -Be $rows.Count
        (Measure-InsightAccuracy -SentimentAverage 0.1 -Csat 2 -Interval '06:00:00').UntimedCount | Should -Be 1
        ($rows | Measure-InsightAccuracy).Series | Should -BeNullOrEmpty
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'ThresholdOutOfRange'; Why = 'the sentiment is above 1'; Target = 'SentimentThreshold'
            Script = { $rows | Measure-InsightAccuracy -SentimentThreshold 1.1 }
        }
        @{ Id = 'ThresholdOutOfRange'; Why = 'the score is no number'; Target = 'CsatThreshold'
            Script = { $rows | Measure-InsightAccuracy -CsatThreshold NaN }
        }
        @{ Id = 'InvalidDuration'; Why = 'the interval is ticks'; Target = 'Interval'; Script = { $rows | Measure-InsightAccuracy -Interval 1 } }
        @{ Id = 'InvalidDuration'; Why = 'the interval is 0'; Target = 'Interval'; Script = { $rows | Measure-InsightAccuracy -Interval 0 } }
        @{ Id = 'MixedCsatScales'; Why = 'the scales are mixed'; Target = '0..100'
            Script = { '1..5', '0..100' | ForEach-Object { [pscustomobject]@{ SentimentAverage = 0.1; Csat = 3; CsatScale = $_ } } | Measure-InsightAccuracy }
        }
    ) {
        Assert-BadInput $simulator Measure-InsightAccuracy $_
    }

    It 'refuses a figure that is no number, and goes on' {
        $failure = Get-Failure { 'much', 0.1 | ForEach-Object { [pscustomobject]@{ SentimentAverage = $_; Csat = 3 } } | Measure-InsightAccuracy }
        $failure.Record | Should -HaveCount 1
        $failure.Record[0].FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        $failure.Output.Total | Should -Be 1
    }

    It 'writes an audit entry where there is a session, with the accuracy' {
        $session = Connect-Simulator $simulator $audit
        $accuracy = $rows | Measure-InsightAccuracy -SentimentThreshold 0
        $entry = (Get-InsightAudit -Raw)[-1]
        $entry.Command, $entry.Status, $entry.RequestCount | Should -Be @('Measure-InsightAccuracy', 'Completed', 0)
        $entry.AccuracyScore | Should -Be ([Math]::Round($accuracy.AlignmentRate, 4))
        Disconnect-GenesysInsights $session
        $count = @(Get-InsightAudit -Raw $audit).Count
        $null = $rows | Measure-InsightAccuracy
        Get-InsightAudit -Raw $audit | Should -HaveCount $count
    }

    It 'SessionClosed where the session that is given is closed' {
        $session = Connect-Simulator $simulator $audit
        Disconnect-GenesysInsights $session
        Assert-Failure (Get-Failure { $rows | Measure-InsightAccuracy -Session $session }) SessionClosed Measure-InsightAccuracy "$($session.SessionId)"
    }
}
