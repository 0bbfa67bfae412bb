#Requires -Version 7.4
BeforeAll { . "$PSScriptRoot/Connecting.ps1" }

AfterAll { Restore-Environment }

Describe 'Connect-GenesysInsights, by a proxy and with a trace' {
    BeforeEach { Reset-Environment }

    Context '-Proxy' {
        BeforeAll {
            # It wants a password and then can't reach the host; it keeps what it was asked.
            $listener = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
            $listener.Start()
            $proxy = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
            $asked = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
            $serving = [powershell]::Create()
            $null = $serving.AddScript({
                    param($Listener, $Asked)
                    while ($true) {
                        try { $client = $Listener.AcceptTcpClient() } catch { return }
                        $reader = [System.IO.StreamReader]::new($client.GetStream())
                        while ($line = $reader.ReadLine()) {
                            $head = @($line)
                            while ($line = $reader.ReadLine()) { $head += $line }
                            $Asked.Enqueue($head -join "`n")
                            $answer = $head -match '^Proxy-Authorization:' ? 'HTTP/1.1 502 Bad Gateway' : "HTTP/1.1 407 Proxy Authentication Required`r`nProxy-Authenticate: Basic realm=""p"""
                            $bytes = [System.Text.Encoding]::ASCII.GetBytes("$answer`r`nContent-Length: 0`r`n`r`n")
                            $client.GetStream().Write($bytes, 0, $bytes.Length)
                        }
                        $client.Dispose()
                    }
                }).AddArgument($listener).AddArgument($asked).BeginInvoke()
            $password = [guid]::NewGuid().ToString('N')
            $who = [pscredential]::new('proxy-user', (ConvertTo-Secure $password))
            $header = 'Proxy-Authorization: Basic ' + [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("proxy-user:$password"))
            $far = @{ BaseUri = 'https://insights.example.com'; Credential = $credential; AuditPath = $audit; MaximumRetryCount = 0 }
        }

        AfterAll {
            $listener.Stop()
            $serving.Dispose()
            $env:SPEECHINSIGHTS_CONNECTION_PATH = $null
        }

        BeforeEach { $asked.Clear() }

        It 'asks it, with the password where it wants one' {
            $failure = Get-Failure { Connect-GenesysInsights @far -Proxy $proxy -ProxyCredential $who }
            Assert-Failure $failure ConnectionFailed Connect-GenesysInsights 'insights.example.com'
            @($asked)[0] | Should -BeLike 'CONNECT insights.example.com:443 *'
            @($asked)[0] | Should -Not -BeLike '*Proxy-Authorization*' -Because 'it is not asked for yet'
            @($asked)[-1] -split "`n" | Should -Contain $header
            $failure.Record | Format-List * -Force | Out-String -Width 4000 | Should -Not -BeLike "*$password*"
        }

        It 'asks it without a password too' {
            Assert-Failure (Get-Failure { Connect-GenesysInsights @far -Proxy $proxy }) ConnectionFailed Connect-GenesysInsights 'insights.example.com'
            $asked | Should -HaveCount 1
        }

        It 'is kept by a connection, without its password' {
            $env:SPEECHINSIGHTS_CONNECTION_PATH = Join-Path $TestDrive 'proxies/connections.json'
            $null = Register-InsightsConnection far -BaseUri https://insights.example.com -Proxy $proxy -AuditPath $audit
            $env:GENESYS_CLIENT_ID, $env:GENESYS_CLIENT_SECRET = 'a', 'b'
            Assert-Failure (Get-Failure { Connect-GenesysInsights far -ProxyCredential $who -MaximumRetryCount 0 }) ConnectionFailed Connect-GenesysInsights 'insights.example.com'
            @($asked)[-1] -split "`n" | Should -Contain $header
            Get-Content $env:SPEECHINSIGHTS_CONNECTION_PATH -Raw | Should -Not -Match 'proxy-user'
        }

        It 'does not come between this machine and itself' {
            $session = Connect-GenesysInsights -BaseUri $uri -Credential $credential -AuditPath $audit -Proxy $proxy -ProxyCredential $who
            "$($session.Proxy)" | Should -Be "$proxy/"
            $asked | Should -BeNullOrEmpty
        }
    }

    It '-TracePath keeps a line for each exchange, and nothing of what was in it' {
        $trace = Join-Path $TestDrive 'traces/trace.jsonl'
        $session = Connect-GenesysInsights -BaseUri $uri -Credential $credential -AuditPath $audit -TracePath $trace
        $session.TracePath | Should -Be $trace
        $null = Get-SpeechModel $simulator.modelId
        Assert-Failure (Get-Failure { Get-SpeechModel nobody }) ModelNotFound Get-SpeechModel nobody -PerRecord
        $lines = Get-Content $trace | ConvertFrom-Json
        $lines.method | Should -Be 'POST', 'GET', 'GET'
        $lines.status | Should -Be 200, 200, 404
        $lines[1].path | Should -Be "/api/v2/speechanalytics/v1/models/$($simulator.modelId)"
        $lines[1].PSObject.Properties.Name | Should -Be 'timestamp', 'method', 'host', 'path', 'status', 'bytes', 'milliseconds', 'correlationId'
        if (-not $IsWindows) {
            (Get-Item $trace).UnixMode | Should -Be '-rw-------'
        }
    }

    It 'TraceWriteFailed where the trace can''t be written: nothing is sent' {
        $folder = (New-Item (Join-Path $TestDrive 'a-folder') -ItemType Directory).FullName
        $failure = Get-Failure { Connect-GenesysInsights -BaseUri $uri -Credential $credential -AuditPath $audit -TracePath $folder }
        Assert-Failure $failure TraceWriteFailed Connect-GenesysInsights $folder
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }
}
