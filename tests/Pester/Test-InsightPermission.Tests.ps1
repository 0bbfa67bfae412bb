#Requires -Version 7.4
Describe 'Test-InsightPermission' {
    BeforeAll {
        . "$PSScriptRoot/SetUp.ps1" 10 @('analytics:surveyAggregate:view', 'processautomation:trigger:delete', 'routing:queue:view').ForEach({ '--deny-permission', $_ })
        $session = Connect-Simulator $simulator $audit -ApiProfile Platform
    }

    AfterAll { Disconnect-Simulator }

    It 'has the parameters of the design' {
        Get-ParameterShape Test-InsightPermission | Should -BeExactly '__AllParameterSets: Command:String[]@0 Session:InsightsSession'
        (Get-Command Test-InsightPermission).OutputType.Name | Should -Be 'SpeechInsights.InsightPermission'
    }

    It 'says of each cmdlet that sends requests what it lacks, with one request' {
        Reset-Simulator $simulator
        $found = Test-InsightPermission
        $found.Command | Should -Be (Get-CmdletName -Sending)
        ($found | Where-Object IsAllowed -EQ $false).Command | Should -Be 'Get-CsatScore', 'Invoke-InsightPipeline', 'Join-CsatScore', 'Unregister-CoachingWebhook', 'Update-InsightDataset'
        ($found | Where-Object Command -EQ Join-CsatScore).Missing | Should -Be 'analytics:surveyAggregate:view'
        $found.RequestCount | Sort-Object -Unique | Should -Be 1
        (Get-Request $simulator).What | Should -Be 'GET /api/v2/authorization/subjects/me'
    }

    It 'allows what only some calls lack, and says which' {
        $query = Test-InsightPermission Invoke-InsightQuery
        $query.IsAllowed | Should -BeTrue
        $query.Missing | Should -BeNullOrEmpty
        $query.Limited | Should -Be 'routing:queue:view for names of queues'
    }

    It 'takes patterns' {
        (Test-InsightPermission *-csat*, Connect-*).Command | Should -Be 'Connect-GenesysInsights', 'Get-CsatScore', 'Join-CsatScore'
    }

    It 'agrees with what the server then does' {
        $refused = Get-Failure { Get-CsatScore -StartTime $simulator.from -EndTime $simulator.to }
        $refused.Record.FullyQualifiedErrorId | Should -Be 'PermissionDenied,SpeechInsights.Commands.GetCsatScoreCommand'
        { Invoke-InsightQuery -StartTime $simulator.from -EndTime $simulator.to } | Should -Not -Throw
    }

    It 'looks at the client''s roles where it is no subject' {
        $null = Add-Fault $simulator @{ path = '/api/v2/authorization/subjects/me'; kind = 'status'; status = 400 }
        $found = Test-InsightPermission Get-CsatScore
        $found.IsAllowed | Should -BeFalse
        $found.RequestCount | Should -Be 3
    }

    It 'says unknown, and not no, where neither can be seen' {
        $null = Add-Fault $simulator @{ path = '/api/v2/authorization/subjects/me'; kind = 'status'; status = 400 }
        $null = Add-Fault $simulator @{ path = '/api/v2/oauth/clients/'; kind = 'status'; status = 403 }
        $found = Test-InsightPermission Get-CsatScore, Connect-* -WarningVariable said 3> $null
        ($found | Where-Object Command -EQ Get-CsatScore).IsAllowed | Should -BeNullOrEmpty
        ($found | Where-Object Command -EQ Get-CsatScore).Missing | Should -Be 'analytics:surveyAggregate:view'
        ($found | Where-Object Command -EQ Connect-GenesysInsights).IsAllowed | Should -BeTrue
        $said | Should -HaveCount 1
        ($found | Where-Object Command -EQ Get-CsatScore | Format-Table | Out-String) | Should -Match 'unknown'
    }

    It 'fails where the server does' {
        $null = Add-Fault $simulator @{ path = '/api/v2/authorization/subjects/me'; kind = 'status'; status = 500 }
        Assert-Failure (Get-Failure { Test-InsightPermission }) ServerError Test-InsightPermission /api/v2/authorization/subjects/me
    }

    It 'is not for the Summary profile' {
        $summary = Connect-Simulator $simulator $audit
        Assert-Failure (Get-Failure { Test-InsightPermission -Session $summary }) NotSupportedByProfile Test-InsightPermission Test-InsightPermission
    }
}
