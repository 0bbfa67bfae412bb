#Requires -Version 7.4
# What people are to start from does what it says, against the simulator.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $names = 'GENESYS_CLIENT_ID', 'GENESYS_CLIENT_SECRET', 'GITHUB_STEP_SUMMARY', 'SPEECHINSIGHTS_AUDIT_PATH', 'SPEECHINSIGHTS_CONNECTION_PATH', 'PSModulePath'
    $kept = @{}
    $names | ForEach-Object { $kept[$_] = [Environment]::GetEnvironmentVariable($_) }
    # Examples find the module by its name.
    $env:PSModulePath = "$root/output" + [System.IO.Path]::PathSeparator + $env:PSModulePath
    $secret = [guid]::NewGuid().ToString('N')
    # Their windows end today, and so do the data.
    $with = '--interactions', '3000', '--days', '20', '--until', [DateTimeOffset]::UtcNow.ToString('yyyy-MM-dd'), '--client-secret', $secret
    $simulator = Start-Simulator -ArgumentList $with
    $env:GENESYS_CLIENT_ID = $simulator.clientId
    $env:GENESYS_CLIENT_SECRET = $secret
    $env:SPEECHINSIGHTS_AUDIT_PATH = Join-Path $TestDrive 'audit.jsonl'
    $yesterday = [DateTimeOffset]::UtcNow.UtcDateTime.Date.AddDays(-1)

    # Runs a line as a scheduler does, and gives what it said and how it ended.
    function Invoke-Line([string] $Line) {
        $said = Invoke-ChildPowerShell -Command "Set-Location '$root'; $Line; exit `$LASTEXITCODE" *>&1 | Out-String
        [pscustomobject]@{ Said = $said; ExitCode = $LASTEXITCODE }
    }
}

AfterAll {
    Disconnect-All
    Stop-Simulator $simulator
    $names | ForEach-Object { [Environment]::SetEnvironmentVariable($_, $kept[$_]) }
}

Describe 'examples/azure-automation.ps1' {
    BeforeAll {
        # The assets of an Automation account.
        function Get-AutomationPSCredential([string] $Name) {
            switch ($Name) {
                'GenesysClient' { Get-SimulatorCredential $simulator }
                'CoachingReceiver' { [pscredential]::new('receiver', [System.Net.NetworkCredential]::new('', $simulator.coachingSecret).SecurePassword) }
            }
        }
        $job = @{ BaseUri = $simulator.baseUri; ModelId = $simulator.modelId }
        $receiver = @{ CoachingUri = $simulator.coachingUri; AllowLoopback = $true }
        $rows = @(Get-Truth $simulator $yesterday $yesterday.AddDays(1))
    }

    BeforeEach {
        Reset-Simulator $simulator
        $null = Invoke-Control $simulator deliveries -Method Delete
        $folders = @(Get-ChildItem ([System.IO.Path]::GetTempPath()) -Filter 'speechinsights-*').Count
    }

    AfterEach {
        @(Get-ChildItem ([System.IO.Path]::GetTempPath()) -Filter 'speechinsights-*').Count | Should -BeLessOrEqual $folders -Because 'a runbook leaves nothing behind'
        Get-GenesysInsightsSession | Should -BeNullOrEmpty
    }

    It 'measures the last day and hands over what to coach by' {
        $result = & "$root/examples/azure-automation.ps1" @job @receiver
        $result.Rows | Should -Be $rows.Count
        $result.Rated | Should -BeGreaterThan 0
        $result.AgreementRate | Should -BeGreaterThan 0.4
        $result.Delivered | Should -Be @(Invoke-Control $simulator deliveries | ForEach-Object { $_ }).Count
        $result.Delivered | Should -BeGreaterThan 0
        $result.AuditHash | Should -Match '^[0-9a-f]{64}$'
    }

    It 'measures alone where there is no receiver' {
        (& "$root/examples/azure-automation.ps1" @job).Delivered | Should -Be 0
    }

    It 'fails where deliveries did not arrive, after its figures' {
        $null = Add-Fault $simulator @{ path = '/coaching/insights'; kind = 'status'; status = 503; retryAfter = '600'; times = 0 }
        $failure = Get-Failure { & "$root/examples/azure-automation.ps1" @job @receiver -WarningAction Ignore }
        $failure.IsTerminating | Should -BeTrue
        "$($failure.Record)" | Should -Match 'did not arrive \(503\)'
        $failure.Output.Rows | Should -Be $rows.Count
    }
}

