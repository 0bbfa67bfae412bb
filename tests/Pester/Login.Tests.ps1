#Requires -Version 7.4
BeforeAll { . "$PSScriptRoot/Connecting.ps1" }

AfterAll { Restore-Environment }

Describe 'Connect-GenesysInsights, by a browser' {
    BeforeEach { Reset-Environment }

    Context '-Interactive' {
        BeforeAll {
            # Below the ports that the system gives to connections, so that none of those comes in between.
            $redirect = "http://127.0.0.1:$(Get-Random -Minimum 10000 -Maximum 30000)/callback"
            $logins = Start-Simulator -ArgumentList '--interactions', '10', '--profile', 'platform', '--login-redirect', $redirect
            $login = @{ BaseUri = $logins.baseUri; ApiProfile = 'Platform'; AuditPath = $audit; MaximumRetryCount = 0; NoBrowser = $true; LoginTimeoutSec = 30 }
            $as = @{ Interactive = $true; ClientId = 'login-client'; RedirectUri = $redirect }

            # A browser that is told where to go, and goes; what else comes is passed on.
            function Use-Browser([string] $Replace = '', [string] $By = '') {
                process {
                    if ($_ -is [System.Management.Automation.InformationRecord]) {
                        $address = "$_" -split '\r?\n' | Where-Object { $_ -like 'http*' }
                        $pages.Add((Invoke-WebRequest ($Replace ? $address -replace $Replace, $By : $address) -SkipHttpErrorCheck))
                    }
                    else {
                        $_
                    }
                }
            }
        }

        AfterAll {
            Disconnect-All
            Stop-Simulator $logins
        }

        BeforeEach {
            $pages = [System.Collections.Generic.List[object]]::new()
            Reset-Simulator $logins
        }

        It 'has a person log in, renews what they got, and signs out' {
            $session = Connect-GenesysInsights @login @as 6>&1 | Use-Browser
            $session.ClientId, $session.Organization | Should -Be @('login-client', $logins.organization)
            $pages.Content | Should -Match 'You can close this window'
            $null = Invoke-Control $logins 'tokens/revoke' -Method Post
            (Get-SpeechModel $logins.programId).Id | Should -Be $logins.programId
            Disconnect-GenesysInsights
            (Get-Request $logins -WithToken).What | Should -Be @(
                'GET /oauth/authorize', 'POST /oauth/token', 'GET /api/v2/organizations/me'
                "GET /api/v2/speechandtextanalytics/programs/$($logins.programId)", 'POST /oauth/token', "GET /api/v2/speechandtextanalytics/programs/$($logins.programId)"
                'DELETE /api/v2/tokens/me')
            (Get-InsightAudit $audit -Raw)[-1].Command | Should -Be 'Disconnect-GenesysInsights'
        }

        It 'shows the address, and nothing of the code' {
            $said = [System.Collections.Generic.List[string]]::new()
            $InformationPreference = 'SilentlyContinue'
            $null = Connect-GenesysInsights @login @as -Verbose -Debug *>&1 | ForEach-Object { $said.Add("$_"); $_ } | Use-Browser
            $said -join "`n" | Should -Match ([regex]::Escape("$($logins.baseUri)/oauth/authorize?response_type=code&client_id=login-client"))
            foreach ($word in Invoke-Control $logins tokens | ForEach-Object { $_ }) {
                $said -join "`n" | Should -Not -BeLike "*$word*"
            }
        }

        It 'opens the browser that there is' -Skip:(-not $IsLinux) {
            $kept = $env:PATH, $env:DISPLAY
            $folder = New-Item (Join-Path $TestDrive 'opener') -ItemType Directory
            $opener = Join-Path $folder 'xdg-open'
            Set-Content $opener "#!/bin/sh`nprintf '%s' ""`$1"" > '$folder/address'`nprintf noise`n"
            chmod 755 $opener
            try {
                $env:PATH = "${folder}:$env:PATH"
                $env:DISPLAY = ':0'
                $with = $login.Clone()
                $with.NoBrowser = $false
                $session = Connect-GenesysInsights @with @as 6>&1 | ForEach-Object {
                    if ($_ -is [System.Management.Automation.InformationRecord]) {
                        Wait-Until { (Test-Path "$folder/address") -and (Get-Content "$folder/address" -Raw) }
                        "$_" | Should -Match 'browser window that opens'
                        $null = Invoke-WebRequest (Get-Content "$folder/address" -Raw)
                    }
                    else { $_ }
                }
                $session.IsOpen | Should -BeTrue
            }
            finally {
                $env:PATH, $env:DISPLAY = $kept
            }
        }

        It 'LoginRefused where whoever logs in says no' {
            $other = Start-Simulator -ArgumentList '--interactions', '1', '--profile', 'platform', '--login-redirect', $redirect, '--refuse-logins'
            try {
                $with = $login.Clone()
                $with.BaseUri = $other.baseUri
                $failure = Get-Failure { Connect-GenesysInsights @with @as 6>&1 | Use-Browser }
                Assert-Failure $failure LoginRefused Connect-GenesysInsights ([uri]$other.baseUri).Authority
                (Get-InsightAudit $audit -Raw)[-1].Error | Should -Be 'LoginRefused'
            }
            finally {
                Stop-Simulator $other
            }
        }

        It 'LoginTimedOut where nobody does, and an answer with another state is none' {
            $with = $login.Clone()
            $with.LoginTimeoutSec = 1
            $failure = Get-Failure { Connect-GenesysInsights @with @as 6>&1 | Use-Browser -Replace 'state=[^&]+' -By 'state=guessed' }
            Assert-Failure $failure LoginTimedOut Connect-GenesysInsights ([uri]$logins.baseUri).Authority
            $failure.Record[0].Exception.Message | Should -Match '1 requests came'
            $pages.StatusCode | Should -Be 400
        }

        It 'LoginPortInUse where something listens there' {
            $taken = [System.Net.Sockets.TcpListener]::new([ipaddress]::Loopback, ([uri]$redirect).Port)
            $taken.Start()
            try {
                Assert-Failure (Get-Failure { Connect-GenesysInsights @login @as }) LoginPortInUse Connect-GenesysInsights $redirect
            }
            finally {
                $taken.Stop()
            }
        }

        It 'ends the wait at Ctrl+C, and shows what is waited for until then' {
            $shell = [powershell]::Create()
            $null = $shell.AddScript({ param($Path, $With, $As) Import-Module $Path; Connect-GenesysInsights @With @As }).AddArgument((Get-BuiltManifest)).AddArgument($login).AddArgument($as)
            $running = $shell.BeginInvoke()
            Wait-Until { @($shell.Streams.Progress).StatusDescription -match 'waiting for the login in the browser: \d+ s' }
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 5
            $running.IsCompleted | Should -BeTrue
            $shell.Streams.Error | Should -BeNullOrEmpty
            $shell.Dispose()
        }

        It 'a connection remembers it' {
            $env:SPEECHINSIGHTS_CONNECTION_PATH = Join-Path $TestDrive 'logins/connections.json'
            try {
                $null = Register-InsightsConnection mine -BaseUri $logins.baseUri -ApiProfile Platform -AuditPath $audit -Interactive -ClientId login-client -RedirectUri $redirect
                $session = Connect-GenesysInsights mine -NoBrowser 6>&1 | Use-Browser
                $session.ClientId | Should -Be 'login-client'
                (Get-InsightsConnection mine | Format-Table | Out-String) | Should -Match '\(login\)'
            }
            finally {
                $env:SPEECHINSIGHTS_CONNECTION_PATH = $null
            }
        }
    }
}
