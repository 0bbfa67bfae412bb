#Requires -Version 7.4
BeforeAll { . "$PSScriptRoot/SetUp.ps1" 100 }

AfterAll { Disconnect-Simulator }

Describe 'Get-InsightAudit' {
    BeforeEach {
        Reset-Session
        $audit = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $session = Connect-Simulator $simulator $audit
    }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Get-InsightAudit | Should -BeExactly (
            '__AllParameterSets: After:InsightTime Before:InsightTime Command:String[] Path:String@0<p=AuditPath=PSPath Raw:SwitchParameter TimeZone:String')
        (Get-Command Get-InsightAudit).OutputType.Name | Should -Be 'SpeechInsights.AuditEntry'
    }

    It 'gives a run a line: how it ended, or that it did not' {
        $null = Invoke-InsightQuery $simulator.modelId $from $to
        $raw = @(Get-InsightAudit -Raw)
        $runs = @(Get-InsightAudit)
        $raw | Should -HaveCount 4
        $runs.Command | Should -Be 'Connect-GenesysInsights', 'Invoke-InsightQuery'
        $runs.Status | Should -Be 'Completed', 'Completed'
        $runs.RunId | Should -Be ($raw.RunId | Select-Object -Unique)

        # One that was killed has its start alone.
        $lines = Get-Content $audit
        $killed = Join-Path $TestDrive 'killed-run.jsonl'
        Set-Content $killed $lines[0..2]
        (Get-InsightAudit $killed).Status | Should -Be 'Completed', 'Interrupted'
    }

    It 'takes times as people write them' {
        Get-InsightAudit -After today | Should -Not -BeNullOrEmpty
        Get-InsightAudit -After -1h -Before now | Should -Not -BeNullOrEmpty
        Get-InsightAudit -After tomorrow | Should -BeNullOrEmpty
        Get-InsightAudit -Before yesterday -TimeZone Asia/Tokyo | Should -BeNullOrEmpty
    }

    It 'gives every line, with who, where and what' {
        $null = Invoke-InsightQuery $simulator.modelId $from $to
        $entries = Get-InsightAudit -Raw
        $entries | Should -BeOfType SpeechInsights.AuditEntry
        $entries.Sequence | Should -Be 1, 2, 3, 4
        $entries.Command | Should -Be 'Connect-GenesysInsights', 'Connect-GenesysInsights', 'Invoke-InsightQuery', 'Invoke-InsightQuery'
        $entries.Status | Should -Be 'Started', 'Completed', 'Started', 'Completed'
        $entries[2].RunId | Should -Be $entries[3].RunId
        $last = $entries[3]
        $last.User, $last.Host, $last.ClientId | Should -Be @([Environment]::UserName, [Environment]::MachineName, $simulator.clientId)
        $last.ApiHost | Should -Be ([uri]$simulator.baseUri).Authority
        $last.SessionId | Should -Be $session.SessionId
        $last.RequestCount | Should -Be 2
        $last.ExecutionLatencyMs | Should -BeGreaterThan 0
        $last.PreviousHash | Should -Be $entries[2].Hash
        $entries[0].PreviousHash | Should -Be ('0' * 64)
    }

    It 'is the file''s own content' {
        $null = Get-SpeechModel $simulator.modelId
        $lines = Get-Content $audit | ConvertFrom-Json
        $entries = Get-InsightAudit -Raw
        $entries.Hash | Should -Be $lines.hash
        $entries.Timestamp.UtcDateTime | Should -Be $lines.timestamp.ToUniversalTime()
        $lines[-1].PSObject.Properties.Name | Should -BeExactly @(
            'timestamp', 'sequence', 'runId', 'sessionId', 'command', 'queryParams', 'executionLatencyMs', 'requestCount', 'retryCount', 'resultCount',
            'accuracyScore', 'status', 'error', 'correlationIds', 'user', 'host', 'clientId', 'apiHost', 'profile', 'moduleVersion', 'hashAlgorithm',
            'previousHash', 'hash')
    }

    It 'finds by command, with wildcards, and by time' {
        $null = Get-SpeechModel $simulator.modelId
        $middle = [DateTimeOffset]::UtcNow.AddMilliseconds(1)
        Wait-Until { [DateTimeOffset]::UtcNow -gt $middle }
        $null = Test-SpeechModel $simulator.modelId
        (Get-InsightAudit -Raw -Command Get-SpeechModel).Command | Select-Object -Unique | Should -Be 'Get-SpeechModel'
        Get-InsightAudit -Raw -Command 'get-*', Test-SpeechModel | Should -HaveCount 4
        (Get-InsightAudit -Raw -After $middle).Command | Select-Object -Unique | Should -Be 'Test-SpeechModel'
        Get-InsightAudit -Raw -Before $middle | Should -HaveCount 4
    }

    It 'takes a path, by position and by property name, unconnected too' {
        Disconnect-All
        Get-InsightAudit -Raw $audit | Should -HaveCount 2
        Get-Item $audit | Get-InsightAudit -Raw | Should -HaveCount 2
        $session | Get-InsightAudit -Raw | Should -HaveCount 2
    }

    It 'reads the usual place where there is no session' {
        Disconnect-All
        $kept = $env:SPEECHINSIGHTS_AUDIT_PATH
        try {
            $env:SPEECHINSIGHTS_AUDIT_PATH = $audit
            Get-InsightAudit -Raw | Should -HaveCount 2
        }
        finally {
            $env:SPEECHINSIGHTS_AUDIT_PATH = $kept
        }
    }

    It 'AuditRecordInvalid for a line that is none: the others are shown' {
        Add-Content $audit 'not an entry'
        $failure = Get-Failure { Get-InsightAudit -Raw $audit }
        $failure.Record | Should -HaveCount 1
        $failure.IsTerminating | Should -BeFalse
        $failure.Record[0].FullyQualifiedErrorId | Should -BeExactly 'AuditRecordInvalid,SpeechInsights.Commands.GetInsightAuditCommand'
        $failure.Record[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $failure.Record[0].TargetObject | Should -Be '3'
        $failure.Output | Should -HaveCount 2
        { Get-InsightAudit -Raw $audit -ErrorAction Stop } | Should -Throw -ErrorId 'AuditRecordInvalid,*'
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'PathNotFound'; Why = 'there is no file'; Target = { Join-Path (Get-Item $TestDrive).FullName 'none.jsonl' }
            Script = { Get-InsightAudit -Raw (Join-Path $TestDrive 'none.jsonl') }
        }
        @{ Id = 'PathNotFileSystem'; Why = 'it is not in the file system'; Target = { 'env:PATH' }; Script = { Get-InsightAudit -Raw env:PATH } }
        @{ Id = 'PathNotFileSystem'; Why = 'there is no such drive'; Target = { 'nodrive:\x' }; Script = { Get-InsightAudit -Raw 'nodrive:\x' } }
    ) {
        Assert-BadInput $simulator Get-InsightAudit @{ Id = $Id; Target = & $Target; Script = $Script }
    }

    It 'sends nothing and writes no entry of its own' {
        $null = Invoke-Control $simulator requests -Method Delete
        1..2 | ForEach-Object { $null = Get-InsightAudit; $null = Test-InsightAudit }
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
        Get-InsightAudit -Raw | Should -HaveCount 2
    }

    It 'the file is its owner''s alone' -Skip:$IsWindows {
        (Get-Item $audit).UnixFileMode | Should -Be ([System.IO.UnixFileMode]'UserRead, UserWrite')
    }
}
