#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 2000
    $null = Connect-Simulator $simulator $audit
    $root = Join-Path $TestDrive 'days'
    $null = Update-InsightDataset -Path $root $simulator.modelId $to.AddDays(-3) $to
    $rows = @(Invoke-InsightQuery $simulator.modelId $to.AddDays(-3) $to | Join-CsatScore)
    Disconnect-All
}

AfterAll { Disconnect-Simulator }

Describe 'Import-InsightDataset' {
    It 'has its parameters, and nothing else' {
        Get-ParameterShape Import-InsightDataset | Should -BeExactly '__AllParameterSets: After:InsightTime Before:InsightTime Organization:String[] Path:String!@0 TimeZone:String'
    }

    It 'gives the rows as they were, without a session' {
        $read = @(Import-InsightDataset $root)
        $read | Should -BeOfType SpeechInsights.ScoredInsight
        $read | ForEach-Object { "$($_.InteractionId) $($_.AgentId) $($_.SentimentAverage) $($_.Csat) $($_.Timestamp)" } |
            Should -Be ($rows | ForEach-Object { "$($_.InteractionId) $($_.AgentId) $($_.SentimentAverage) $($_.Csat) $($_.Timestamp)" })
        $read | Measure-InsightAccuracy | ConvertTo-Json | Should -Be ($rows | Measure-InsightAccuracy | ConvertTo-Json)
    }

    It 'gives the rows of a window, its end not among them' {
        $after = $to.AddDays(-2).AddHours(6)
        $before = $to.AddDays(-1)
        $expected = $rows | Where-Object { $_.Timestamp -ge $after -and $_.Timestamp -lt $before }
        $expected | Should -Not -BeNullOrEmpty
        @(Import-InsightDataset $root -After $after -Before $before).InteractionId | Should -Be $expected.InteractionId
        Import-InsightDataset $root -After $to | Should -BeNullOrEmpty
        $zoned = @(Import-InsightDataset $root -After $after.UtcDateTime.AddHours(2).ToString('yyyy-MM-ddTHH:mm') -Before $before -TimeZone Europe/Berlin)
        $zoned.InteractionId | Should -Be $expected.InteractionId
    }

    It 'gives the rows of an organisation' {
        Import-InsightDataset $root -Organization nobody | Should -BeNullOrEmpty
        @(Import-InsightDataset $root -Organization $simulator.clientId) | Should -HaveCount $rows.Count
    }

    It 'ends at once where no more is wanted' {
        @(Import-InsightDataset $root | Select-Object -First 2) | Should -HaveCount 2
    }

    It 'DatasetInvalid for a day that was cut, and the days before it come' {
        $copy = Join-Path $TestDrive 'cut'
        Copy-Item $root $copy -Recurse
        $file = @(Get-ChildItem $copy -Recurse -Filter *.parquet | Sort-Object FullName)[1].FullName
        [System.IO.File]::WriteAllBytes($file, [System.IO.File]::ReadAllBytes($file)[0..999])
        $failure = Get-Failure { Import-InsightDataset $copy }
        Assert-Failure $failure DatasetInvalid Import-InsightDataset $file
        $failure.Output.Count | Should -Be (Get-InsightDataset $root)[0].Rows
    }

    It 'DatasetInvalid, PathNotFound, PathNotFileSystem, ConflictingParameter, InvalidTime, UnknownTimeZone' {
        $text = Join-Path $TestDrive 'rows.csv'
        Set-Content $text 'a,b'
        Assert-Failure (Get-Failure { Import-InsightDataset $text }) DatasetInvalid Import-InsightDataset $text
        Assert-Failure (Get-Failure { Import-InsightDataset $TestDrive }) DatasetInvalid Import-InsightDataset "$TestDrive"
        Assert-Failure (Get-Failure { Import-InsightDataset "$TestDrive/no.csv" }) PathNotFound Import-InsightDataset "$TestDrive/no.csv"
        Assert-Failure (Get-Failure { Import-InsightDataset "$TestDrive/no" }) PathNotFound Import-InsightDataset "$TestDrive/no"
        Assert-Failure (Get-Failure { Import-InsightDataset env:x }) PathNotFileSystem Import-InsightDataset env:x
        Assert-Failure (Get-Failure { Import-InsightDataset $text -Organization x }) ConflictingParameter Import-InsightDataset Organization
        Assert-Failure (Get-Failure { Import-InsightDataset $root -After never }) InvalidTime Import-InsightDataset After
        Assert-Failure (Get-Failure { Import-InsightDataset $root -TimeZone Nowhere/X }) UnknownTimeZone Import-InsightDataset TimeZone
    }
}
