#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $env:SPEECHINSIGHTS_CONNECTION_PATH = Join-Path $TestDrive 'connections.json'
}

AfterAll { $env:SPEECHINSIGHTS_CONNECTION_PATH = $null }

Describe 'Unregister-InsightsConnection' {
    BeforeEach {
        'a', 'b', 'c' | ForEach-Object { $null = Register-InsightsConnection $_ -Region us-east-1 -Force }
    }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Unregister-InsightsConnection | Should -BeExactly '__AllParameterSets: Name:String[]!@0<p'
    }

    It 'forgets those that are named, and no other' {
        Unregister-InsightsConnection A, c -Confirm:$false
        (Get-InsightsConnection).Name | Should -Be 'b'
        Get-InsightsConnection | Unregister-InsightsConnection -Confirm:$false
        Get-InsightsConnection | Should -BeNullOrEmpty
    }

    It '-WhatIf forgets nothing' {
        Unregister-InsightsConnection a -WhatIf
        (Get-InsightsConnection).Name | Should -Be 'a', 'b', 'c'
    }

    It 'ConnectionNotFound where nobody has the name' {
        Assert-Failure (Get-Failure { Unregister-InsightsConnection nobody }) -Id ConnectionNotFound -Command Unregister-InsightsConnection -Target 'nobody'
    }
}
