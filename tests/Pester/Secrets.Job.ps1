#Requires -Version 7.4
<#
.SYNOPSIS
    Runs every cmdlet in success and in failure with all streams on, and leaves all that was said in files.
.DESCRIPTION
    Secrets.Tests.ps1 runs it in a process of its own, which holds the credentials in its environment, and looks through the files.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $SimulatorPath,
    [Parameter(Mandatory)] [string] $Folder
)

$env:SPEECHINSIGHTS_CONNECTION_PATH = Join-Path $Folder 'connections.json'
. "$PSScriptRoot/Common.ps1"
$simulator = Get-Content $SimulatorPath -Raw | ConvertFrom-Json | Add-Member clientSecret $env:GENESYS_CLIENT_SECRET -PassThru
$audit = Join-Path $Folder 'audit.jsonl'
$null = Start-Transcript (Join-Path $Folder 'transcript.txt')
$model = $simulator.modelId
$from = [DateTimeOffset]$simulator.from
$to = [DateTimeOffset]$simulator.to
$VerbosePreference = $DebugPreference = $InformationPreference = $WarningPreference = 'Continue'

function Get-Token {
    @(Invoke-Control $simulator tokens | ForEach-Object { $_ })
}

$said = [System.Collections.Generic.List[string]]::new()
function Invoke-Loud([scriptblock] $Script) {
    $all = try { & $Script *>&1 } catch { $_ }
    $text = $all | ForEach-Object { $_; if ($_ -is [System.Management.Automation.ErrorRecord]) { $_ | Format-List * -Force } } | Out-String -Width 4000
    $said.Add("> $Script`n$text")
    $text | Out-Host
}

# The key is the secret too: the search for the one finds the other.
$key = [securestring]::new()
$env:GENESYS_CLIENT_SECRET.ToCharArray() | ForEach-Object { $key.AppendChar($_) }
$connect = @{ AuditKey = $key; BaseUri = $simulator.baseUri; AuditPath = $audit; RequestsPerMinute = 0; MaximumRetryCount = 0; TimeoutSec = 5; TracePath = Join-Path $Folder 'trace.jsonl' }
$script:session = Connect-GenesysInsights @connect
$bearer = [securestring]::new()
@(Get-Token)[-1].ToCharArray() | ForEach-Object { $bearer.AppendChar($_) }
$brought = Connect-GenesysInsights @connect -AccessToken $bearer
$with = Get-CaseInput $simulator $audit
$with.rows = Invoke-InsightQuery $model $from $to -Session $session -First 3
$platform = Connect-GenesysInsights @connect -ApiProfile Platform
# Somebody logs in; the browser is told the address as people are.
function Connect-Login {
    Connect-GenesysInsights @connect -ApiProfile Platform -Interactive -ClientId login-client -NoBrowser -LoginTimeoutSec 5 *>&1 | ForEach-Object {
        $_
        if ($_ -is [System.Management.Automation.InformationRecord] -and "$_" -match '(?m)^http.*$') {
            $null = Invoke-WebRequest $Matches[0] -SkipHttpErrorCheck -Verbose:$false -Debug:$false
        }
    }
}
$calls = @(
    foreach ($name in Get-CmdletName) {
        @{ Name = $name; Sends = (Get-Declaration $name).SendsRequests; Script = (Get-CmdletCase | Where-Object Cmdlet -EQ $name).Call; On = (Get-CaseProfile $name) }
    }
    # The other ways to give a secret.
    @{ Name = 'Connect-GenesysInsights'; Sends = $true; Script = { Connect-GenesysInsights @connect -AccessToken $bearer }; On = 'Summary' }
    @{ Name = 'Connect-GenesysInsights'; Sends = $true; Script = { Connect-GenesysInsights @connect }; On = 'Summary' }
    @{ Name = 'Connect-GenesysInsights'; Sends = $true; On = 'Summary'; Script = {
            $far = $connect.Clone()
            $far.BaseUri = 'https://insights.example.com'
            Connect-GenesysInsights @far -Proxy http://127.0.0.1:9 -ProxyCredential ([pscredential]::new('somebody', $key))
        }
    }
    @{ Name = 'Connect-GenesysInsights'; Sends = $true; Script = { Connect-Login }; On = 'Platform' }
    @{ Name = 'Get-SpeechModel'; Sends = $true; Script = { Get-SpeechModel $model -Session $brought }; On = 'Summary' }
    @{ Name = 'Test-InsightAudit'; Sends = $false; Script = { Test-InsightAudit $audit -AuditKey $key -Verbose -Debug }; On = 'Summary' }
)
function Invoke-Call($Call) {
    $with.session = $Call.On -eq 'Platform' ? $platform : $session
    $with.model = $Call.On -eq 'Platform' ? $simulator.programId : $model
    Invoke-Loud $Call.Script
}

