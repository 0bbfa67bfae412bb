#Requires -Version 7.4
# What people see, held against what was looked at and approved, in a time zone with summer time. SPEECHINSIGHTS_WRITE_VIEWS=1 writes it anew.

BeforeDiscovery {
    $views = foreach ($culture in 'en-US', 'de-DE', 'tr-TR') { foreach ($width in 80, 120) { @{ Culture = $culture; Width = $width; Name = "$culture-$width" } } }
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $folder = (New-Item (Join-Path $TestDrive 'views') -ItemType Directory).FullName
    $quiet = (New-Item (Join-Path $TestDrive 'quiet') -ItemType Directory).FullName
    $kept = $env:TZ, $env:NO_COLOR
    try {
        $env:TZ = 'Europe/Berlin'
        $env:NO_COLOR = $null
        $said = Invoke-ChildPowerShell -File "$PSScriptRoot/Views.Job.ps1" -Manifest (Get-BuiltManifest) -Folder $folder *>&1 | Out-String
        $env:NO_COLOR = '1'
        $null = Invoke-ChildPowerShell -Command "Import-Module '$(Get-BuiltManifest)'; [pscustomobject]@{ PSTypeName = 'SpeechInsights.AuditReport'; IsValid = `$true } | Out-File '$quiet/quiet.txt'; `$PSStyle.OutputRendering | Set-Content '$quiet/rendering.txt'"
    }
    finally {
        $env:TZ, $env:NO_COLOR = $kept
    }
    $escape = '\x1b\[[0-9;]*m|\x1b\]8;;.*?\x1b\\'
    function Get-Saved([string] $Name) { Get-Content (Join-Path $folder "$Name.txt") -Raw }
}

Describe 'Views' {
    It 'are as approved in <Culture> at <Width> columns' -ForEach $views {
        $text = Get-Saved $Name
        $approved = Join-Path $PSScriptRoot "Views/$Name.txt"
        if ($env:SPEECHINSIGHTS_WRITE_VIEWS -eq '1') {
            $null = New-Item (Split-Path $approved) -ItemType Directory -Force
            [System.IO.File]::WriteAllText($approved, $text)
        }
        $said | Should -BeNullOrEmpty
        $text | Should -BeExactly (Get-Content $approved -Raw)
        $text -split "`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual $Width }
    }

    It 'are the same with colours and links in <Culture> at <Width> columns, but for those' -ForEach $views {
        foreach ($kind in 'colour', 'link') {
            $text = Get-Saved "$Name.$kind"
            # Headers have a colour of PowerShell's own.
            $plain = (($text -replace $escape, '') -replace '[ ]+(?=\n)', '')
            $plain | Should -BeExactly (Get-Saved $Name)
        }
    }

    It 'colours <What> <Colour>' -ForEach @(
        @{ What = 'a bad sentiment'; Colour = 'Red'; Text = '-0.85' }
        @{ What = 'a sentiment at the bound'; Colour = 'Red'; Text = '-0.20' }
        @{ What = 'a good sentiment'; Colour = 'Green'; Text = '0.20' }
        @{ What = 'a score under the middle'; Colour = 'Red'; Text = '1.50' }
        @{ What = 'a score over it'; Colour = 'Green'; Text = '4.75' }
        @{ What = 'what was delivered'; Colour = 'Green'; Text = 'Delivered' }
        @{ What = 'what waits'; Colour = 'Yellow'; Text = 'Pending' }
        @{ What = 'what was given up'; Colour = 'Red'; Text = 'Dead' }
        @{ What = 'a run that failed'; Colour = 'Red'; Text = 'Failed' }
        @{ What = 'a run that was stopped'; Colour = 'Yellow'; Text = 'Cancelled' }
        @{ What = 'a trail that holds'; Colour = 'Green'; Text = 'True' }
        @{ What = 'what is not known'; Colour = 'Yellow'; Text = 'unknown' }
    ) {
        (Get-Saved 'en-US-120.colour').Contains($PSStyle.Foreground.$Colour + $Text + $PSStyle.Reset) | Should -BeTrue
    }

    It 'leaves what is neither as it is' {
        # A sentiment of 0.199, which is shown as 0.20, and a score in the middle of its scale.
        $lines = (Get-Saved 'en-US-120.colour') -split "`n" | Where-Object { $_ -match '00000001 .* 0\.20' }
        $lines | Should -HaveCount 2
        $lines[1] | Should -Match ' 3\.00 '
        $lines | Should -Not -Match '\x1b\[3'
    }

    It 'links an interaction to its page where the terminal can show links, and only there' {
        (Get-Saved 'en-US-120.link').Contains($PSStyle.FormatHyperlink('00000000-0000-4000-8000-000000000000', 'https://apps.mypurecloud.de/directory/#/analytics/interactions/0/admin')) | Should -BeTrue
        Get-Saved 'en-US-120.colour' | Should -Not -Match '\x1b\]8;;'
    }

    It 'has no colour under NO_COLOR, nor in a file' {
        Get-Content "$quiet/rendering.txt" | Should -Be 'PlainText'
        Get-Content "$quiet/quiet.txt" -Raw | Should -Match 'True'
        Get-Content "$quiet/quiet.txt" -Raw | Should -Not -Match '\x1b'
        Get-Content (Join-Path $folder 'redirected.out') -Raw | Should -Match 'Delivered'
        Get-Content (Join-Path $folder 'redirected.out') -Raw | Should -Not -Match '\x1b'
    }

    It 'tells both sides of the change of the clock apart where it shows the offset' {
        $text = Get-Saved 'en-US-120'
        $text | Should -Match 'Timestamp\s+: 2026-10-25 02:30:00 \+02:00'
        $text | Should -Match 'Timestamp\s+: 2026-10-25 02:30:00 \+01:00'
        $text | Should -Match '(?s)2026-03-29 01:59.*2026-03-29 03:01'
    }
}
