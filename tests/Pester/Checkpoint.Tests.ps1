#Requires -Version 7.4
# A query that goes on where it broke: killed as a process, stopped in one, and refused where the file is another's.
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 8000 '--latency', '30ms'
    $early = $to.AddDays(-25)
    $path = '/api/v2/analytics/conversations/summary/query'
    $truth = @(Get-Truth $simulator $from $to)
    $query = { param($with) Invoke-InsightQuery $model $from $to @with }

    # Starts the process that stores rows. It gets the credentials by its environment, and nothing of ours.
    function Start-StoringProcess([string] $Command, [string] $Folder) {
        $arguments = @(
            '-File', "$PSScriptRoot/Checkpoint.Job.ps1", '-Manifest', (Get-BuiltManifest), '-BaseUri', $simulator.baseUri
            '-Command', $Command, '-Model', $model, '-From', $early.ToString('o'), '-To', $to.ToString('o'), '-Folder', $Folder
        )
        $start = New-ChildPowerShellStart $arguments
        $start.Environment['GENESYS_CLIENT_ID'] = $simulator.clientId
        $start.Environment['GENESYS_CLIENT_SECRET'] = $simulator.clientSecret
        [System.Diagnostics.Process]::Start($start)
    }

    function Get-StoredLength([string] $Folder) {
        $file = [System.IO.FileInfo]"$Folder/stored.txt"
        $file.Exists ? $file.Length : 0
    }

    # Kills the process at each of some lengths of what was stored, then lets it end.
    function Invoke-KilledProcess([string] $Command, [long[]] $Length, [string] $Folder) {
        foreach ($most in $Length) {
            $process = Start-StoringProcess $Command $Folder
            try {
                Wait-Until { (Get-StoredLength $Folder) -ge $most -or $process.HasExited } -Seconds 60 -What "$most bytes of rows"
                $process.HasExited | Should -BeFalse -Because 'it is to be killed in the middle'
            }
            finally {
                $process.Kill()
                $process.WaitForExit()
                $process.Dispose()
            }
            "$Folder/done.txt" | Should -Not -Exist
        }
        $process = Start-StoringProcess $Command $Folder
        $process.WaitForExit(120000) | Should -BeTrue
        $process.ExitCode | Should -Be 0
        $process.Dispose()
    }

    function Format-Truth($Row, [switch] $WithCsat) {
        '{0} {1} {2:u} {3}' -f $Row.interactionId, $Row.agentId, $Row.time.ToUniversalTime(), $(if ($WithCsat) { $Row.csat })
    }
}

AfterAll { Disconnect-Simulator }

Describe 'A process that is killed' {
    It '<Command> goes on: every row is stored, and no more than <Most> come again for a kill' -ForEach @(
        @{ Command = 'Invoke-InsightQuery'; Most = 50; Share = 0.001, 0.45, 0.8 }
        @{ Command = 'Invoke-InsightPipeline'; Most = 1200; Share = 0.45, 0.8 }
    ) {
        $folder = (New-Item (Join-Path $TestDrive $Command) -ItemType Directory).FullName
        $expected = @(Get-Truth $simulator $early $to | ForEach-Object { Format-Truth $_ -WithCsat:($Command -eq 'Invoke-InsightPipeline') })
        $expected.Count | Should -BeGreaterThan 3000
        $bytes = ($expected | Measure-Object Length -Sum).Sum
        Invoke-KilledProcess $Command @($Share | ForEach-Object { [long]($bytes * $_) }) $folder

        # A line that the kill cut in half is the consumer's own; its row comes again.
        $stored = @([System.IO.File]::ReadAllLines("$folder/stored.txt"))
        $missing = [System.Collections.Generic.HashSet[string]]::new([string[]]$expected)
        $missing.ExceptWith([string[]]$stored)
        $missing | Should -BeNullOrEmpty -Because 'no row is lost'
        $stored.Count - $expected.Count | Should -BeLessOrEqual ($Share.Count * $Most)
        "$folder/checkpoint" | Should -Not -Exist
        Get-Content "$folder/done.txt" | Should -BeLike 'Going on after * rows that earlier runs gave*'
        $entries = @(Get-InsightAudit -Raw -Path "$folder/audit.jsonl" -Command $Command)
        @($entries | Where-Object Status -EQ Interrupted) | Should -HaveCount $Share.Count
        $entries[-1].Status | Should -Be Completed
        $given = [regex]::Match((Get-Content "$folder/done.txt"), '\d+').Value
        (Get-Content "$folder/audit.jsonl" | Select-Object -Last 1 | ConvertFrom-Json).queryParams.resumedRows | Should -Be $given
        [int]$given + $entries[-1].ResultCount | Should -Be $expected.Count
    }
}

