#Requires -Version 7.4
# What attackers tried on the built module; docs/security.md lists them. Files and addresses are attacked in the engine's tests.
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 200
    $from = $to.AddDays(-1)
    $null = Connect-Simulator $simulator $audit

    # All streams of a script as one text.
    function Get-AllText([scriptblock] $Script) {
        & $Script *>&1 | Out-String -Width 4000
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Ids of dots' {
    BeforeEach { Reset-Simulator $simulator }

    It '<Command> with <Id> is refused, and nothing is sent' -ForEach @(
        foreach ($id in '.', '..') {
            @{ Id = $id; Command = 'Unregister-CoachingWebhook'; Script = { Unregister-CoachingWebhook -Id $args[0] -Confirm:$false } }
            @{ Id = $id; Command = 'Get-SpeechModel'; Script = { Get-SpeechModel $args[0] } }
            @{ Id = $id; Command = 'Invoke-InsightQuery'; Script = { Invoke-InsightQuery $args[0] $from $to } }
        }
    ) {
        $failure = Get-Failure $Script @($Id)
        Assert-Failure $failure -Id InvalidIdentifier -Command $Command -Target $Id
        Get-Request $simulator | Should -BeNullOrEmpty
    }

    It 'slashes, dots and percent signs stay in their segment' {
        foreach ($id in '../x', 'a/../..', '%2e%2e', '..%2f..', '..\..', '?x', '#x') {
            $null = Get-Failure { Get-SpeechModel $id }
        }
        foreach ($request in Get-Request $simulator) {
            $request.path | Should -BeLike '/api/v2/speechanalytics/v1/models/?*'
        }
        @(Get-Request $simulator) | Should -HaveCount 7
    }
}

Describe 'Keys in headers and addresses' {
    It '-Debug and -Verbose show neither the value of a header nor the query of an address' {
        $DebugPreference = $VerbosePreference = 'Continue'
        $text = Get-AllText { $null = Register-CoachingWebhook 'https://coach.example.com/in?key=KEY-IN-QUERY' $model -Header @{ 'X-Key' = 'KEY+IN/HEADER=' } }
        $DebugPreference = $VerbosePreference = 'SilentlyContinue'
        $text | Should -Match 'X-Key'
        $text | Should -Match 'coach.example.com/in'
        $text | Should -Not -Match 'KEY-IN-QUERY|IN/HEADER|KEY.{1,6}IN'
    }

    It '-WhatIf does not show the query of an address' {
        $console = Invoke-ChildPowerShell -Command "Import-Module '$(Get-BuiltManifest)'
            `$secret = ConvertTo-SecureString '$($simulator.clientSecret)' -AsPlainText -Force
            `$null = Connect-GenesysInsights -BaseUri $($simulator.baseUri) -ClientId $($simulator.clientId) -ClientSecret `$secret -AuditPath '$TestDrive/whatif.jsonl'
            Register-CoachingWebhook 'https://coach.example.com/in?key=KEY-IN-QUERY' $model -WhatIf
            Invoke-InsightPipeline $model '$($from.ToString('o'))' '$($to.ToString('o'))' -CoachingUri 'https://coach.example.com/in?key=KEY-IN-QUERY' -WhatIf | Out-Null" | Out-String
        $console | Should -Match 'What if'
        $console | Should -Match 'coach.example.com/in'
        $console | Should -Not -Match 'KEY-IN-QUERY'
    }
}

Describe 'A token that the server says back' {
    BeforeEach { Reset-Simulator $simulator }

    It 'is masked in <Where>' -ForEach @(
        @{ Where = 'a model''s name'; Order = @{ kind = 'garbage'; text = '{"id":"m","name":"{token}","status":"deployed","type":"sentiment","lastUpdated":"2026-01-01T00:00:00Z"}' } }
        @{ Where = 'a name that escapes hide it in'; Order = @{ kind = 'garbage'; text = '{"id":"m","name":"\u0020{token}","status":"deployed","type":"sentiment","lastUpdated":"2026-01-01T00:00:00Z"}' } }
        @{ Where = 'a message that is cut in its middle'; Order = @{ kind = 'status'; status = 400; message = ('x ' * 145) + '{token}' } }
    ) {
        $fault = Add-Fault $simulator ($Order + @{ path = '/models/'; times = 0 })
        $text = Get-AllText { try { Get-SpeechModel m -Verbose -Debug -ErrorAction Continue | Format-List } catch { $_ | Format-List * -Force } }
        Get-FaultCount $simulator $fault | Should -BeGreaterThan 0
        foreach ($token in Invoke-Control $simulator 'tokens' | ForEach-Object { $_ }) {
            # No part of it either: a token that is cut is still most of a token.
            $text | Should -Not -Match ([regex]::Escape($token.Substring(0, 12)))
        }
    }
}

Describe 'Text that is not what it looks like' {
    It 'an id with <Name> is refused' -ForEach @(
        @{ Name = 'a bidirectional override'; Text = '\u202e' }, @{ Name = 'an isolate'; Text = '\u2066' }, @{ Name = 'a zero-width blank'; Text = '\u200b' }
        @{ Name = 'a line separator'; Text = '\u2028' }, @{ Name = 'an invisible tag'; Text = '\udb40\udc41' }
    ) {
        Reset-Simulator $simulator
        $null = Add-Fault $simulator @{ path = '/summary/query'; kind = 'garbage'; times = 0
            text = "{`"byGroup`":[{`"groupId`":`"a$($Text)b`",`"byMetric`":{}}],`"totalCount`":1,`"pageSize`":100,`"offset`":0}"
        }
        $failure = Get-Failure { Invoke-InsightQuery $model $from $to -SkipModelCheck }
        Assert-Failure $failure -Id InvalidResponse -Command Invoke-InsightQuery -Target '/api/v2/analytics/conversations/summary/query'
    }
}

Describe 'The name of a variable' {
    BeforeEach {
        Reset-Simulator $simulator
        $file = Join-Path $TestDrive 'victim.txt'
        Set-Content $file 'kept'
        $env:SPEECHINSIGHTS_VICTIM = 'kept'
        function Get-Victim { 'kept' }
    }

    AfterEach { Remove-Item env:SPEECHINSIGHTS_VICTIM -ErrorAction Ignore }

    It '<_> is no variable: InvalidName, and nothing is touched' -ForEach 'FileSystem::{0}', 'function:Get-Victim', 'env:SPEECHINSIGHTS_VICTIM', 'global:x', 'a b', '$x' {
        $name = $_ -f $file
        foreach ($whatIf in $true, $false) {
            $failure = Get-Failure { Invoke-InsightPipeline $model $from $to -AccuracyVariable $name -WhatIf:$whatIf }
            Assert-Failure $failure -Id InvalidName -Command Invoke-InsightPipeline -Target 'AccuracyVariable'
        }
        Get-Content $file | Should -Be 'kept'
        $env:SPEECHINSIGHTS_VICTIM | Should -Be 'kept'
        Get-Victim | Should -Be 'kept'
        Get-Request $simulator | Should -BeNullOrEmpty
    }

    It 'is not made where the run fails' {
        $null = Add-Fault $simulator @{ path = '/models/'; kind = 'status'; status = 500; times = 0 }
        $null = Get-Failure { Invoke-InsightPipeline $model $from $to -AccuracyVariable neverSeen }
        Get-Variable neverSeen -ErrorAction Ignore | Should -BeNullOrEmpty
    }
}
