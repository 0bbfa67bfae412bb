#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 2000
    $session = Connect-Simulator $simulator $audit
    function New-Root { Join-Path $TestDrive "$(New-Guid)" }
    function Get-Sum($Days, $Property) { ($Days | Measure-Object $Property -Sum).Sum }
}

AfterAll { Disconnect-Simulator }

Describe 'Update-InsightDataset' {
    BeforeEach { Reset-Simulator $simulator }

    It 'has its parameters, and nothing else' {
        $both = 'Format:DatasetFormat', 'Lookback:TimeSpan', 'Organization:String', 'Path:String!', 'Session:InsightsSession', 'Shard:String', 'SkipModelCheck:SwitchParameter', 'SurveyForm:String[]', 'SurveyLag:TimeSpan'
        $ask = 'EndTime:InsightTime@2<p', 'GroupBy:InsightGrouping[]', 'IncludeDetail:SwitchParameter', 'Interval:TimeSpan', 'Last:String', 'Metric:InsightMetric[]', 'MinimumSentiment:Double',
        'ModelId:String@0<p=Id', 'NoName:SwitchParameter', 'PageSize:Int32', 'StartTime:InsightTime@1<p', 'TimeZone:String', 'Topic:String[]'
        Get-ParameterShape Update-InsightDataset | Should -BeExactly @("Ask: $(@($both + $ask | Sort-Object))", "Query: $(@($both + 'Query:InsightQuery!<v' | Sort-Object))")
    }

    It 'reads the days of the window, and what is there is the truth' {
        $root = New-Root
        $days = @(Update-InsightDataset -Path $root $model $to.AddDays(-3) $to)
        $days.Status | Should -Be 'Added', 'Added', 'Added'
        $truth = @(Get-Truth $simulator $to.AddDays(-3) $to)
        $rows = @(Import-InsightDataset $root)
        $rows | Should -HaveCount $truth.Count
        for ($i = 0; $i -lt $rows.Count; $i++) {
            "$($rows[$i].InteractionId) $($rows[$i].AgentId) $($rows[$i].SentimentAverage) $($rows[$i].Csat)" |
                Should -BeExactly "$($truth[$i].interactionId) $($truth[$i].agentId) $($truth[$i].sentiment) $($truth[$i].csat)"
        }
        Get-Sum $days Rated | Should -Be @($rows | Where-Object Csat).Count
        $days[0].Changed | Should -BeNullOrEmpty
    }

    It 'asks for nothing that is whole, and again for what survey answers may still come to' {
        $root = New-Root
        $null = Update-InsightDataset -Path $root $model $to.AddDays(-3) $to
        $null = Invoke-Control $simulator requests -Method Delete
        $before = @(Get-InsightAudit $audit).Count
        Update-InsightDataset -Path $root $model $to.AddDays(-3) $to | Should -BeNullOrEmpty
        Get-Request $simulator | Should -BeNullOrEmpty
        Get-InsightAudit $audit | Should -HaveCount $before
        $days = @(Update-InsightDataset -Path $root $model $to.AddDays(-4) $to -Lookback 200.00:00:00)
        $days.Status | Should -Be 'Added', 'Refreshed', 'Refreshed', 'Refreshed'
        Get-Sum $days Changed | Should -Be 0
    }

    It 'takes a whole query, with its topics' {
        $root = New-Root
        $query = New-InsightQuery $model $to.AddDays(-2) $to -Topic complaint
        $null = $query | Update-InsightDataset -Path $root
        @(Import-InsightDataset $root).InteractionId | Should -Be @($query | Invoke-InsightQuery).InteractionId
        $failure = Get-Failure { Update-InsightDataset -Path $root $model $to.AddDays(-2) $to }
        Assert-Failure $failure DatasetMismatch Update-InsightDataset $root
    }

    It 'writes the Platform profile''s rows under the organisation''s id' {
        $root = New-Root
        $platform = Connect-Simulator $simulator $audit -ApiProfile Platform
        try {
            $days = @(Update-InsightDataset -Path $root -StartTime $to.AddDays(-2) -EndTime $to -GroupBy AgentId, QueueId -Metric Sentiment, Silence -Format JsonLines)
            $days.Organization | Select-Object -Unique | Should -Match '^[0-9a-f-]{36}$'
            $rows = @(Import-InsightDataset $root)
            $expected = foreach ($day in 2, 1) {
                Invoke-InsightQuery -StartTime $to.AddDays(-$day) -EndTime $to.AddDays(1 - $day) -GroupBy AgentId, QueueId -Metric Sentiment, Silence | Join-CsatScore
            }
            $rows | ForEach-Object { $_ | ConvertTo-Json -Compress } | Sort-Object | Should -Be ($expected | ForEach-Object { $_ | ConvertTo-Json -Compress } | Sort-Object)
        }
        finally {
            Disconnect-GenesysInsights $platform
            $session = Connect-Simulator $simulator $audit
        }
    }

    It 'deals days out to parts' {
        $root = New-Root
        $days = foreach ($part in 1..3) {
            Update-InsightDataset -Path $root $model $to.AddDays(-5) $to -Shard "$part/3"
        }
        $days.Day | Sort-Object -Unique | Should -HaveCount 5
        $days | Should -HaveCount 5
    }

    It 'a day that fails is told, the others have their turn, and the end says that not all is there: <Kind>' -ForEach @(
        @{ Kind = 'passing'; Fault = @{ path = '/api/v2/analytics/conversations'; kind = 'status'; status = 503 }; Id = 'ServiceUnavailable'; MayPass = $true }
        @{ Kind = 'permanent'; Fault = @{ path = '/api/v2/analytics/conversations'; kind = 'status'; status = 403 }; Id = 'PermissionDenied'; MayPass = $false }
    ) {
        $root = New-Root
        $null = Add-Fault $simulator ($Fault + @{ skip = 1; times = 1 })
        $failure = Get-Failure { Update-InsightDataset -Path $root $model $to.AddDays(-3) $to }
        $failure.Output.Status | Should -Be 'Added', 'Failed', 'Added'
        $failure.Output[1].Reason | Should -Be $Id
        $failure.Record | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] } | Should -Be $Id, 'DatasetIncomplete'
        $failure.IsTerminating | Should -BeTrue
        $failure.Record[1].Exception.MayPass | Should -Be $MayPass
        (Get-InsightAudit $audit)[-1].Error | Should -Be 'DatasetIncomplete'
        (Update-InsightDataset -Path $root $model $to.AddDays(-3) $to).Day | Should -Be $failure.Output[1].Day
    }

    It 'after three days in a row that fail of the same the rest is left' {
        $root = New-Root
        $null = Add-Fault $simulator @{ path = '/api/v2/analytics/conversations'; kind = 'status'; status = 403; times = 0 }
        $failure = Get-Failure { Update-InsightDataset -Path $root $model $to.AddDays(-8) $to }
        $failure.Output.Status | Should -Be 'Failed', 'Failed', 'Failed'
        $failure.Record[-1].Exception.Message | Should -BeLike '*8 days*3 failed*5 were not tried*'
        @(Get-Request $simulator | Where-Object path -Like '*conversations*') | Should -HaveCount 3
    }

    It 'makes a day anew that was cut, and leaves one of a newer version' {
        $root = New-Root
        $days = @(Update-InsightDataset -Path $root $model $to.AddDays(-3) $to)
        [System.IO.File]::WriteAllBytes($days[1].File, [byte[]](1, 2, 3))
        $again = @(Update-InsightDataset -Path $root $model $to.AddDays(-3) $to)
        $again.Day, $again.Status | Should -Be $days[1].Day, 'Mended'
        (Get-InsightDataset $root -Verify).Status | Select-Object -Unique | Should -Be 'Whole'
        $manifest = Join-Path (Split-Path $days[1].File) '_manifest.json'
        $newer = (Get-Content $manifest -Raw) -replace '"format":1', '"format":9'
        Set-Content $manifest $newer -NoNewline
        $failure = Get-Failure { Update-InsightDataset -Path $root $model $to.AddDays(-3) $to }
        $failure.Output.Reason | Should -Be 'DatasetInvalid'
        Get-Content $manifest -Raw | Should -BeExactly $newer
    }

    It 'a day that another worker has is Held' {
        $root = New-Root
        $days = @(Update-InsightDataset -Path $root $model $to.AddDays(-2) $to)
        $lock = [System.IO.File]::Open((Join-Path (Split-Path $days[0].File) '_lock'), 'Open', 'ReadWrite', 'None')
        try {
            (Update-InsightDataset -Path $root $model $to.AddDays(-2) $to -Lookback 200.00:00:00).Status | Should -Be 'Held', 'Refreshed'
        }
        finally {
            $lock.Dispose()
        }
    }

    It 'DatasetWriteFailed where it can''t be written' {
        $file = Join-Path $TestDrive 'afile'
        Set-Content $file x
        $failure = Get-Failure { Update-InsightDataset -Path $file $model $to.AddDays(-2) $to }
        Assert-Failure $failure DatasetWriteFailed Update-InsightDataset $file
        Get-Request $simulator | Where-Object path -Like '*query*' | Should -BeNullOrEmpty
    }

    It '-WhatIf names the days, and reads and writes none' {
        $root = New-Root
        Update-InsightDataset -Path $root $model $to.AddDays(-2) $to -WhatIf | Should -BeNullOrEmpty
        Get-Request $simulator | Should -BeNullOrEmpty
        Test-Path $root | Should -BeFalse
    }

    It 'bad input ends it before anything is sent: <Id>' -ForEach @(
        @{ Id = 'InvalidShard'; Target = 'Shard'; Script = { Update-InsightDataset -Path (New-Root) $model $to.AddDays(-1) $to -Shard 9/8 } }
        @{ Id = 'InvalidDuration'; Target = 'Lookback'; Script = { Update-InsightDataset -Path (New-Root) $model $to.AddDays(-1) $to -Lookback 14 } }
        @{ Id = 'InvalidDuration'; Target = 'SurveyLag'; Script = { Update-InsightDataset -Path (New-Root) $model $to.AddDays(-1) $to -SurveyLag 14 } }
        @{ Id = 'ModelIdRequired'; Target = 'ModelId'; Script = { Update-InsightDataset -Path (New-Root) -StartTime $to.AddDays(-1) -EndTime $to } }
        @{ Id = 'WindowRequired'; Target = 'StartTime'; Script = { Update-InsightDataset -Path (New-Root) $model } }
        @{ Id = 'InvalidInterval'; Target = 'StartTime'; Script = { Update-InsightDataset -Path (New-Root) $model $to $to } }
        @{ Id = 'EmptyIdentifier'; Target = 'Organization'; Script = { Update-InsightDataset -Path (New-Root) $model $to.AddDays(-1) $to -Organization '' } }
        @{ Id = 'PathNotFileSystem'; Target = 'env:x'; Script = { Update-InsightDataset -Path env:x $model $to.AddDays(-1) $to } }
        @{ Id = 'NotSupportedByProfile'; Target = 'SurveyForm'; Script = { Update-InsightDataset -Path (New-Root) $model $to.AddDays(-1) $to -SurveyForm x } }
        @{ Id = 'ConflictingParameter'; Target = 'Query'; Script = { New-InsightQuery $model $to.AddDays(-1) $to -InteractionId a | Update-InsightDataset -Path (New-Root) } }
    ) {
        Assert-BadInput $simulator Update-InsightDataset @{ Script = $Script; Id = $Id; Target = $Target }
    }

    It 'needs a session that is open' {
        Assert-SessionNeeded $simulator $audit Update-InsightDataset { param($with) Update-InsightDataset -Path (New-Root) $model $to.AddDays(-1) $to @with }
        $null = Connect-Simulator $simulator $audit
    }
}
