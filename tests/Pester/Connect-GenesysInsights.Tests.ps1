#Requires -Version 7.4
BeforeAll { . "$PSScriptRoot/Connecting.ps1" }

AfterAll { Restore-Environment }

Describe 'Connect-GenesysInsights' {
    BeforeEach { Reset-Environment }

    It 'has its parameter sets, and nothing else' {
        $common = 'ApiProfile:ApiProfile AuditKey:SecureString AuditPath:String BaseUri:Uri {0}LoginUri:Uri MaximumRetryCount:Int32 ' +
        'Proxy:Uri ProxyCredential:PSCredential Region:String RequestsPerMinute:Int32 RequireAudit:SwitchParameter ThrottleLimit:Int32 TimeoutSec:Int32 TracePath:String'
        $login = 'LoginTimeoutSec:Int32 '
        Get-ParameterShape Connect-GenesysInsights | Should -BeExactly @(
            'AccessToken: AccessToken:SecureString! ' + ($common -f '')
            'ClientSecret: ' + ($common -f 'ClientId:String! ClientSecret:SecureString! ')
            'Credential: ' + ($common -f 'Credential:PSCredential! ')
            'Environment: ' + ($common -f '')
            'Interactive: ' + ($common -f "ClientId:String! Interactive:SwitchParameter! $login").Replace('Proxy:', 'NoBrowser:SwitchParameter Proxy:').Replace('Region:', 'RedirectUri:Uri Region:')
            'Name: ' + ($common -f $login).Replace('Proxy:', 'Name:String!@0 NoBrowser:SwitchParameter Proxy:')
        )
        (Get-Command Connect-GenesysInsights).DefaultParameterSet | Should -Be 'Environment'
        (Get-Command Connect-GenesysInsights).OutputType.Name | Should -Be 'SpeechInsights.InsightsSession'
    }

    It 'gets a token at once and becomes the current session' {
        $session = Connect-GenesysInsights -BaseUri $uri -Credential $credential -AuditPath $audit
        $session | Should -BeOfType SpeechInsights.InsightsSession
        $session.IsOpen, $session.ClientId, "$($session.BaseUri)", "$($session.Profile)" | Should -Be @($true, $simulator.clientId, "$uri/", 'Summary')
        $session.Timeout.TotalSeconds, $session.MaximumRetryCount, $session.ThrottleLimit, $session.RequestsPerMinute | Should -Be 15, 3, 4, 300
        $session.AuditPath | Should -Be $audit
        (Get-Request $simulator -WithToken).What | Should -Be 'POST /oauth/token'
        (Get-SpeechModel $simulator.modelId).Status | Should -Be 'deployed'
        (Invoke-Control $simulator counters).tokensIssued | Should -BeGreaterThan 0
    }

    It 'takes what it is given' {
        $with = @{ TimeoutSec = 3; MaximumRetryCount = 1; ThrottleLimit = 2; RequestsPerMinute = 30 }
        $session = Connect-GenesysInsights -BaseUri $uri -Credential $credential -AuditPath $audit -LoginUri $uri -ApiProfile Summary @with
        $session.Timeout.TotalSeconds, $session.MaximumRetryCount, $session.ThrottleLimit, $session.RequestsPerMinute | Should -Be 3, 1, 2, 30
    }

    It 'connects with <Set>' -ForEach @(
        @{ Set = 'a client id and a secret'; With = { @{ ClientId = $simulator.clientId; ClientSecret = $credential.Password } } }
        @{ Set = 'the first pair of the environment'
            With = { $env:GENESYS_CLIENT_ID = $simulator.clientId; $env:GENESYS_CLIENT_SECRET = $simulator.clientSecret; @{} }
        }
        @{ Set = 'the second pair'
            With = { $env:GENESYSCLOUD_OAUTHCLIENT_ID = $simulator.clientId; $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = $simulator.clientSecret; @{} }
        }
        @{ Set = 'the second pair where the first is half'; With = {
                $env:GENESYS_CLIENT_ID = 'half'
                $env:GENESYSCLOUD_OAUTHCLIENT_ID = $simulator.clientId; $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = $simulator.clientSecret; @{}
            }
        }
    ) {
        $with = & $With
        $session = Connect-GenesysInsights -BaseUri $uri -AuditPath $audit @with
        $session.ClientId | Should -Be $simulator.clientId
    }

    It 'takes what Get-Secret of SecretManagement gives: <Kind>' -ForEach @(
        @{ Kind = 'a PSCredential'; With = { @{ Credential = Get-Secret Client } } }
        @{ Kind = 'a SecureString for the client'; With = { @{ ClientId = $simulator.clientId; ClientSecret = Get-Secret ClientSecret } } }
        @{ Kind = 'a SecureString that is a token'; With = { @{ AccessToken = Get-Secret Token } } }
    ) {
        $null = Connect-Simulator $simulator $audit
        $token = @(Invoke-Control $simulator tokens | ForEach-Object { $_ })[-1]
        # A vault gives a copy of its own each time.
        function Get-Secret([string] $Name) {
            switch ($Name) {
                'Client' { Get-SimulatorCredential $simulator }
                'ClientSecret' { (Get-SimulatorCredential $simulator).Password }
                'Token' { ConvertTo-Secure $token }
            }
        }
        $with = & $With
        $session = Connect-GenesysInsights -BaseUri $uri -AuditPath $audit @with
        (Get-SpeechModel $simulator.modelId -Session $session).Status | Should -Be 'deployed'
        $given = $with.Values | ForEach-Object { $_ -is [pscredential] ? $_.Password : $_ } | Where-Object { $_ -is [securestring] }
        $given.Length | Should -BeGreaterThan 0 -Because 'the caller''s own secret is left alone'
    }

    It 'connects with an access token, which is never renewed: TokenRejected' {
        $null = Connect-Simulator $simulator $audit
        $token = @(Invoke-Control $simulator tokens | ForEach-Object { $_ })[-1]
        $env:GENESYSCLOUD_ACCESS_TOKEN = $token
        $null = Invoke-Control $simulator requests -Method Delete
        foreach ($session in @(
                Connect-GenesysInsights -BaseUri $uri -AccessToken (ConvertTo-Secure $token) -AuditPath $audit
                Connect-GenesysInsights -BaseUri $uri -AuditPath $audit
            )) {
            $session.ClientId | Should -BeNullOrEmpty
            (Get-SpeechModel $simulator.modelId -Session $session).Status | Should -Be 'deployed'
        }
        $null = Invoke-Control $simulator 'tokens/revoke' -Method Post
        Assert-Failure (Get-Failure { Get-SpeechModel $simulator.modelId }) TokenRejected Get-SpeechModel $simulator.modelId
        Get-Request $simulator -WithToken | Where-Object path -EQ '/oauth/token' | Should -BeNullOrEmpty
    }

    It 'AuthenticationFailed for wrong credentials, and no session is left' {
        $secret = ConvertTo-Secure ([guid]::NewGuid().ToString())
        $failure = Get-Failure { Connect-GenesysInsights -BaseUri $uri -ClientId $simulator.clientId -ClientSecret $secret -AuditPath $audit }
        Assert-Failure $failure AuthenticationFailed Connect-GenesysInsights $simulator.clientId
        $failure.Record[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-GenesysInsightsSession | Should -BeNullOrEmpty
        $entry = @(Get-InsightAudit -Raw $audit)[-1]
        $entry.Command, $entry.Status, $entry.Error | Should -Be @('Connect-GenesysInsights', 'Failed', 'AuthenticationFailed')
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'MissingCredentials'; Why = 'the environment has none'; Target = 'GENESYS_CLIENT_ID'; Script = { Connect-GenesysInsights -BaseUri $uri } }
        @{ Id = 'MissingCredentials'; Why = 'the environment has half'; Target = 'GENESYS_CLIENT_ID'
            Script = { $env:GENESYS_CLIENT_ID = 'a'; $env:GENESYSCLOUD_OAUTHCLIENT_SECRET = 'b'; Connect-GenesysInsights -BaseUri $uri }
        }
        @{ Id = 'EmptyIdentifier'; Why = 'the secret is empty'; Target = 'client secret'
            Script = { Connect-GenesysInsights -BaseUri $uri -ClientId a -ClientSecret ([securestring]::new()) }
        }
        @{ Id = 'EmptyIdentifier'; Why = 'the token is empty'; Target = 'access token'
            Script = { Connect-GenesysInsights -BaseUri $uri -AccessToken ([securestring]::new()) }
        }
        @{ Id = 'ConflictingParameter'; Why = 'a region and an address are given'; Target = 'Region'
            Script = { Connect-GenesysInsights -Region eu-west-1 -BaseUri $uri -Credential $credential }
        }
        @{ Id = 'ConflictingParameter'; Why = 'a login address is given alone'; Target = 'LoginUri'
            Script = { Connect-GenesysInsights -LoginUri $uri -Credential $credential }
        }
        @{ Id = 'InvalidProxy'; Why = 'a proxy has its password with it'; Target = 'Proxy'; Script = { Connect-GenesysInsights -BaseUri $uri -Credential $credential -Proxy http://a:b@proxy.example.com:1 } }
        @{ Id = 'ConflictingParameter'; Why = 'there is no proxy for the password'; Target = 'ProxyCredential'; Script = { Connect-GenesysInsights -BaseUri $uri -Credential $credential -ProxyCredential $credential } }
        @{ Id = 'NotSupportedByProfile'; Why = 'the Summary profile has no login'; Target = 'Interactive'; Script = { Connect-GenesysInsights -BaseUri $uri -Interactive -ClientId x } }
        @{ Id = 'EmptyIdentifier'; Why = 'a login has no client'; Target = 'client id'; Script = { Connect-GenesysInsights -BaseUri $uri -Interactive -ClientId ' ' } }
        @{ Id = 'InvalidRedirectUri'; Why = 'a login leads to another machine'; Target = 'RedirectUri'
            Script = { Connect-GenesysInsights -BaseUri $uri -ApiProfile Platform -Interactive -ClientId x -RedirectUri http://192.0.2.1:8477/callback }
        }
        @{ Id = 'LimitOutOfRange'; Why = 'a login has no time'; Target = 'LoginTimeoutSec'; Script = { Connect-GenesysInsights -BaseUri $uri -Interactive -ClientId x -LoginTimeoutSec 0 } }
        @{ Id = 'InsecureBaseUri'; Why = 'it is plain http elsewhere'; Target = 'BaseUri'
            Script = { Connect-GenesysInsights -BaseUri http://api.example.com -Credential $credential }
        }
        @{ Id = 'InsecureBaseUri'; Why = 'it holds credentials'; Target = 'BaseUri'
            Script = { Connect-GenesysInsights -BaseUri https://u:p@api.example.com -Credential $credential }
        }
        @{ Id = 'InsecureBaseUri'; Why = 'the login is plain http'; Target = 'LoginUri'
            Script = { Connect-GenesysInsights -BaseUri $uri -LoginUri http://login.example.com -Credential $credential }
        }
        @{ Id = 'UnknownRegion'; Why = 'there is no such region'; Target = 'Region'
            Script = { Connect-GenesysInsights -Region moon-1 -Credential $credential }
        }
        @{ Id = 'UnknownRegion'; Why = 'the environment names none'; Target = 'Region'
            Script = { $env:GENESYSCLOUD_REGION = 'moon-1'; Connect-GenesysInsights -Credential $credential }
        }
        @{ Id = 'LimitOutOfRange'; Why = 'the time is 0'; Target = 'TimeoutSec'
            Script = { Connect-GenesysInsights -BaseUri $uri -Credential $credential -TimeoutSec 0 }
        }
        @{ Id = 'LimitOutOfRange'; Why = 'repeats are negative'; Target = 'MaximumRetryCount'
            Script = { Connect-GenesysInsights -BaseUri $uri -Credential $credential -MaximumRetryCount -1 }
        }
        @{ Id = 'LimitOutOfRange'; Why = 'nothing may be under way'; Target = 'ThrottleLimit'
            Script = { Connect-GenesysInsights -BaseUri $uri -Credential $credential -ThrottleLimit 0 }
        }
        @{ Id = 'PathNotFileSystem'; Why = 'the trail is not in the file system'; Target = 'env:x'
            Script = { Connect-GenesysInsights -BaseUri $uri -Credential $credential -AuditPath env:x }
        }
    ) {
        $env:SPEECHINSIGHTS_AUDIT_PATH = $audit
        Assert-BadInput $simulator Connect-GenesysInsights $_
        Get-GenesysInsightsSession | Should -BeNullOrEmpty
    }

    It '<Id> for <Kind> of the token endpoint' -ForEach @(
        @{ Kind = 'status 400'; Id = 'AuthenticationFailed'; Fault = @{ kind = 'status'; status = 400 }; Target = { $simulator.clientId } }
        @{ Kind = 'status 500'; Id = 'ServerError'; Fault = @{ kind = 'status'; status = 500 }; Target = { $simulator.clientId } }
        @{ Kind = 'status 503'; Id = 'ServiceUnavailable'; Fault = @{ kind = 'status'; status = 503 }; Target = { $simulator.clientId } }
        @{ Kind = 'status 429'; Id = 'RateLimitExceeded'; Fault = @{ kind = 'status'; status = 429; retryAfter = '200' }; Target = { $simulator.clientId } }
        @{ Kind = 'reset'; Id = 'ConnectionFailed'; Fault = @{ kind = 'reset' }; Target = { ([uri]$uri).Authority } }
        @{ Kind = 'html'; Id = 'InvalidResponse'; Fault = @{ kind = 'html' }; Target = { ([uri]$uri).Authority } }
        @{ Kind = 'delay'; Id = 'OperationTimeout'; Fault = @{ kind = 'delay'; ms = 60000 }; Target = { ([uri]$uri).Authority } }
    ) {
        $order = @{ path = '/oauth/token' } + $Fault
        $fault = Add-Fault $simulator $order
        $with = @{ MaximumRetryCount = 0; TimeoutSec = $Kind -eq 'delay' ? 1 : 15 }
        $failure = Get-Failure { Connect-GenesysInsights -BaseUri $uri -Credential $credential -AuditPath $audit @with }
        Get-FaultCount $simulator $fault | Should -Be 1
        Assert-Failure $failure $Id Connect-GenesysInsights (& $Target)
        Get-GenesysInsightsSession | Should -BeNullOrEmpty
    }

    It 'ConnectionFailed where nobody listens' {
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $failure = Get-Failure { Connect-GenesysInsights -BaseUri "http://127.0.0.1:$port" -Credential $credential -AuditPath $audit -MaximumRetryCount 0 }
        Assert-Failure $failure ConnectionFailed Connect-GenesysInsights "127.0.0.1:$port"
    }

    It 'CertificateInvalid where the server''s certificate is not trusted' {
        $key = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
            'CN=127.0.0.1', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(1))
        $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $listener.Start()
        $server = Start-ThreadJob {
            $stream = [System.Net.Security.SslStream]::new(($using:listener).AcceptTcpClient().GetStream())
            $stream.AuthenticateAsServer($using:certificate)
        }
        try {
            $address = "127.0.0.1:$($listener.LocalEndpoint.Port)"
            $failure = Get-Failure { Connect-GenesysInsights -BaseUri "https://$address" -Credential $credential -AuditPath $audit -MaximumRetryCount 0 }
            Assert-Failure $failure CertificateInvalid Connect-GenesysInsights $address
        }
        finally {
            $listener.Stop()
            $server | Remove-Job -Force
            $key.Dispose()
        }
    }

    It 'reads the place of the trail from the environment, and makes it absolute' {
        $env:SPEECHINSIGHTS_AUDIT_PATH = Join-Path $TestDrive 'named.jsonl'
        (Connect-GenesysInsights -BaseUri $uri -Credential $credential).AuditPath | Should -Be $env:SPEECHINSIGHTS_AUDIT_PATH
        Push-Location $TestDrive
        try {
            $session = Connect-GenesysInsights -BaseUri $uri -Credential $credential -AuditPath ./here.jsonl
            $session.AuditPath | Should -Be (Join-Path (Get-Item $TestDrive).FullName 'here.jsonl')
        }
        finally {
            Pop-Location
        }
    }

    It 'says nothing but the session' {
        $all = Connect-GenesysInsights -BaseUri $uri -Credential $credential -AuditPath $audit *>&1
        $all | Should -HaveCount 1
    }
}
