#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-Module (Get-BuiltManifest)
    $simulator = Start-Simulator -ArgumentList '--interactions', '100'
    $from = [DateTimeOffset]$simulator.from
    $to = [DateTimeOffset]$simulator.to
}

AfterAll {
    Disconnect-All
    Stop-Simulator $simulator
}

Describe 'Get-InsightAudit' {
    BeforeEach {
        Disconnect-All
        Reset-Simulator $simulator
        $audit = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $session = Connect-Simulator $simulator $audit
    }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Get-InsightAudit | Should -BeExactly (
            '__AllParameterSets: After:DateTimeOffset Before:DateTimeOffset Command:String[] Path:String@0<p=AuditPath=PSPath')
        (Get-Command Get-InsightAudit).OutputType.Name | Should -Be 'SpeechInsights.AuditEntry'
    }

    It 'gives every line, with who, where and what' {
        $null = Invoke-InsightQuery $simulator.modelId $from $to
        $entries = Get-InsightAudit
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
        $entries = Get-InsightAudit
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
        (Get-InsightAudit -Command Get-SpeechModel).Command | Select-Object -Unique | Should -Be 'Get-SpeechModel'
        Get-InsightAudit -Command 'get-*', Test-SpeechModel | Should -HaveCount 4
        (Get-InsightAudit -After $middle).Command | Select-Object -Unique | Should -Be 'Test-SpeechModel'
        Get-InsightAudit -Before $middle | Should -HaveCount 4
    }

    It 'takes a path, by position and by property name, unconnected too' {
        Disconnect-All
        Get-InsightAudit $audit | Should -HaveCount 2
        Get-Item $audit | Get-InsightAudit | Should -HaveCount 2
        $session | Get-InsightAudit | Should -HaveCount 2
    }

    It 'reads the usual place where there is no session' {
        Disconnect-All
        $kept = $env:SPEECHINSIGHTS_AUDIT_PATH
        try {
            $env:SPEECHINSIGHTS_AUDIT_PATH = $audit
            Get-InsightAudit | Should -HaveCount 2
        }
        finally {
            $env:SPEECHINSIGHTS_AUDIT_PATH = $kept
        }
    }

    It 'AuditRecordInvalid for a line that is none: the others are shown' {
        Add-Content $audit 'not an entry'
        $failure = Get-Failure { Get-InsightAudit $audit }
        $failure.Record | Should -HaveCount 1
        $failure.IsTerminating | Should -BeFalse
        $failure.Record[0].FullyQualifiedErrorId | Should -BeExactly 'AuditRecordInvalid,SpeechInsights.Commands.GetInsightAuditCommand'
        $failure.Record[0].CategoryInfo.Category | Should -Be 'InvalidData'
        $failure.Record[0].TargetObject | Should -Be '3'
        $failure.Output | Should -HaveCount 2
        { Get-InsightAudit $audit -ErrorAction Stop } | Should -Throw -ErrorId 'AuditRecordInvalid,*'
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'PathNotFound'; Why = 'there is no file'; Target = { Join-Path (Get-Item $TestDrive).FullName 'none.jsonl' }
            Script = { Get-InsightAudit (Join-Path $TestDrive 'none.jsonl') }
        }
        @{ Id = 'PathNotFileSystem'; Why = 'it is not in the file system'; Target = { 'env:PATH' }; Script = { Get-InsightAudit env:PATH } }
        @{ Id = 'PathNotFileSystem'; Why = 'there is no such drive'; Target = { 'nodrive:\x' }; Script = { Get-InsightAudit 'nodrive:\x' } }
    ) {
        Assert-BadInput $simulator Get-InsightAudit @{ Id = $Id; Target = & $Target; Script = $Script }
    }

    It 'sends nothing and writes no entry of its own' {
        $null = Invoke-Control $simulator requests -Method Delete
        1..2 | ForEach-Object { $null = Get-InsightAudit; $null = Test-InsightAudit }
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
        Get-InsightAudit | Should -HaveCount 2
    }

    It 'the file is its owner''s alone' -Skip:$IsWindows {
        (Get-Item $audit).UnixFileMode | Should -Be ([System.IO.UnixFileMode]'UserRead, UserWrite')
    }
}
