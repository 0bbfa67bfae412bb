#Requires -Version 7.4
# A minute of the soak of bench/. No time is asserted: rows are exact whatever fails, and nothing grows.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $script = Join-Path (Split-Path (Split-Path $PSScriptRoot)) 'bench/Measure-Soak.ps1'
    $soak = Invoke-ChildPowerShell -File $script -ModulePath (Get-BuiltManifest) -Minutes 1 | ConvertFrom-Json
}

Describe 'A minute of eight runspaces on one session, 5 % of the requests failing' {
    It 'had faults in it' {
        $soak.faultsFired | Should -BeGreaterThan 20
        $soak.faultShare | Should -BeGreaterThan 0.02
        $soak.retries | Should -BeGreaterThan 0
        $soak.tokensRevoked | Should -BeGreaterThan 0
        Write-Host ('    soak: {0} rounds, {1} rows, {2} requests, {3} faults, {4} retries' -f $soak.rounds, $soak.rows, $soak.requests, $soak.faultsFired, $soak.retries)
    }

    It 'gave the rows that are true, each time' {
        $soak.rounds | Should -BeGreaterOrEqual 8
        $soak.deviations | Should -Be 0
        $soak.failures | Should -BeNullOrEmpty
        $soak.checks.isExact | Should -BeTrue
    }

    It 'left no webhook behind but those whose removal it said to have failed' {
        $soak.checks.isClean | Should -BeTrue
    }

    It 'left an audit trail that is whole' {
        $soak.checks.isAudited | Should -BeTrue
    }

    It 'holds no more <_> at the end' -ForEach 'handles', 'threads', 'sockets', 'heapMB', 'workingSetMB', 'forcedHeapMB' {
        $figure = $soak.growth | Where-Object what -EQ $_
        $figure.late | Should -BeLessOrEqual $figure.bound -Because "it was $($figure.early) early on"
    }
}
