#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 2000
    $null = Connect-Simulator $simulator $audit
    $root = Join-Path $TestDrive 'days'
    $made = @(Update-InsightDataset -Path $root $simulator.modelId $to.AddDays(-4) $to)
    Disconnect-All

    # A copy, the folder of its second day, and what Get-InsightDataset says once that was broken.
    function Get-Broken([scriptblock] $Break, [switch] $Verify) {
        $copy = Join-Path $TestDrive "$(New-Guid)"
        Copy-Item $root $copy -Recurse
        $day = @(Get-ChildItem $copy -Recurse -Directory -Filter day=* | Sort-Object FullName)[1].FullName
        & $Break $day
        $found = @(Get-InsightDataset $copy -Verify:$Verify)
        $found | Should -HaveCount 4
        $found[0, 2, 3].Status | Should -Be 'Whole', 'Whole', 'Whole'
        $found[1]
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Get-InsightDataset' {
    It 'has its parameters, and nothing else' {
        Get-ParameterShape Get-InsightDataset | Should -BeExactly '__AllParameterSets: After:InsightTime Before:InsightTime Organization:String[] Path:String!@0 TimeZone:String Verify:SwitchParameter'
    }

    It 'lists each day as it was written, without a session' {
        $days = @(Get-InsightDataset $root -Verify)
        $days.Status | Select-Object -Unique | Should -Be 'Whole'
        $days | ForEach-Object { "$($_.Organization) $($_.Day) $($_.Rows) $($_.Rated) $($_.File)" } |
            Should -Be ($made | ForEach-Object { "$($_.Organization) $($_.Day) $($_.Rows) $($_.Rated) $($_.File)" })
    }

    It 'lists the days of a window and of an organisation' {
        @(Get-InsightDataset $root -After $to.AddDays(-2) -Before $to.AddDays(-1)).Day | Should -Be $made[2].Day
        Get-InsightDataset $root -Organization nobody | Should -BeNullOrEmpty
    }

    It 'a day that is gone is Missing' {
        (Get-Broken { Remove-Item $args[0] -Recurse }).Status | Should -Be 'Missing'
    }

    It 'tells where <What>' -ForEach @(
        @{ What = 'the rows are gone'; Reason = '*is not there*'; Break = { Remove-Item "$($args[0])/part-0.parquet" } }
        @{ What = 'the rows were cut'; Reason = '*bytes where*were written*'; Break = { $f = "$($args[0])/part-0.parquet"; [System.IO.File]::WriteAllBytes($f, [System.IO.File]::ReadAllBytes($f)[0..99]) } }
        @{ What = 'the manifest is gone'; Reason = '*has no manifest*'; Break = { Remove-Item "$($args[0])/_manifest.json" } }
        @{ What = 'the manifest was cut'; Reason = '*was cut or changed*'; Break = { $f = "$($args[0])/_manifest.json"; Set-Content $f (Get-Content $f -Raw).Substring(0, 80) -NoNewline } }
        @{ What = 'the manifest is of another day'; Reason = '*was cut or changed*'; Break = { $f = "$($args[0])/_manifest.json"; Set-Content $f ((Get-Content $f -Raw) -replace '"day":"2026', '"day":"2025') } }
        @{ What = 'the manifest is of a newer version'; Reason = '*newer version*'; Break = { $f = "$($args[0])/_manifest.json"; Set-Content $f ((Get-Content $f -Raw) -replace '"format":1', '"format":2') } }
    ) {
        $day = Get-Broken $Break
        $day.Status | Should -Be 'Invalid'
        $day.Reason | Should -BeLike $Reason
    }

    It 'a byte that was changed is found by -Verify' {
        $break = { $f = "$($args[0])/part-0.parquet"; $b = [System.IO.File]::ReadAllBytes($f); $b[200] = $b[200] -bxor 1; [System.IO.File]::WriteAllBytes($f, $b) }
        (Get-Broken $break).Status | Should -Be 'Whole'
        $day = Get-Broken $break -Verify
        $day.Status | Should -Be 'Invalid'
        $day.Reason | Should -BeLike '*is not what was written*'
    }

    It 'PathNotFound, DatasetInvalid, PathNotFileSystem, InvalidTime, UnknownTimeZone' {
        Assert-Failure (Get-Failure { Get-InsightDataset "$TestDrive/no" }) PathNotFound Get-InsightDataset "$TestDrive/no"
        Assert-Failure (Get-Failure { Get-InsightDataset $TestDrive }) DatasetInvalid Get-InsightDataset "$TestDrive"
        Assert-Failure (Get-Failure { Get-InsightDataset env:x }) PathNotFileSystem Get-InsightDataset env:x
        Assert-Failure (Get-Failure { Get-InsightDataset $root -Before never }) InvalidTime Get-InsightDataset Before
        Assert-Failure (Get-Failure { Get-InsightDataset $root -TimeZone Nowhere/X }) UnknownTimeZone Get-InsightDataset TimeZone
    }
}
