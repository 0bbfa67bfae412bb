# What the tests of Connect-GenesysInsights share: a server, its client, and an environment that names no other.
. "$PSScriptRoot/SetUp.ps1" 10
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

# Before each test, and at the end.
function Reset-Environment {
    $variables | ForEach-Object { [Environment]::SetEnvironmentVariable($_, $null) }
    Reset-Session
}

function Restore-Environment {
    $variables | ForEach-Object { [Environment]::SetEnvironmentVariable($_, $kept[$_]) }
    Disconnect-Simulator
}
