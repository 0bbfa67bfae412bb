#Requires -Version 7.4
BeforeAll { . "$PSScriptRoot/SetUp.ps1" 10 }

AfterAll { Disconnect-Simulator }

Describe 'Disconnect-GenesysInsights' {
    BeforeEach { Reset-Session }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Disconnect-GenesysInsights | Should -BeExactly '__AllParameterSets: Session:InsightsSession[]@0<v'
        (Get-Command Disconnect-GenesysInsights).OutputType.Name | Should -Be 'System.Void'
    }

    It 'closes the current session; the newest that is open takes its place' {
        $first = Connect-Simulator $simulator $audit
        $second = Connect-Simulator $simulator $audit
        Disconnect-GenesysInsights | Should -BeNullOrEmpty
        $second.IsOpen, $first.IsOpen | Should -Be $false, $true
        (Get-GenesysInsightsSession).SessionId | Should -Be $first.SessionId
        (Get-SpeechModel $simulator.modelId).Status | Should -Be 'deployed'
    }

    It 'closes the sessions that are given or piped' {
        $all = 1..3 | ForEach-Object { Connect-Simulator $simulator $audit }
        Disconnect-GenesysInsights $all[0]
        $all[1] | Disconnect-GenesysInsights
        $all.IsOpen | Should -Be $false, $false, $true
        Disconnect-GenesysInsights -Session $all[1], $all[2]
        Get-GenesysInsightsSession | Should -BeNullOrEmpty
    }

    It 'can be run twice on a session' {
        $session = Connect-Simulator $simulator $audit
        Disconnect-GenesysInsights $session
        Disconnect-GenesysInsights $session -ErrorAction Stop
    }

    It '-WhatIf closes nothing' {
        $session = Connect-Simulator $simulator $audit
        Disconnect-GenesysInsights $session -WhatIf
        $session.IsOpen | Should -BeTrue
    }

    It 'NotConnected where there is no session' {
        $case = @{ Id = 'NotConnected'; Target = 'Disconnect-GenesysInsights'; Script = { Disconnect-GenesysInsights } }
        Assert-BadInput $simulator Disconnect-GenesysInsights $case
    }

    It 'refuses $null' {
        { Disconnect-GenesysInsights -Session $null } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError*,SpeechInsights.Commands.DisconnectGenesysInsightsCommand'
    }

    It 'ends what is under way with SessionClosed' {
        $session = Connect-Simulator $simulator $audit
        $fault = Add-Fault $simulator @{ path = '/models/'; kind = 'delay'; ms = 60000 }
        $query = [powershell]::Create()
        try {
            $null = $query.AddScript('param($manifest, $session, $model) Import-Module $manifest; Get-SpeechModel $model -Session $session')
            $null = $query.AddArgument((Get-BuiltManifest)).AddArgument($session).AddArgument($simulator.modelId)
            $running = $query.BeginInvoke()
            Wait-Until { (Get-FaultCount $simulator $fault) -eq 1 } -What 'The request'
            Disconnect-GenesysInsights $session
            $running.AsyncWaitHandle.WaitOne(5000) | Should -BeTrue
            $query.Streams.Error | Should -HaveCount 1
            $query.Streams.Error[0].FullyQualifiedErrorId | Should -Be 'SessionClosed,SpeechInsights.Commands.GetSpeechModelCommand'
        }
        finally {
            $query.Dispose()
        }
    }

    It 'leaves the caller''s secret alone' {
        $credential = Get-SimulatorCredential $simulator
        $session = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential $credential -AuditPath $audit
        Disconnect-GenesysInsights $session
        $credential.GetNetworkCredential().Password | Should -BeExactly $simulator.clientSecret
        (Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential $credential -AuditPath $audit).IsOpen | Should -BeTrue
    }

    It 'sends nothing and writes no audit entry' {
        $session = Connect-Simulator $simulator $audit
        $null = Invoke-Control $simulator requests -Method Delete
        Disconnect-GenesysInsights $session
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
        (Get-InsightAudit -Raw $audit).Command | Should -Not -Contain 'Disconnect-GenesysInsights'
    }
}
