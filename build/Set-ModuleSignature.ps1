#Requires -Version 7.4
<#
.SYNOPSIS
    Signs our libraries, the manifest and the views of a staged module. Windows only: PowerShell signs nowhere else.
.DESCRIPTION
    SIGNING_CERTIFICATE is a PFX as Base64, SIGNING_PASSWORD its password. Libraries of others keep their own signatures.
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Folder)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
if (-not $IsWindows) {
    throw 'There is a signing certificate, but PowerShell signs on Windows only.'
}

$flags = [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags]::EphemeralKeySet
$certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new(
    [Convert]::FromBase64String($env:SIGNING_CERTIFICATE), $env:SIGNING_PASSWORD, $flags)
$files = Get-ChildItem $Folder -Recurse -Include SpeechInsights*.dll, SpeechInsights*.psd1, SpeechInsights*.ps1xml
foreach ($file in $files) {
    $signature = Set-AuthenticodeSignature $file.FullName -Certificate $certificate -HashAlgorithm SHA256 -TimestampServer 'http://timestamp.digicert.com'
    if ($signature.Status -ne 'Valid') {
        throw "$($file.Name) was not signed: $($signature.StatusMessage)"
    }
}
