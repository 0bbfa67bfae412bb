#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 10
    # Three runs, two lines each; each test breaks a copy.
    $original = Join-Path $TestDrive 'original.jsonl'
    $null = Connect-Simulator $simulator $original
    1..2 | ForEach-Object { $null = Get-SpeechModel $simulator.modelId }
    Disconnect-All
    $utf8 = [System.Text.UTF8Encoding]::new($false)
}

AfterAll { Disconnect-Simulator }

Describe 'Test-InsightAudit' {
    BeforeEach {
        $audit = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        Copy-Item $original $audit
        Copy-Item "$original.head" "$audit.head"
        $lines = [System.IO.File]::ReadAllLines($audit)
    }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Test-InsightAudit | Should -BeExactly (
            '__AllParameterSets: AuditKey:SecureString ExpectedHash:String ExpectedSequence:Int64 ' +
            'Path:String@0<p=AuditPath=PSPath Quiet:SwitchParameter')
        (Get-Command Test-InsightAudit).OutputType.Name | Should -Be 'SpeechInsights.AuditReport', 'System.Boolean'
    }

    It 'finds a trail as it was written' {
        $report = Test-InsightAudit $audit
        $report | Should -BeOfType SpeechInsights.AuditReport
        $report.IsValid, $report.EntryCount, $report.LastSequence | Should -Be $true, 6, 6
        $report.LastHash | Should -Be ($lines[-1] | ConvertFrom-Json).hash
        $report.FirstBroken | Should -BeNullOrEmpty
        $report.Reason | Should -BeNullOrEmpty
    }

    It '-Quiet gives a bool' {
        Test-InsightAudit $audit -Quiet | Should -BeOfType bool
        Test-InsightAudit $audit -Quiet | Should -BeTrue
        Add-Content $audit 'x'
        Test-InsightAudit $audit -Quiet | Should -BeFalse
    }

    It 'hashes what the design says: the line''s own bytes before its hash' {
        foreach ($line in $lines) {
            $covered = $line.Substring(0, $line.LastIndexOf(',"hash":"'))
            $hash = [Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($utf8.GetBytes($covered))).ToLowerInvariant()
            ($line | ConvertFrom-Json).hash | Should -BeExactly $hash
        }
    }

    It '<Reason> where <Why>' -ForEach @(
        @{ Reason = 'HashMismatch'; Why = 'a line was changed'; Broken = 4
            Change = { param($lines) $lines[3] = $lines[3].Replace('"status":"completed"', '"status":"cancelled"'); $lines }
        }
        @{ Reason = 'SequenceBroken'; Why = 'a line was taken out'; Broken = 3; Change = { param($lines) $lines[0, 1 + 3..5] } }
        @{ Reason = 'SequenceBroken'; Why = 'two lines changed places'; Broken = 2; Change = { param($lines) $lines[0, 2, 1 + 3..5] } }
        @{ Reason = 'LineUnreadable'; Why = 'a line is none'; Broken = 6; Change = { param($lines) $lines[0..4] + 'x' } }
        @{ Reason = 'TailCut'; Why = 'the end was cut off'; Broken = 5; Change = { param($lines) $lines[0..3] } }
    ) {
        [System.IO.File]::WriteAllText($audit, ((& $Change $lines) -join "`n") + "`n", $utf8)
        $report = Test-InsightAudit $audit
        $report.IsValid | Should -BeFalse
        $report.Reason | Should -BeExactly $Reason
        $report.FirstBroken | Should -Be $Broken
    }

    It 'ChainBroken where a line was forged with a hash of its own' {
        $covered = $lines[5].Substring(0, $lines[5].LastIndexOf(',"hash":"')) -replace '"previousHash":"[0-9a-f]+"', "`"previousHash`":`"$('a' * 64)`""
        $hash = [Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($utf8.GetBytes($covered))).ToLowerInvariant()
        $lines[5] = "$covered,`"hash`":`"$hash`"}"
        [System.IO.File]::WriteAllText($audit, ($lines -join "`n") + "`n", $utf8)
        (Test-InsightAudit $audit).Reason | Should -BeExactly 'ChainBroken'
    }

    It 'TailTorn where the last line was not written whole; the next run mends it and says so' {
        $text = [System.IO.File]::ReadAllText($audit)
        [System.IO.File]::WriteAllText($audit, $text + '{"timestamp":"20', $utf8)
        (Test-InsightAudit $audit).Reason | Should -BeExactly 'TailTorn'
        $null = Connect-Simulator $simulator $audit
        Disconnect-All
        (Test-InsightAudit $audit).IsValid | Should -BeTrue
        $repair = Get-InsightAudit -Raw $audit -Command AuditRepair
        $repair.Status, $repair.Error | Should -Be 'Repaired', 'TornTail'
        Get-Content "$audit.torn-*" -Raw | Should -Be '{"timestamp":"20'
    }

    It 'HeadMissing where the head is gone' {
        Remove-Item "$audit.head"
        (Test-InsightAudit $audit).Reason | Should -BeExactly 'HeadMissing'
    }

    It 'both files rolled back are found by what was kept elsewhere' {
        $kept = Test-InsightAudit $audit
        $short = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $null = Connect-Simulator $simulator $short
        Disconnect-All
        (Test-InsightAudit $short).IsValid | Should -BeTrue
        (Test-InsightAudit $short -ExpectedSequence $kept.LastSequence).Reason | Should -Be 'ExpectedSequenceMissing'
        (Test-InsightAudit $short -ExpectedHash $kept.LastHash).Reason | Should -Be 'ExpectedHashMismatch'
        (Test-InsightAudit $audit -ExpectedSequence 6 -ExpectedHash ('b' * 64)).Reason | Should -Be 'ExpectedHashMismatch'
        (Test-InsightAudit $audit -ExpectedSequence $kept.LastSequence -ExpectedHash $kept.LastHash.ToUpperInvariant()).IsValid | Should -BeTrue
        (Test-InsightAudit $audit -ExpectedSequence 2).IsValid | Should -BeTrue
    }

    It 'a trail with a key is valid with that key alone' {
        $key, $other = 1..2 | ForEach-Object {
            $secure = [securestring]::new()
            "$([guid]::NewGuid())".ToCharArray() | ForEach-Object { $secure.AppendChar($_) }
            , $secure
        }
        $keyed = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $null = Connect-Simulator $simulator $keyed -With @{ AuditKey = $key }
        $null = Get-SpeechModel $simulator.modelId
        Disconnect-All
        (Test-InsightAudit $keyed -AuditKey $key).IsValid | Should -BeTrue
        (Test-InsightAudit $keyed -AuditKey $other).Reason | Should -Be 'HashMismatch'
        (Test-InsightAudit $keyed).Reason | Should -Be 'AlgorithmMismatch'
        (Test-InsightAudit $audit -AuditKey $key).Reason | Should -Be 'AlgorithmMismatch'
        Get-InsightAudit -Raw $keyed | Should -HaveCount 4
        $key.Length | Should -Be 36 -Because 'the caller''s key is left alone'
    }

    It 'takes the trail of the session, and of what the pipeline brings' {
        $session = Connect-Simulator $simulator $audit
        (Test-InsightAudit).Path | Should -Be $audit
        Disconnect-All
        ($session | Test-InsightAudit).EntryCount | Should -Be 8
        (Get-Item $audit | Test-InsightAudit).EntryCount | Should -Be 8
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'PathNotFound'; Why = 'there is no file'; Target = { Join-Path (Get-Item $TestDrive).FullName 'none.jsonl' }
            Script = { Test-InsightAudit (Join-Path $TestDrive 'none.jsonl') -Quiet }
        }
        @{ Id = 'PathNotFileSystem'; Why = 'it is not in the file system'; Target = { 'env:PATH' }; Script = { Test-InsightAudit env:PATH } }
    ) {
        Assert-BadInput $simulator Test-InsightAudit @{ Id = $Id; Target = & $Target; Script = $Script }
    }
}
