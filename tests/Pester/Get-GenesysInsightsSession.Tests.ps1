#Requires -Version 7.4
BeforeAll { . "$PSScriptRoot/SetUp.ps1" 10 }

AfterAll { Disconnect-Simulator }

Describe 'Get-GenesysInsightsSession' {
    BeforeEach { Reset-Session }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Get-GenesysInsightsSession | Should -BeExactly '__AllParameterSets: Session:InsightsSession[]@0<v'
        (Get-Command Get-GenesysInsightsSession).OutputType.Name | Should -Be 'SpeechInsights.InsightsSession'
    }

    It 'gives nothing, and no error, where there is none' {
        Get-GenesysInsightsSession -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'gives the open ones, the oldest first' {
        $all = 1..3 | ForEach-Object { Connect-Simulator $simulator $audit }
        Disconnect-GenesysInsights $all[1]
        $shown = Get-GenesysInsightsSession
        $shown | Should -BeOfType SpeechInsights.InsightsSession
        $shown.SessionId | Should -Be $all[0].SessionId, $all[2].SessionId
    }

    It 'gives those that it is given, closed ones too' {
        $session = Connect-Simulator $simulator $audit
        Disconnect-GenesysInsights $session
        ($session | Get-GenesysInsightsSession).SessionId | Should -Be $session.SessionId
        (Get-GenesysInsightsSession $session).IsOpen | Should -BeFalse
    }

    It 'refuses $null' {
        { Get-GenesysInsightsSession -Session $null } |
            Should -Throw -ErrorId 'ParameterArgumentValidationError*,SpeechInsights.Commands.GetGenesysInsightsSessionCommand'
    }

    It 'sends nothing, and says nothing of secrets under -Verbose and -Debug' {
        $null = Connect-Simulator $simulator $audit
        $null = Invoke-Control $simulator requests -Method Delete
        $text = Get-GenesysInsightsSession -Verbose -Debug *>&1 | Format-List * -Force | Out-String -Width 500
        $text | Should -Not -BeLike "*$($simulator.clientSecret)*"
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }
}
