#Requires -Version 7.4
# What is published: made as build.ps1 -Task Package makes it, opened, and installed into a clean profile.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $manifest = Get-BuiltManifest
    $folder = Join-Path $TestDrive 'package'
    $null = & "$root/build/New-Package.ps1" -ModulePath $manifest -Destination $folder
    $package = Get-ChildItem $folder -Filter *.nupkg
    $unpacked = Join-Path $TestDrive 'unpacked'
    [System.IO.Compression.ZipFile]::ExtractToDirectory($package.FullName, $unpacked)
    $nuspec = ([xml](Get-Content "$unpacked/SpeechInsights.nuspec" -Raw)).package.metadata
    $libraries = Get-ChildItem $unpacked -Recurse -Filter *.dll
}

Describe 'The package' {
    It 'holds the staged module, byte by byte, and what makes a .nupkg of it' {
        $staged = Split-Path $manifest
        foreach ($file in Get-ChildItem $staged -Recurse -File) {
            $copy = Join-Path $unpacked ([System.IO.Path]::GetRelativePath($staged, $file.FullName))
            (Get-FileHash $copy).Hash | Should -Be (Get-FileHash $file).Hash -Because $file.Name
        }
        $extra = Get-ChildItem $unpacked -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($unpacked, $_.FullName) -replace '\\', '/' } |
            Where-Object { -not (Test-Path -LiteralPath (Join-Path $staged $_)) }
        $extra | Where-Object { $_ -notmatch '^(SpeechInsights\.nuspec|\[Content_Types\]\.xml|_rels/\.rels|package/services/metadata/core-properties/\w+\.psmdcp)$' } |
            Should -BeNullOrEmpty
    }

    It 'says in its metadata what a gallery shows' {
        $data = (Import-PowerShellDataFile $manifest).PrivateData.PSData
        $nuspec.version | Should -Be (Import-PowerShellDataFile $manifest).ModuleVersion
        $nuspec.projectUrl, $nuspec.iconUrl, $nuspec.releaseNotes | Should -Be @($data.ProjectUri, $data.IconUri, $data.ReleaseNotes)
        $nuspec.licenseUrl | Should -Be $data.LicenseUri
    }

    It 'has a notice and a line in the bill of materials for each library that is not ours' {
        $notices = Get-Content "$unpacked/THIRD-PARTY-NOTICES.txt" -Raw
        $bill = Get-Content "$folder/bom.json" -Raw | ConvertFrom-Json
        $foreign = @($libraries | Where-Object Name -NotLike 'SpeechInsights*')
        $foreign | Should -Not -BeNullOrEmpty
        # The packages whose library has another name.
        $packages = @{ Parquet = 'Parquet.Net'; ZstdSharp = 'ZstdSharp.Port' }
        $shipped = foreach ($library in $foreign) {
            $name = $packages[$library.BaseName] ?? $library.BaseName
            $component = $bill.components | Where-Object name -EQ $name
            $component | Should -Not -BeNullOrEmpty -Because "$($library.Name) ships"
            $component.licenses.license.id ?? $component.licenses.license.url | Should -Not -BeNullOrEmpty
            $notices | Should -BeLike "*$name $($component.version) (*$($library.Name))*"
            $name
        }
        @($bill.components | Where-Object name -NotLike 'SpeechInsights*').name | Sort-Object | Should -Be ($shipped | Sort-Object) -Because 'nothing else ships'
    }

    It 'has the SHA-256 of each file beside it' {
        $lines = Get-Content "$folder/SHA256SUMS"
        $lines | Should -HaveCount 2
        foreach ($line in $lines) {
            $sum, $name = $line -split '  ', 2
            (Get-FileHash "$folder/$name" -Algorithm SHA256).Hash | Should -Be $sum
        }
    }

    It 'tells in no library where it was built' {
        foreach ($library in $libraries | Where-Object Name -Like 'SpeechInsights*') {
            [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes($library.FullName)).Contains($root) | Should -BeFalse -Because $library.Name
        }
    }
}

Describe 'The installed package' {
    It 'is found by name in a clean profile, has its commands and help, and runs the demo' {
        $output = & "$root/build/Test-Package.ps1" -Folder $folder *>&1 | Out-String
        $output | Should -Match 'was installed; it has \d+ cmdlets'
        $output | Should -Match 'IsValid\s*: .*True'
        $output | Should -Match 'The whole job took'
    }
}
