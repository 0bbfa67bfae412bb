#Requires -Version 7.4
# What cmdlets do whose audit trail can't be written.
BeforeDiscovery {
    $spoilings = @(
        @{ Why = 'its folder is a file'; Spoil = {
                Rename-Item (Split-Path $audit) "$(Split-Path $audit -Leaf)-$([guid]::NewGuid())"
                $null = New-Item (Split-Path $audit) -ItemType File
            }
        }
    )
    if ($IsLinux) {
        $spoilings += @{ Why = 'a link to a device stands in its place'; Spoil = {
                Remove-Item $audit
                $null = New-Item $audit -ItemType SymbolicLink -Value /dev/full
            }
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 2000
    $truth = @(Get-Truth $simulator $from $to)
}

AfterAll { Disconnect-Simulator }

Describe 'A trail that can not be written: <Why>' -ForEach $spoilings {
    BeforeEach {
        Reset-Session
        $audit = Join-Path $TestDrive ([guid]::NewGuid()) 'audit.jsonl'
        $null = Connect-Simulator $simulator $audit
    }

    It 'what reads says it once and goes on: the whole result' {
        & $Spoil
        $rows = Invoke-InsightQuery $model $from $to -WarningVariable said | Join-CsatScore -WarningVariable again
        $rows.InteractionId | Should -Be $truth.interactionId
        @($said) + @($again) | Should -HaveCount 1
        "$said$again" | Should -BeLike '*goes on without an audit entry*'
        $null = Get-SpeechModel $model -WarningVariable later
        $later | Should -BeNullOrEmpty
    }

    It 'lost in mid-run, it is said at the end' {
        $rows = Invoke-InsightQuery $model $from $to -WarningVariable said | ForEach-Object -Begin { $isFirst = $true } -Process {
            if ($isFirst) {
                $isFirst = $false
                & $Spoil
            }
            $_
        }
        $rows.InteractionId | Should -Be $truth.interactionId
        $said | Should -HaveCount 1
        $said | Should -BeLike '*goes on without an audit entry*'
    }

    It 'lost in mid-run, a failure is the failure that it was' {
        $null = Add-Fault $simulator @{ path = 'conversations/summary/query'; kind = 'status'; status = 500; offset = 100 }
        $failure = Get-Failure { Invoke-InsightQuery $model $from $to -First 1000 | ForEach-Object { if (Test-Path $audit) { & $Spoil } } }
        $failure.Record[-1].FullyQualifiedErrorId | Should -BeLike 'ServerError,*'
    }

    It '<Command> changes nothing: AuditWriteFailed' -ForEach @(
        @{ Command = 'Register-CoachingWebhook'; Script = { Register-CoachingWebhook https://coach.example.com/ $model } }
        @{ Command = 'Unregister-CoachingWebhook'; Script = { Unregister-CoachingWebhook some-id -Confirm:$false } }
        @{ Command = 'Invoke-InsightPipeline'; Script = { Invoke-InsightPipeline $model $from $to -CoachingUri https://coach.example.com/ } }
    ) {
        & $Spoil
        $null = Invoke-Control $simulator requests -Method Delete
        $failure = Get-Failure $Script
        Assert-Failure $failure AuditWriteFailed $Command $audit
        $failure.Output | Should -BeNullOrEmpty
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }
}
