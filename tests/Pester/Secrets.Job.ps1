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

. "$PSScriptRoot/Common.ps1"
$simulator = Get-Content $SimulatorPath -Raw | ConvertFrom-Json
Import-Module (Get-BuiltManifest)
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
$connect = @{ AuditKey = $key; BaseUri = $simulator.baseUri; AuditPath = $audit; RequestsPerMinute = 0; MaximumRetryCount = 0; TimeoutSec = 5 }
$script:session = Connect-GenesysInsights @connect
$bearer = [securestring]::new()
@(Get-Token)[-1].ToCharArray() | ForEach-Object { $bearer.AppendChar($_) }
$brought = Connect-GenesysInsights @connect -AccessToken $bearer
$commands = @(
    { Connect-GenesysInsights @connect -Verbose -Debug }
    { Connect-GenesysInsights @connect -AccessToken $bearer -Verbose -Debug }
    { Get-GenesysInsightsSession -Verbose -Debug | Format-List * -Force }
    { Get-SpeechModel $model -Session $session -Verbose -Debug }
    { Get-SpeechModel $model -Session $brought -Verbose -Debug }
    { Test-SpeechModel $model -StartTime $from -EndTime $to -Session $session -Verbose -Debug }
    { New-InsightQuery $model $from $to -Verbose -Debug }
    { Invoke-InsightQuery $model $from $to -Session $session -SkipModelCheck -Verbose -Debug }
    { Get-CsatScore -StartTime $from -EndTime $to -Session $session -Verbose -Debug }
    { $rows | Join-CsatScore -Session $session -Verbose -Debug }
    { $rows | Join-CsatScore -Session $session | Measure-InsightAccuracy -Verbose -Debug }
    { Invoke-InsightPipeline $model $from $to -Session $session -SkipModelCheck -CoachingUri https://coach.example.com/a -CoachingName $name -Verbose -Debug }
    { Register-CoachingWebhook https://coach.example.com/b $model -Session $session -Name $name -Force -Verbose -Debug }
    { Get-CoachingWebhook -Session $session -Verbose -Debug }
    { Unregister-CoachingWebhook webhook-x -Session $session -Confirm:$false -Verbose -Debug }
    { Get-InsightAudit $audit -Verbose -Debug | Select-Object -Last 2 | Format-List * -Force }
    { Test-InsightAudit $audit -AuditKey $key -Verbose -Debug }
)
$rows = Invoke-InsightQuery $model $from $to -Session $session -First 3
$name = 'hook'
foreach ($command in $commands) {
    Invoke-Loud $command
}

# What a hostile or a careless server might send back: the token, the form, the header, in every part of an error.
$fired = 0
foreach ($kind in 'message', 'code', 'html', 'redirect', 'oauth', 'garbage', 'reset', 'webhook') {
    $name = "hook-$kind"
    foreach ($command in $commands | Where-Object { "$_" -match 'Connect|-Session' }) {
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
        Invoke-Loud $command
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
@{ errors = $Error.Count; fired = $fired; usable = $bearer.Length } | ConvertTo-Json | Set-Content (Join-Path $Folder 'result.json')
