#Requires -Version 7.4
# Every example of the help is run, against the simulator.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $examples = foreach ($page in Get-ChildItem "$root/module/help/*-*.md") {
        $number = 0
        foreach ($found in [regex]::Matches((Get-Content $page -Raw), '(?ms)^### Example (?<title>[^\r\n]+)\s+```powershell\r?\n(?<code>.*?)^```')) {
            $number++
            @{ Cmdlet = $page.BaseName; Number = $number; Title = $found.Groups['title'].Value; Code = $found.Groups['code'].Value }
        }
    }
}

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'Examples' {
    BeforeAll {
        # All examples ask as one client: its budget of a minute would be used up in the middle, at one and the same address.
        $server = @{ Simulator = Start-Simulator -ArgumentList '--job-looks', '0' }
        function Update-Server {
            if ((Invoke-Control $server.Simulator counters).total -gt 150) {
                Stop-Simulator $server.Simulator
                $server.Simulator = Start-Simulator -ArgumentList '--job-looks', '0'
            }
            $env:GENESYS_CLIENT_ID = $server.Simulator.clientId
            $env:GENESYS_CLIENT_SECRET = $server.Simulator.clientSecret
        }
        $savedPath = $env:PSModulePath
        $saved = 'GENESYS_CLIENT_ID', 'GENESYS_CLIENT_SECRET', 'SPEECHINSIGHTS_AUDIT_PATH', 'SPEECHINSIGHTS_CONNECTION_PATH' | ForEach-Object {
            @{ Name = $_; Value = [Environment]::GetEnvironmentVariable($_) }
        }
        # A parallel block is a runspace that finds the module by its name.
        $env:PSModulePath = "$root/output" + [System.IO.Path]::PathSeparator + $env:PSModulePath
        $env:SPEECHINSIGHTS_AUDIT_PATH = "$TestDrive/audit.jsonl"
        $env:SPEECHINSIGHTS_CONNECTION_PATH = "$TestDrive/connections.json"

        # On Linux this is the browser; elsewhere the real one does the same.
        $openers = $env:PATH, $env:DISPLAY
        if ($IsLinux) {
            $null = New-Item "$TestDrive/opener" -ItemType Directory
            Set-Content "$TestDrive/opener/xdg-open" "#!/bin/sh`nexec curl --silent --location ""`$1"""
            chmod 755 "$TestDrive/opener/xdg-open"
            $env:PATH = "$TestDrive/opener:$env:PATH"
            $env:DISPLAY = ':0'
        }

        # What stands for a person at the prompt, a vault, and the server of the examples.
        $before = {
            param($Folder, $Address, $ApiProfile)
            Set-Location $Folder
            Import-Module SpeechInsights
            Set-Item function:Get-Secret {
                param($Name)
                $secret = [System.Net.NetworkCredential]::new('', $env:GENESYS_CLIENT_SECRET).SecurePassword
                $Name -like '*Client' ? [pscredential]::new($env:GENESYS_CLIENT_ID, $secret) : $secret
            }
            Remove-Item $env:SPEECHINSIGHTS_CONNECTION_PATH -ErrorAction Ignore
            $null = Register-InsightsConnection test -BaseUri $Address
            Set-Item function:Get-Credential { [pscredential]::new($env:GENESYS_CLIENT_ID, (Get-Secret)) }
            if ($ApiProfile) {
                Connect-GenesysInsights -BaseUri $Address -ApiProfile $ApiProfile | Out-Null
                Get-CoachingWebhook | Unregister-CoachingWebhook -Confirm:$false
            }
        }

        function Invoke-Example([string] $Code, [string] $ApiProfile) {
            Update-Server
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript($before).AddArgument("$TestDrive").AddArgument($server.Simulator.baseUri).AddArgument($ApiProfile).Invoke()
                $shell.Streams.Error | Should -BeNullOrEmpty -Because 'the example has to start from a session'
                $shell.Commands.Clear()
                $output = $shell.AddScript($Code.Replace('https://insights.example.com', $server.Simulator.baseUri)).Invoke()
                [pscustomobject]@{ Output = $output; Errors = @($shell.Streams.Error) }
            }
            finally {
                $shell.Runspace.Dispose()
                $shell.Dispose()
            }
        }
    }

    AfterAll {
        $env:PSModulePath = $savedPath
        $env:PATH, $env:DISPLAY = $openers
        $saved.ForEach({ [Environment]::SetEnvironmentVariable($_.Name, $_.Value) })
        Stop-Simulator $server.Simulator
    }

    It 'of <Cmdlet>, <Title>' -ForEach $examples {
        $problems = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref]$null, [ref]$problems)
        $problems | Should -BeNullOrEmpty
        $Code | Should -Match $Cmdlet
        $onPlatform = $Cmdlet -in 'Test-InsightPermission', 'Invoke-GenesysRequest', 'New-CoachingAppointment'
        $result = Invoke-Example $Code ($Cmdlet -eq 'Connect-GenesysInsights' ? '' : $onPlatform ? 'Platform' : 'Summary')
        $result.Errors | Should -BeNullOrEmpty
        if ($Number -eq 1 -and $Cmdlet -notmatch '^(Disconnect|Unregister|Get-CoachingWebhook|New-CoachingAppointment)') {
            $result.Output | Should -Not -BeNullOrEmpty -Because 'the first example shows something'
        }
    }
}
