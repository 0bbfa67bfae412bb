#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 50
    $env:SPEECHINSIGHTS_CONNECTION_PATH = $store = Join-Path $TestDrive 'connections/connections.json'
    $saved = $env:GENESYS_CLIENT_ID, $env:GENESYS_CLIENT_SECRET
}

AfterAll {
    Disconnect-Simulator
    $env:SPEECHINSIGHTS_CONNECTION_PATH = $null
    $env:GENESYS_CLIENT_ID, $env:GENESYS_CLIENT_SECRET = $saved
}

Describe 'Register-InsightsConnection' {
    BeforeEach {
        Reset-Session
        $env:GENESYS_CLIENT_ID = $env:GENESYS_CLIENT_SECRET = $null
        Remove-Item (Split-Path $store) -Recurse -ErrorAction Ignore
        Remove-Item function:Get-Secret -ErrorAction Ignore
    }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Register-InsightsConnection | Should -BeExactly (
            '__AllParameterSets: ApiProfile:ApiProfile AuditPath:String BaseUri:Uri ClientId:String Force:SwitchParameter Interactive:SwitchParameter LoginUri:Uri Name:String!@0 Proxy:Uri RedirectUri:Uri Region:String SecretName:String')
    }

    It 'keeps what it was given, for the next process too, and gives it' {
        $made = Register-InsightsConnection prod -Region mypurecloud.de -ClientId id-1 -SecretName Vault -AuditPath $audit
        $made | Should -BeOfType SpeechInsights.InsightsConnection
        $made.Name, $made.Region, $made.ClientId, $made.SecretName, $made.AuditPath | Should -Be @('prod', 'eu-central-1', 'id-1', 'Vault', $audit)
        $other = Invoke-ChildPowerShell -Command "Import-Module '$(Get-BuiltManifest)'; (Get-InsightsConnection PROD | ConvertTo-Json)" | ConvertFrom-Json
        $other.Name, $other.ClientId | Should -Be @('prod', 'id-1')
    }

    It 'keeps the file to its account' {
        if ($IsWindows) {
            Set-ItResult -Skipped -Because 'there are no modes'
            return
        }
        $null = Register-InsightsConnection prod -Region us-east-1
        (Get-Item $store).UnixMode | Should -Be '-rw-------'
        (Get-Item (Split-Path $store)).UnixMode | Should -Be 'drwx------'
    }

    It 'replaces one of the same name only by -Force, whatever its case' {
        $null = Register-InsightsConnection prod -Region us-east-1
        Assert-Failure (Get-Failure { Register-InsightsConnection Prod -Region eu-west-1 }) -Id ConnectionExists -Command Register-InsightsConnection -Target 'Prod'
        (Get-InsightsConnection).Region | Should -Be 'us-east-1'
        $null = Register-InsightsConnection Prod -Region eu-west-1 -Force
        (Get-InsightsConnection).Region | Should -Be 'eu-west-1'
    }

    It '-WhatIf keeps nothing' {
        Register-InsightsConnection prod -Region us-east-1 -WhatIf | Should -BeNullOrEmpty
        Test-Path $store | Should -BeFalse
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'EmptyIdentifier'; Why = 'the name is empty'; Target = 'Name'; Script = { Register-InsightsConnection '' } }
        @{ Id = 'InvalidName'; Why = 'the name is a pattern'; Target = 'Name'; Script = { Register-InsightsConnection 'p*' } }
        @{ Id = 'InvalidName'; Why = 'the name is long'; Target = 'Name'; Script = { Register-InsightsConnection ('x' * 65) } }
        @{ Id = 'UnknownRegion'; Why = 'there is no such region'; Target = 'Region'; Script = { Register-InsightsConnection x -Region nowhere } }
        @{ Id = 'ConflictingParameter'; Why = 'there are two addresses'; Target = 'Region'; Script = { Register-InsightsConnection x -Region us-east-1 -BaseUri https://a.example.com } }
        @{ Id = 'ConflictingParameter'; Why = 'a login has a secret'; Target = 'Interactive'; Script = { Register-InsightsConnection x -Interactive -ClientId y -SecretName z } }
        @{ Id = 'ConflictingParameter'; Why = 'a login has no client'; Target = 'Interactive'; Script = { Register-InsightsConnection x -Interactive } }
        @{ Id = 'ConflictingParameter'; Why = 'nobody logs in'; Target = 'Interactive'; Script = { Register-InsightsConnection x -RedirectUri http://127.0.0.1:1/ } }
        @{ Id = 'InvalidRedirectUri'; Why = 'a login leads elsewhere'; Target = 'RedirectUri'; Script = { Register-InsightsConnection x -Interactive -ClientId y -RedirectUri http://a.example.com:1/ } }
        @{ Id = 'InvalidProxy'; Why = 'a proxy has its password with it'; Target = 'Proxy'; Script = { Register-InsightsConnection x -Region us-east-1 -Proxy http://a:b@proxy.example.com:1 } }
        @{ Id = 'InsecureBaseUri'; Why = 'it is not https'; Target = 'BaseUri'; Script = { Register-InsightsConnection x -BaseUri http://a.example.com } }
        @{ Id = 'InsecureBaseUri'; Why = 'it holds credentials'; Target = 'BaseUri'; Script = { Register-InsightsConnection x -BaseUri https://a:b@a.example.com } }
    ) {
        Assert-BadInput $simulator Register-InsightsConnection $_
        Test-Path $store | Should -BeFalse
    }

    It 'does not trust a file that others may write to' {
        if ($IsWindows) {
            Set-ItResult -Skipped -Because 'there are no modes'
            return
        }
        $null = Register-InsightsConnection prod -Region us-east-1
        chmod 666 $store
        Assert-Failure (Get-Failure { Get-InsightsConnection }) -Id ConnectionFileInvalid -Command Get-InsightsConnection -Target $store
        Assert-Failure (Get-Failure { Connect-GenesysInsights prod }) -Id ConnectionFileInvalid -Command Connect-GenesysInsights -Target $store
    }

    It 'does not follow a link, and reads no other version' {
        if ($IsWindows) {
            Set-ItResult -Skipped -Because 'there are no modes'
            return
        }
        $null = Register-InsightsConnection prod -Region us-east-1
        Move-Item $store "$store.real"
        $null = New-Item $store -ItemType SymbolicLink -Target "$store.real"
        Assert-Failure (Get-Failure { Get-InsightsConnection }) -Id ConnectionFileInvalid -Command Get-InsightsConnection -Target $store
        Remove-Item $store
        (Get-Content "$store.real" -Raw) -replace '"version": 1', '"version": 2' | Set-Content $store
        chmod 600 $store
        Assert-Failure (Get-Failure { Get-InsightsConnection }) -Id ConnectionFileInvalid -Command Get-InsightsConnection -Target $store
    }
}

Describe 'Connect-GenesysInsights -Name' {
    BeforeEach {
        Reset-Session
        $env:GENESYS_CLIENT_ID = $env:GENESYS_CLIENT_SECRET = $null
        Remove-Item (Split-Path $store) -Recurse -ErrorAction Ignore
        $null = Register-InsightsConnection prod -BaseUri $simulator.baseUri -AuditPath $audit -SecretName Vault
        $null = Register-InsightsConnection alone -BaseUri $simulator.baseUri -AuditPath $audit -SecretName Alone -ClientId $simulator.clientId
        $null = Register-InsightsConnection environment -BaseUri $simulator.baseUri -AuditPath $audit
        $null = Register-InsightsConnection another -BaseUri $simulator.baseUri -AuditPath $audit -ClientId somebody-else
    }

    It 'takes the pair, or the secret alone, of a vault' {
        function global:Get-Secret([string] $Name) {
            switch ($Name) { Vault { Get-SimulatorCredential $simulator } Alone { (Get-SimulatorCredential $simulator).Password } Text { 'plain' } default { throw 'no such secret' } }
        }
        try {
            foreach ($name in 'prod', 'alone') {
                $session = Connect-GenesysInsights $name
                $session.ClientId, $session.AuditPath | Should -Be @($simulator.clientId, $audit)
            }
            $null = Register-InsightsConnection text -BaseUri $simulator.baseUri -SecretName Text -ClientId x
            $null = Register-InsightsConnection gone -BaseUri $simulator.baseUri -SecretName Gone -ClientId x
            foreach ($name in 'text', 'gone') {
                Assert-Failure (Get-Failure { Connect-GenesysInsights $name }) -Id MissingCredentials -Command Connect-GenesysInsights -Target $name
            }
        }
        finally {
            Remove-Item function:Get-Secret
        }
    }

    It 'takes the environment where no vault is named, and not the pair of another client' {
        $env:GENESYS_CLIENT_ID = $simulator.clientId
        $env:GENESYS_CLIENT_SECRET = $simulator.clientSecret
        (Connect-GenesysInsights environment).ClientId | Should -Be $simulator.clientId
        $text = Invoke-ChildPowerShell -Command "Import-Module '$(Get-BuiltManifest)'; try { Connect-GenesysInsights another } catch { `$_.FullyQualifiedErrorId; `$_.ErrorDetails.RecommendedAction }" | Out-String
        $text | Should -Match 'MissingCredentials,'
        $text | Should -Match 'SecretName.*GENESYS_CLIENT_ID.*prompt'
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'ConnectionNotFound'; Why = 'nobody has the name'; Target = 'nobody'; Script = { Connect-GenesysInsights nobody } }
        @{ Id = 'MissingCredentials'; Why = 'there is no SecretManagement'; Target = 'prod'; Script = { Connect-GenesysInsights prod } }
        @{ Id = 'ConflictingParameter'; Why = 'a region is given too'; Target = 'Region'; Script = { Connect-GenesysInsights prod -Region us-east-1 } }
        @{ Id = 'ConflictingParameter'; Why = 'an address is given too'; Target = 'BaseUri'; Script = { Connect-GenesysInsights prod -BaseUri https://a.example.com } }
    ) {
        Assert-BadInput $simulator Connect-GenesysInsights $_
    }
}
