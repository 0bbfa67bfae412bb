#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 2000
    $session = Connect-Simulator $simulator $audit
    $rows = @(Invoke-InsightQuery $simulator.modelId $to.AddDays(-3) $to | Join-CsatScore)
    function Get-Digest($Rows) { $Rows | ForEach-Object { $_ | Select-Object * | ConvertTo-Json -Compress -Depth 3 } }
}

AfterAll { Disconnect-Simulator }

Describe 'Export-InsightDataset' {
    It 'has its parameters, and nothing else' {
        Get-ParameterShape Export-InsightDataset | Should -BeExactly '__AllParameterSets: Force:SwitchParameter Format:DatasetFormat InputObject:ScoredInsight!<v Organization:String Path:String!@0'
    }

    It 'writes <_> that comes back as it was, and gives nothing' -ForEach 'parquet', 'jsonl', 'jsonl.gz', 'csv' {
        $path = Join-Path $TestDrive "deep/rows.$_"
        $rows | Export-InsightDataset $path | Should -BeNullOrEmpty
        Get-ChildItem (Split-Path $path) -File -Filter "rows.$_*" | Should -HaveCount 1
        Get-Digest (Import-InsightDataset $path) | Should -Be (Get-Digest $rows)
    }

    It 'writes each row into its day, and days come back in their order' {
        $root = Join-Path $TestDrive 'days'
        $rows[($rows.Count - 1)..0] | Export-InsightDataset $root
        $days = @(Get-InsightDataset $root -Verify)
        $days.Status | Select-Object -Unique | Should -Be 'Provisional' -Because 'what was exported may be parts of days'
        $days.Organization | Select-Object -Unique | Should -Be $simulator.clientId
        $days.Day | ForEach-Object { $_.ToString('yyyy-MM-dd') } | Should -Be ($rows.Timestamp.UtcDateTime.Date | Select-Object -Unique | ForEach-Object { $_.ToString('yyyy-MM-dd') })
        ($days | Measure-Object Rows -Sum).Sum | Should -Be $rows.Count
        Get-Digest (Import-InsightDataset $root) | Sort-Object | Should -Be (Get-Digest $rows | Sort-Object)
    }

    It 'writes csv the same in every culture, and reads it' {
        $path = Join-Path $TestDrive 'culture.csv'
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $rows | Export-InsightDataset $path
            Get-Digest (Import-InsightDataset $path) | Should -Be (Get-Digest $rows)
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }
        @(Import-Csv $path).Count | Should -Be $rows.Count
        (Import-Csv $path)[0].sentiment_average | Should -Not -Match ','
    }

    It 'DatasetExists before the first row, and -Force replaces' {
        $path = Join-Path $TestDrive 'once.jsonl'
        $rows[0..4] | Export-InsightDataset $path
        $asked = [System.Collections.Generic.List[object]]::new()
        $failure = Get-Failure { $rows | ForEach-Object { $asked.Add($_); $_ } | Export-InsightDataset $path }
        Assert-Failure $failure DatasetExists Export-InsightDataset $path
        $asked | Should -BeNullOrEmpty
        @(Import-InsightDataset $path) | Should -HaveCount 5
        $rows[0..2] | Export-InsightDataset $path -Force
        @(Import-InsightDataset $path) | Should -HaveCount 3
    }

    It 'DatasetExists for a day that is there; the other days and that one stay as they were' {
        $root = Join-Path $TestDrive 'part'
        $first = $rows | Where-Object { $_.Timestamp.UtcDateTime.Date -eq $rows[-1].Timestamp.UtcDateTime.Date }
        $first | Export-InsightDataset $root
        $failure = Get-Failure { $rows | Export-InsightDataset $root }
        $failure.Record[0].FullyQualifiedErrorId | Should -BeLike 'DatasetExists,*'
        @(Get-InsightDataset $root -Verify) | Should -HaveCount 1
        $rows | Export-InsightDataset $root -Force
        (Get-InsightDataset $root | Measure-Object Rows -Sum).Sum | Should -Be $rows.Count
    }

    It 'a pipeline that breaks leaves no file' {
        $path = Join-Path $TestDrive 'broken.parquet'
        $null = Get-Failure { $rows | ForEach-Object { if ($_ -eq $rows[5]) { throw 'broken' }; $_ } | Export-InsightDataset $path }
        Get-ChildItem "$path*" | Should -BeNullOrEmpty
        $root = Join-Path $TestDrive 'brokendays'
        $null = Get-Failure { $rows | ForEach-Object { if ($_ -eq $rows[5]) { throw 'broken' }; $_ } | Export-InsightDataset $root }
        Get-ChildItem $root -Recurse -File -Include part-*, _manifest*, _part* | Should -BeNullOrEmpty
    }

    It '-WhatIf writes nothing' {
        $path = Join-Path $TestDrive 'whatif.csv'
        $rows | Export-InsightDataset $path -WhatIf
        Test-Path $path | Should -BeFalse
    }

    It 'nothing piped writes nothing' {
        @() | Export-InsightDataset (Join-Path $TestDrive 'nothing.csv')
        Test-Path (Join-Path $TestDrive 'nothing.csv') | Should -BeFalse
    }

    It 'DatasetMismatch where rows are of two models, or of another than the dataset' {
        $other = @(Invoke-InsightQuery $simulator.deprecatedModelId $to.AddDays(-3) $to -SkipModelCheck | Join-CsatScore)
        $root = Join-Path $TestDrive 'models'
        $rows[0..2] | Export-InsightDataset $root
        Assert-Failure (Get-Failure { $other | Export-InsightDataset $root -Organization other }) DatasetMismatch Export-InsightDataset $root
        $failure = Get-Failure { $rows[0], $other[0] | Export-InsightDataset (Join-Path $TestDrive 'mixed') }
        Assert-Failure $failure DatasetMismatch Export-InsightDataset $other[0].InteractionId
    }

    It 'MixedCsatScales where scores are on two scales' {
        $platform = Connect-Simulator $simulator (Join-Path $TestDrive 'audit.jsonl') -ApiProfile Platform
        $query = @{ StartTime = $to.AddDays(-1); EndTime = $to; ModelId = $simulator.programId }
        $percent = @(Invoke-InsightQuery @query | Join-CsatScore | Where-Object CsatScale)
        Disconnect-GenesysInsights $platform
        $null = Connect-Simulator $simulator (Join-Path $TestDrive 'audit.jsonl')
        $percent | Export-InsightDataset (Join-Path $TestDrive 'percent.jsonl')
        $text = (Get-Content (Join-Path $TestDrive 'percent.jsonl') -Raw) -replace '"csat_scale":"0..100"', '"csat_scale":"1..5"'
        Set-Content (Join-Path $TestDrive 'five.jsonl') $text -NoNewline
        $five = @(Import-InsightDataset (Join-Path $TestDrive 'five.jsonl'))
        $root = Join-Path $TestDrive 'scales'
        Assert-Failure (Get-Failure { $percent[0], $five[1] | Export-InsightDataset $root }) MixedCsatScales Export-InsightDataset $five[1].InteractionId
    }

    It 'OrganizationRequired without a session, EmptyIdentifier, PathNotFileSystem' {
        Assert-Failure (Get-Failure { $rows[0] | Export-InsightDataset (Join-Path $TestDrive 'x') -Organization '' }) EmptyIdentifier Export-InsightDataset Organization
        Assert-Failure (Get-Failure { $rows[0] | Export-InsightDataset env:x }) PathNotFileSystem Export-InsightDataset env:x
        Disconnect-All
        Assert-Failure (Get-Failure { $rows[0] | Export-InsightDataset (Join-Path $TestDrive 'x') }) OrganizationRequired Export-InsightDataset Organization
        $rows[0] | Export-InsightDataset (Join-Path $TestDrive 'named') -Organization 'a/b c'
        (Get-InsightDataset (Join-Path $TestDrive 'named')).Organization | Should -Be 'a/b c'
        $null = Connect-Simulator $simulator (Join-Path $TestDrive 'audit.jsonl')
    }
}