foreach ($call in $calls) {
    Invoke-Call $call
}

# What a hostile or a careless server might send back: the token, the form, the header, in every part of an error.
$fired = 0
foreach ($kind in 'message', 'code', 'html', 'redirect', 'oauth', 'garbage', 'reset', 'webhook') {
    $with.name = "hook-$kind"
    foreach ($call in $calls | Where-Object Sends) {
        $null = Invoke-Control $simulator faults -Method Delete
        $secret = $env:GENESYS_CLIENT_SECRET
        $order = switch ($kind) {
            'message' { @{ path = '/api/'; kind = 'status'; status = 400; message = "No: Authorization: Bearer {token}, {token}"; times = 0 } }
            'code' { @{ path = '/api/'; kind = 'status'; status = 403; code = '{token}'; message = "access_token={token}"; times = 0 } }
            'html' { @{ path = '/api/'; kind = 'html'; text = "<html>{token}</html>"; times = 0 } }
            'redirect' { @{ path = '/api/'; kind = 'redirect'; location = "http://127.0.0.1:9/?token={token}"; times = 0 } }
            'oauth' { @{ path = '/oauth/token'; kind = 'status'; status = 400; code = $secret; message = "client_secret=$secret, $secret"; times = 0 } }
            'garbage' { @{ path = '/api/'; kind = 'garbage'; text = "{`"id`":[`"{token}`"],`"byGroup`":`"{token}`",`"entities`":`"{token}`"}"; times = 0 } }
            'reset' { @{ path = '/api/'; kind = 'reset'; times = 0 } }
            'webhook' { @{ path = '/api/v2/webhooks'; kind = 'status'; status = 500; message = "{token}"; times = 0 } }
        }
        if ($kind -eq 'oauth') {
            $null = Invoke-Control $simulator 'tokens/revoke' -Method Post
        }
        $fault = Add-Fault $simulator $order
        Invoke-Call $call
        $fired += Get-FaultCount $simulator $fault
    }
}
$null = Invoke-Control $simulator faults -Method Delete

# The session as people look at it and keep it, open and closed.
foreach ($one in $session, $brought) {
    1..2 | ForEach-Object {
        $said.Add(($one | Format-List * -Force | Out-String -Width 4000))
        $said.Add(($one | Format-Custom -Depth 4 | Out-String -Width 4000))
        $said.Add(($one | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue))
        $said.Add(($one | Select-Object * | Out-String -Width 4000))
        $said.Add("$one")
        $one | Export-Clixml (Join-Path $Folder "session-$([guid]::NewGuid()).xml") -Depth 4
        $said.Add((ConvertTo-Csv $one | Out-String))
        Disconnect-GenesysInsights $one
    }
}
$said | Set-Content (Join-Path $Folder 'said.txt')
$Error | Format-List * -Force | Out-String -Width 4000 | Set-Content (Join-Path $Folder 'errors.txt')
$Error | ForEach-Object { Get-Error -InputObject $_ } | Out-String -Width 4000 | Set-Content (Join-Path $Folder 'get-error.txt')
$Error | Export-Clixml (Join-Path $Folder 'errors.xml') -Depth 3
$Error | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue | Set-Content (Join-Path $Folder 'errors.json')
$null = Stop-Transcript
@{ errors = $Error.Count; fired = $fired; usable = $bearer.Length; called = $calls.Name | Sort-Object -Unique } | ConvertTo-Json | Set-Content (Join-Path $Folder 'result.json')
