#Requires -Version 7.4
<#
.SYNOPSIS
    Makes the .nupkg of the staged module in an empty folder, with a CycloneDX bill of materials and SHA-256 sums beside it.
.DESCRIPTION
    Where the environment has SIGNING_CERTIFICATE, what the package holds is signed first; see Set-ModuleSignature.ps1.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string] $Destination
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$version = (Import-PowerShellDataFile $ModulePath).ModuleVersion
if ($env:SIGNING_CERTIFICATE) {
    & "$PSScriptRoot/Set-ModuleSignature.ps1" -Folder (Split-Path $ModulePath)
}

Remove-Item $Destination -Recurse -ErrorAction Ignore
$null = New-Item $Destination -ItemType Directory
$repository = "SpeechInsights-$PID"
Register-PSResourceRepository -Name $repository -Uri $Destination -Trusted
try {
    Publish-PSResource -Path (Split-Path $ModulePath) -Repository $repository
}
finally {
    Unregister-PSResourceRepository -Name $repository
}

# What cmdlets are compiled against, which PowerShell brings itself.
$standard = ([xml](Get-Content "$root/Directory.Packages.props" -Raw)).SelectSingleNode('//PackageVersion[@Include="PowerShellStandard.Library"]').Version.Trim('[', ']')
Push-Location $root
try {
    $null = dotnet tool restore
    $lines = dotnet CycloneDX src/SpeechInsights/SpeechInsights.csproj --output $Destination --filename bom.json --output-format Json --set-name SpeechInsights `
        --set-version $version --set-type Library --include-project-references --exclude-dev --exclude-filter "PowerShellStandard.Library@$standard" --no-serial-number
    if ($LASTEXITCODE -ne 0) {
        throw "CycloneDX made no bill of materials: $lines"
    }
}
finally {
    Pop-Location
}

$sums = Get-ChildItem $Destination -File | Sort-Object Name | ForEach-Object { '{0}  {1}' -f (Get-FileHash $_ -Algorithm SHA256).Hash.ToLowerInvariant(), $_.Name }
[System.IO.File]::WriteAllText((Join-Path $Destination 'SHA256SUMS'), ($sums -join "`n") + "`n")
Get-ChildItem $Destination -File
