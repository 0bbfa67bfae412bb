#Requires -Version 7.4
# Whatever is looked at, printed, kept or sent back: neither the secret nor a token is in it.
BeforeAll {
    $canary = [guid]::NewGuid().ToString('N')
    # With characters that a form has to escape.
    $secret = "c+$canary/="
    . "$PSScriptRoot/SetUp.ps1" 300 '--client-secret', $secret
    $folder = Join-Path $TestDrive 'job'
    $null = New-Item $folder -ItemType Directory
    $simulator | Select-Object * -ExcludeProperty Process, clientSecret | ConvertTo-Json | Set-Content (Join-Path $TestDrive 'simulator.json')
    $kept = $env:GENESYS_CLIENT_ID, $env:GENESYS_CLIENT_SECRET
    try {
        $env:GENESYS_CLIENT_ID = $simulator.clientId
        $env:GENESYS_CLIENT_SECRET = $secret
        $with = '-SimulatorPath', (Join-Path $TestDrive 'simulator.json'), '-Folder', $folder
        $console = Invoke-ChildPowerShell -File "$PSScriptRoot/Secrets.Job.ps1" @with *>&1 | Out-String
        $exitCode = $LASTEXITCODE
    }
    finally {
        $env:GENESYS_CLIENT_ID, $env:GENESYS_CLIENT_SECRET = $kept
    }
    $console | Set-Content (Join-Path $folder 'console.txt')
    $tokens = @(Invoke-Control $simulator tokens | ForEach-Object { $_ })
    $forbidden = @($canary
        [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($secret)).TrimEnd('=')
        [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("$($simulator.clientId):$secret")).TrimEnd('=')) + $tokens

    # The files that hold something that must not be there, and what.
    function Find-Leak($Path) {
        foreach ($file in Get-ChildItem $Path -Recurse -File) {
            $text = Get-Content $file.FullName -Raw
            foreach ($word in $forbidden) {
                $at = "$text".IndexOf($word, [StringComparison]::OrdinalIgnoreCase)
                if ($at -ge 0) {
                    "$($file.Name): " + $text.Substring([Math]::Max(0, $at - 200), [Math]::Min(200, $at))
                }
            }
        }
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Secrets' {
    It 'the job ran, its faults fired, and there is something to look through' {
        $exitCode | Should -Be 0 -Because $console
        $result = Get-Content (Join-Path $folder 'result.json') -Raw | ConvertFrom-Json
        $result.fired | Should -BeGreaterThan 40
        foreach ($name in Get-CmdletName) {
            $null = Find-CmdletCase $name
            $result.called | Should -Contain $name
        }
        $result.errors | Should -BeGreaterThan 40
        $tokens.Count | Should -BeGreaterThan 3
        $said = Get-Content (Join-Path $folder 'said.txt') -Raw
        $ids = 'RequestRejected', 'PermissionDenied', 'InvalidResponse', 'TokenRefreshFailed', 'AuthenticationFailed', 'ConnectionFailed', 'TokenRejected'
        foreach ($id in $ids) {
            $said.Contains("$id,SpeechInsights.Commands.") | Should -BeTrue -Because $id
        }
        # The token was sent back, and taken out.
        $said.Contains('Authorization: Bearer ***') | Should -BeTrue
        $said.Contains('{token}') | Should -BeFalse
        # Somebody logged in, and the page was shown; the tokens to look for have the code, its verifier and what renews them.
        $said.Contains('/oauth/authorize?response_type=code&client_id=login-client') | Should -BeTrue
        @($tokens | Where-Object Length -EQ 43) | Should -Not -BeNullOrEmpty -Because 'a verifier has 43 characters'
        # Verbose and debug text was on.
        $said.Contains('POST /api/v2/analytics/conversations/summary/query -> 200 in') | Should -BeTrue
        $said.Contains('Answer: HTTP 200, application/json') | Should -BeTrue
        foreach ($name in 'transcript.txt', 'errors.txt', 'get-error.txt', 'errors.xml', 'errors.json', 'audit.jsonl', 'trace.jsonl', 'console.txt') {
            (Get-Item (Join-Path $folder $name)).Length | Should -BeGreaterThan 1000 -Because $name
        }
        Get-ChildItem $folder -Filter 'session-*.xml' | Should -HaveCount 4
    }

    It 'the search finds what it looks for' {
        $other = Join-Path $TestDrive 'other'
        $null = New-Item $other -ItemType Directory
        $forbidden | ForEach-Object { Set-Content (Join-Path $other "$([guid]::NewGuid()).txt") "so: $_." }
        @(Find-Leak $other).Count | Should -BeGreaterOrEqual $forbidden.Count
    }

    It 'no stream, transcript, error, audit line or serialised object holds the secret or a token' {
        Find-Leak $folder | Should -BeNullOrEmpty
    }

    It 'what the caller gave is still usable after Disconnect' {
        $credential = Get-SimulatorCredential $simulator
        $session = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential $credential -AuditPath (Join-Path $TestDrive 'audit.jsonl')
        Disconnect-GenesysInsights $session
        $credential.GetNetworkCredential().Password | Should -BeExactly $secret
        (Get-Content (Join-Path $folder 'result.json') -Raw | ConvertFrom-Json).usable | Should -Be $tokens[-1].Length
    }

    It 'no member of the session, at any depth that PowerShell sees, is a secret' {
        $session = Connect-Simulator $simulator (Join-Path $TestDrive 'audit.jsonl')
        $session.PSObject.Properties.Name | Should -Not -Match 'Secret|Token|Password|Credential'
        $session.PSObject.Properties.Value | ForEach-Object { $_ | Should -Not -BeOfType securestring }
        $text = [System.Management.Automation.PSSerializer]::Serialize($session, 6)
        $text | Should -Not -BeLike "*$canary*"
    }

    It 'redirects are not followed: the token does not travel' {
        $session = Connect-Simulator $simulator (Join-Path $TestDrive 'audit.jsonl')
        $other = Start-Simulator -ArgumentList '--interactions', '1'
        try {
            $fault = Add-Fault $simulator @{ path = '/models/'; kind = 'redirect'; location = "$($other.baseUri)/api/v2/speechanalytics/v1/models/x" }
            Assert-Failure (Get-Failure { Get-SpeechModel x -Session $session }) InvalidResponse Get-SpeechModel 'x'
            Get-FaultCount $simulator $fault | Should -Be 1
            Get-Request $other -WithToken | Should -BeNullOrEmpty
        }
        finally {
            Stop-Simulator $other
        }
    }
}