Describe 'examples/github' {
    BeforeAll {
        $workflow = Get-Content "$root/examples/github/daily-insights.yml" -Raw
        $line = [regex]::Match($workflow, '(?ms)name: Insights$.*?run: (?<line>[^\r\n]+)').Groups['line'].Value
        $here = $line.Replace('-Region eu-central-1', "-BaseUri $($simulator.baseUri) -ModelId $($simulator.modelId)").Replace('insights.csv', "'$TestDrive/insights.csv'")
        $env:GITHUB_STEP_SUMMARY = Join-Path $TestDrive 'summary.md'
    }

    BeforeEach {
        Reset-Simulator $simulator
        $env:GENESYS_CLIENT_SECRET = $secret
        Remove-Item $env:GITHUB_STEP_SUMMARY, "$TestDrive/insights.csv" -ErrorAction Ignore
    }

    It 'the workflow gives the script its secrets, calls it, and keeps what it wrote' {
        $line | Should -BeExactly './examples/github/Invoke-DailyInsight.ps1 -Region eu-central-1 -Path insights.csv'
        $workflow | Should -Not -Match "`t"
        foreach ($name in 'GENESYS_CLIENT_ID', 'GENESYS_CLIENT_SECRET') {
            $workflow | Should -Match ([regex]::Escape("${name}: `${{ secrets.$name }}"))
        }
        $workflow | Should -Match '(?ms)upload-artifact.*insights\.csv.*audit\.jsonl'
    }

    It 'writes the rows and a summary, and ends with 0' {
        $result = Invoke-Line $here
        $result.ExitCode | Should -Be 0 -Because $result.Said
        $rows = Import-Csv "$TestDrive/insights.csv"
        $rows.Count | Should -Be @(Get-Truth $simulator $yesterday $yesterday.AddDays(1)).Count
        Get-Content $env:GITHUB_STEP_SUMMARY -Raw | Should -Match "(?s)## Insights of the last day.*\| $($rows.Count) \| \d+ \| \d+"
        ($rows | Measure-InsightAccuracy).Rated | Should -BeGreaterThan 0 -Because 'the file can be measured again'
    }

    It 'ends with 75 where it may help to run it again' {
        $null = Add-Fault $simulator @{ path = '/conversations/summary/query'; kind = 'status'; status = 429; retryAfter = '600'; times = 0 }
        $result = Invoke-Line $here
        $result.ExitCode | Should -Be 75 -Because $result.Said
        $result.Said | Should -Match '::error::RateLimitExceeded: '
    }

    It 'ends with 42 where somebody has to look at it, and shows no secret' {
        $env:GENESYS_CLIENT_SECRET = $wrong = [guid]::NewGuid().ToString('N')
        $result = Invoke-Line $here
        $result.ExitCode | Should -Be 42 -Because $result.Said
        $result.Said | Should -Match '::error::AuthenticationFailed: '
        $result.Said | Should -Not -Match $wrong
    }

    It 'ends with 42 where the agreement is too low' {
        (Invoke-Line "$here -MinimumAgreement 1").ExitCode | Should -Be 42
    }
}

Describe 'examples/Get-AgentToCoach.ps1' {
    It 'passes its own tests, which need no server' {
        $pester = (Get-Module Pester).Path
        $null = Invoke-Control $simulator requests -Method Delete
        $result = Invoke-Line "Import-Module '$pester'; `$run = Invoke-Pester ./examples/Get-AgentToCoach.Tests.ps1 -PassThru -Output None; ""`$(`$run.PassedCount) passed, `$(`$run.FailedCount) failed"""
        $result.Said | Should -Match '5 passed, 0 failed'
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }

    It 'tells agents by name of a real query' {
        $session = Connect-Simulator $simulator (Join-Path $TestDrive 'agents.jsonl') -ApiProfile Platform
        $result = & "$root/examples/Get-AgentToCoach.ps1" -Last 14d -Threshold 0 -MinimumRows 3 -Session $session
        $result.Count | Should -BeGreaterThan 3
        $result.Agent | Where-Object { $_ -match '^[A-Z]\w+ [A-Z]' } | Should -Not -BeNullOrEmpty
        $result.BadShare | Should -Be ($result.BadShare | Sort-Object -Descending)
    }
}

Describe 'examples/Get-InsightOfOrganization.ps1' {
    It 'asks organisations at once, and one that is down does not keep the others from theirs' {
        $other = Start-Simulator -ArgumentList ($with + '--seed', '8')
        try {
            $env:SPEECHINSIGHTS_CONNECTION_PATH = Join-Path $TestDrive 'connections/connections.json'
            foreach ($one in @{ Name = 'east'; Uri = $simulator.baseUri }, @{ Name = 'west'; Uri = $other.baseUri }, @{ Name = 'down'; Uri = 'http://127.0.0.1:9' }) {
                $null = Register-InsightsConnection $one.Name -BaseUri $one.Uri -ApiProfile Platform -AuditPath (Join-Path $TestDrive 'many.jsonl')
            }
            $result = & "$root/examples/Get-InsightOfOrganization.ps1" -Connection east, west, down, nobody -Last 3d
            $result.Connection | Should -Be 'down', 'east', 'nobody', 'west'
            $result.Error | Should -Be 'ConnectionFailed', $null, 'ConnectionNotFound', $null
            foreach ($one in $result | Where-Object { -not $_.Error }) {
                $one.Organization | Should -Be $simulator.organization
                $one.Rows | Should -BeGreaterThan 0
                $one.MeanSentiment | Should -BeGreaterThan -1
            }
            (Test-InsightAudit (Join-Path $TestDrive 'many.jsonl')).IsValid | Should -BeTrue
        }
        finally {
            Stop-Simulator $other
        }
    }
}
