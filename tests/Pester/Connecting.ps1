# What the tests of Connect-GenesysInsights share: a server, its client, and an environment that names no other.
. "$PSScriptRoot/Common.ps1"
Import-Module (Get-BuiltManifest)
$audit = Join-Path $TestDrive 'audit.jsonl'
$simulator = Start-Simulator -ArgumentList '--interactions', '10'
$uri = $simulator.baseUri
$credential = Get-SimulatorCredential $simulator
$variables = 'GENESYS_CLIENT_ID', 'GENESYS_CLIENT_SECRET', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET', 'GENESYSCLOUD_ACCESS_TOKEN',
'GENESYSCLOUD_REGION', 'SPEECHINSIGHTS_AUDIT_PATH'
$kept = @{}
$variables | ForEach-Object { $kept[$_] = [Environment]::GetEnvironmentVariable($_) }

function ConvertTo-Secure($Text) {
    $secure = [securestring]::new()
    $Text.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }
    $secure
}
