#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $env:SPEECHINSIGHTS_CONNECTION_PATH = Join-Path $TestDrive 'connections.json'
}

AfterAll { $env:SPEECHINSIGHTS_CONNECTION_PATH = $null }

Describe 'Get-InsightsConnection' {
    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Get-InsightsConnection | Should -BeExactly '__AllParameterSets: Name:String[]@0<p'
    }

    It 'gives nothing where there is none' {
        Get-InsightsConnection | Should -BeNullOrEmpty
        Get-InsightsConnection 'x*' | Should -BeNullOrEmpty
    }

    It 'finds by name and by wildcards, in the order of names' {
        'test', 'prod-b', 'Prod-a' | ForEach-Object { $null = Register-InsightsConnection $_ -Region us-east-1 }
        (Get-InsightsConnection).Name | Should -Be 'Prod-a', 'prod-b', 'test'
        (Get-InsightsConnection 'prod-*').Name | Should -Be 'Prod-a', 'prod-b'
        (Get-InsightsConnection TEST).Name | Should -Be 'test'
        (Get-InsightsConnection test | Get-InsightsConnection).Name | Should -Be 'test'
        Assert-Failure (Get-Failure { Get-InsightsConnection nobody }) -Id ConnectionNotFound -Command Get-InsightsConnection -Target 'nobody'
    }

    It 'is completed by name' {
        [System.Management.Automation.CommandCompletion]::CompleteInput('Connect-GenesysInsights pr', 26, $null).CompletionMatches.CompletionText | Should -Be 'Prod-a', 'prod-b'
        [System.Management.Automation.CommandCompletion]::CompleteInput('Invoke-InsightQuery -StartTime yes', 34, $null).CompletionMatches.CompletionText | Should -Be 'yesterday'
        [System.Management.Automation.CommandCompletion]::CompleteInput('Invoke-InsightQuery -Last q', 27, $null).CompletionMatches[0].ToolTip | Should -Match '^\d{4}-\d\d-01 00:00 to '
        [System.Management.Automation.CommandCompletion]::CompleteInput('Invoke-InsightQuery -TimeZone Europe/Ber', 40, $null).CompletionMatches.CompletionText | Should -Contain 'Europe/Berlin'
    }
}