Describe '-Checkpoint' {
    BeforeEach {
        $null = New-Session
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).checkpoint"
    }

    It 'gives the same rows as without, and leaves no file' {
        $rows = Invoke-InsightQuery $model $from $to -Checkpoint $file -WarningVariable warnings
        $rows.InteractionId | Should -BeExactly $truth.interactionId
        $file | Should -Not -Exist
        $warnings | Should -BeNullOrEmpty
        (Get-Content $audit | Select-Object -Last 1 | ConvertFrom-Json).queryParams.resumedRows | Should -BeIn $null, 0
    }

    It 'goes on after Select-Object -First, within a page and at its edge' -ForEach 1, 20, 21, 60 {
        $taken = @(Invoke-InsightQuery $model $from $to -PageSize 20 -Checkpoint $file | Select-Object -First $_)
        $taken | Should -HaveCount $_
        $file | Should -Exist
        $rest = @(Invoke-InsightQuery $model $from $to -PageSize 20 -Checkpoint $file -WarningVariable warnings)
        # The row that ends the pipeline ends it before its page is noted.
        $kept = [Math]::Floor(($_ - 1) / 20) * 20
        @($truth.interactionId[0..($kept - 1)] | Where-Object { $kept }) + $rest.InteractionId | Should -BeExactly $truth.interactionId
        @($warnings) | Should -HaveCount ($kept ? 1 : 0)
        $file | Should -Not -Exist
    }

    It 'resolves the path against the current location' {
        Push-Location $TestDrive
        try {
            $null = Invoke-InsightQuery $model $from $to -Checkpoint ./here.checkpoint | Select-Object -First 1
            Join-Path $TestDrive 'here.checkpoint' | Should -Exist
        }
        finally {
            Pop-Location
        }
    }

    It 'goes on after an answer that failed' {
        $null = Add-Fault $simulator @{ path = $path; kind = 'status'; status = 500; offset = 100 }
        $failure = Get-Failure { Invoke-InsightQuery $model $from $to -Checkpoint $file }
        Assert-Failure $failure ServerError Invoke-InsightQuery $path
        $failure.Output | Should -HaveCount 100
        $rest = Invoke-InsightQuery $model $from $to -Checkpoint $file -WarningVariable warnings
        @($failure.Output.InteractionId) + $rest.InteractionId | Should -BeExactly $truth.interactionId
        "$warnings" | Should -BeLike 'Going on after 100 rows*'
    }

    It 'a piped query goes on too' {
        $asked = New-InsightQuery $model $from $to -PageSize 10
        $null = $asked | Invoke-InsightQuery -Checkpoint $file | Select-Object -First 15
        ($asked | Invoke-InsightQuery -Checkpoint $file -WarningAction SilentlyContinue).Count | Should -Be ($truth.Count - 10)
    }

    It 'Invoke-InsightPipeline goes on, without an accuracy of all rows' {
        $given = @(Invoke-InsightPipeline $model $early $to -Checkpoint $file | Select-Object -First 1500)
        $rest = @(Invoke-InsightPipeline $model $early $to -Checkpoint $file -AccuracyVariable accuracy -WarningVariable warnings)
        $all = @(Get-Truth $simulator $early $to)
        $given[0..($all.Count - $rest.Count - 1)].InteractionId + $rest.InteractionId | Should -BeExactly $all.interactionId
        $rest.Count | Should -BeLessThan $all.Count
        $accuracy | Should -BeNullOrEmpty
        @($warnings) | Should -HaveCount 2
    }

    It 'Invoke-InsightPipeline -WhatIf gives all rows and leaves the file as it is' {
        $null = Invoke-InsightPipeline $model $early $to -Checkpoint $file | Select-Object -First 1500
        $before = Get-FileHash $file
        $all = @(Get-Truth $simulator $early $to)
        Invoke-InsightPipeline $model $early $to -Checkpoint $file -WhatIf | Should -HaveCount $all.Count
        (Get-FileHash $file).Hash | Should -Be $before.Hash
        $null = Invoke-InsightPipeline $model $from $to -Checkpoint "$file.new" -WhatIf
        "$file.new" | Should -Not -Exist
    }

    It 'CheckpointMismatch for <Other>, and the file stays' -ForEach @(
        @{ Other = 'another model'; Script = { Invoke-InsightQuery $simulator.trainingModelId $from $to -Checkpoint $file } }
        @{ Other = 'another start'; Script = { Invoke-InsightQuery $model $from.AddHours(1) $to -Checkpoint $file } }
        @{ Other = 'another end'; Script = { Invoke-InsightQuery $model $from $to.AddHours(-1) -Checkpoint $file } }
        @{ Other = 'another page size'; Script = { Invoke-InsightQuery $model $from $to -PageSize 9 -Checkpoint $file } }
        @{ Other = 'joined rows'; Command = 'Invoke-InsightPipeline'; Script = { Invoke-InsightPipeline $model $from $to -Checkpoint $file } }
    ) {
        $null = Invoke-InsightQuery $model $from $to -PageSize 100 -Checkpoint $file | Select-Object -First 101
        $before = Get-FileHash $file
        Assert-BadInput $simulator ($Command ?? 'Invoke-InsightQuery') @{ Id = 'CheckpointMismatch'; Target = $file; Script = $Script }
        (Get-FileHash $file).Hash | Should -Be $before.Hash
    }

    It 'CheckpointMismatch for another host' {
        $null = Invoke-InsightQuery $model $from $to -Checkpoint $file | Select-Object -First 101
        $other = Start-Simulator -ArgumentList '--interactions', '3000'
        try {
            $elsewhere = Connect-Simulator $other $audit
            $failure = Get-Failure { Invoke-InsightQuery $model $from $to -Checkpoint $file -Session $elsewhere }
            Assert-Failure $failure CheckpointMismatch Invoke-InsightQuery $file
            $failure.Record[0].Exception.Message | Should -BeLike "*another host (127.0.0.1:$(([uri]$simulator.baseUri).Port))*"
        }
        finally {
            Stop-Simulator $other
        }
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'ConflictingParameter'; Why = '-First is given'; Target = 'First'; Script = { Invoke-InsightQuery $model $from $to -First 5 -Checkpoint $file } }
        @{ Id = 'EndTimeRequired'; Why = 'the window ends now'; Target = 'EndTime'; Script = { Invoke-InsightQuery $model $from -Checkpoint $file } }
        @{ Id = 'EndTimeRequired'; Why = 'ids are piped and the window ends now'; Target = 'EndTime'
            Script = { 'a', 'b' | Invoke-InsightQuery $model $from -Checkpoint $file }
        }
        @{ Id = 'EndTimeRequired'; Why = 'the pipeline brings no end'; Target = 'EndTime'
            Script = { [pscustomobject]@{ ModelId = $model; StartTime = $from } | Invoke-InsightQuery -Checkpoint $file }
        }
        @{ Id = 'ConflictingParameter'; Why = 'there are two queries'; Target = 'Checkpoint'
            Script = { (New-InsightQuery $model $from $to), (New-InsightQuery $model $early $to) | Invoke-InsightQuery -Checkpoint $file }
        }
        @{ Id = 'ConflictingParameter'; Why = 'there are two models'; Target = 'Checkpoint'
            Script = { 'a', 'b' | ForEach-Object { [pscustomobject]@{ ModelId = $_ } } | Invoke-InsightQuery -StartTime $from -EndTime $to -Checkpoint $file }
        }
        @{ Id = 'EndTimeRequired'; Why = 'the joined window ends now'; Command = 'Invoke-InsightPipeline'; Target = 'EndTime'
            Script = { Invoke-InsightPipeline $model $from -Checkpoint $file }
        }
        @{ Id = 'ConflictingParameter'; Why = 'there are two queries to join'; Command = 'Invoke-InsightPipeline'; Target = 'Checkpoint'
            Script = { (New-InsightQuery $model $from $to), (New-InsightQuery $model $early $to) | Invoke-InsightPipeline -Checkpoint $file }
        }
        @{ Id = 'PathNotFileSystem'; Why = 'the path is no file''s'; Target = 'env:checkpoint'; Script = { & $query @{ Checkpoint = 'env:checkpoint' } } }
    ) {
        Assert-BadInput $simulator ($Command ?? 'Invoke-InsightQuery') $_
        $file | Should -Not -Exist
    }

    It 'an end from the pipeline is an end' {
        $record = [pscustomobject]@{ ModelId = $model; EndTime = $to }
        ($record | Invoke-InsightQuery -StartTime $from -Checkpoint $file).InteractionId | Should -BeExactly $truth.interactionId
    }

    It 'CheckpointInvalid where the file is another''s, which stays' {
        'InteractionId,Csat', 'a,1' | Set-Content $file
        Assert-BadInput $simulator Invoke-InsightQuery @{ Id = 'CheckpointInvalid'; Target = $file; Script = { & $query @{ Checkpoint = $file } } }
        Get-Content $file | Should -BeExactly 'InteractionId,Csat', 'a,1'
    }

    It 'CheckpointWriteFailed where another run has it open, and that one goes on' {
        $inner = @{}
        $rows = Invoke-InsightQuery $model $from $to -Checkpoint $file | ForEach-Object {
            $inner.Failure ??= Get-Failure { & $query @{ Checkpoint = $file } }
            $_
        }
        Assert-Failure $inner.Failure CheckpointWriteFailed Invoke-InsightQuery $file
        $rows | Should -HaveCount $truth.Count
    }

    It 'CheckpointWriteFailed where the folder is not there' {
        $nowhere = Join-Path $TestDrive 'nowhere' 'c'
        Assert-BadInput $simulator Invoke-InsightQuery @{ Id = 'CheckpointWriteFailed'; Target = $nowhere; Script = { & $query @{ Checkpoint = $nowhere } } }
    }
}
