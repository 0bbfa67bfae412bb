#Requires -Version 7.4
BeforeDiscovery {
    $browser = Get-Command chromium, chromium-browser, google-chrome -ErrorAction Ignore | Select-Object -First 1
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 4000
    $null = Connect-Simulator $simulator $audit -ApiProfile Platform
    $rows = @(Invoke-InsightQuery -StartTime $to.AddDays(-14) -EndTime $to | Join-CsatScore)
    Disconnect-All
    $folder = Join-Path $TestDrive 'reports'
    $browser = Get-Command chromium, chromium-browser, google-chrome -ErrorAction Ignore | Select-Object -First 1

    # What a browser shows of a page, as text.
    function Get-PageText([string] $Html) {
        [System.Net.WebUtility]::HtmlDecode(($Html -replace '(?s)<style>.*?</style>' -replace '<[^>]+>', ' ')) -replace '\s+', ' '
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Export-InsightReport' {
    BeforeEach {
        Reset-Session
        Remove-Item $folder -Recurse -Force -ErrorAction Ignore
    }

    It 'has its parameters, and nothing else' {
        Get-ParameterShape Export-InsightReport | Should -BeExactly @(
            '__AllParameterSets: CsatThreshold:Double Force:SwitchParameter GroupBy:String[] InputObject:ScoredInsight!<v PassThru:SwitchParameter Path:String!@0 ' +
            'SentimentThreshold:Double Session:InsightsSession TimeZone:String Title:String'
        )
        (Get-Command Export-InsightReport).OutputType.Name | Should -Be 'System.IO.FileInfo'
    }

    It 'says what Measure-InsightAccuracy says, as <Kind>, without a session and without a call' -ForEach @(@{ Kind = 'html' }, @{ Kind = 'md' }) {
        $rows | Export-InsightReport "$folder/report.$Kind" -SentimentThreshold 0 -GroupBy AgentName -Title 'Our fortnight' | Should -BeNullOrEmpty
        $text = Get-Content "$folder/report.$Kind" -Raw
        $text = ($Kind -eq 'html' ? (Get-PageText $text) : $text -replace '\\') -replace [char]0xA0, ' '
        $accuracy = $rows | Measure-InsightAccuracy -SentimentThreshold 0
        $invariant = [cultureinfo]::InvariantCulture
        $text | Should -Match 'Our fortnight'
        $text | Should -Match ([regex]::Escape(($accuracy.AgreementRate * 100).ToString('0.0', $invariant) + ' %'))
        foreach ($name in 'KappaLow', 'MatthewsHigh', 'PearsonR', 'SpearmanLow', 'AucHigh', 'BestThreshold') {
            $text | Should -Match ([regex]::Escape($accuracy.$name.ToString('0.000', $invariant))) -Because $name
        }
        $text | Should -Match ([regex]::Escape($accuracy.Rated.ToString('N0', $invariant)))
        foreach ($group in $rows | Measure-InsightAccuracy -SentimentThreshold 0 -GroupBy AgentName | Select-Object -First 5) {
            $text | Should -Match "$($group.Group.AgentName).{1,20}\b$($group.Rated)\b"
        }
        $text | Should -Match 'API\W+–'
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }

    It 'names the host and the hash of the trail, and is recorded there' {
        $session = Connect-Simulator $simulator $audit
        $hash = @(Get-InsightAudit -Raw $audit)[-1].Hash
        $file = $rows | Export-InsightReport "$folder/report.md" -PassThru
        $file | Should -BeOfType System.IO.FileInfo
        (Get-Content $file -Raw) -replace '\\' | Should -Match "Audit trail up to \| $hash"
        Get-Content $file -Raw | Should -Match ([uri]$session.BaseUri).Authority
        $run = @(Get-InsightAudit $audit)[-1]
        $run.Command, $run.Status | Should -Be 'Export-InsightReport', 'Completed'
        (Test-InsightAudit $audit).IsValid | Should -BeTrue
    }

    It 'replaces a file only with -Force, and writes nothing with -WhatIf' {
        $rows | Export-InsightReport "$folder/report.md" -WhatIf
        Test-Path $folder | Should -BeFalse
        $rows | Export-InsightReport "$folder/report.md" -Title One
        Assert-BadInput $simulator Export-InsightReport @{ Id = 'ReportExists'; Target = "$folder/report.md"; Script = { $rows | Export-InsightReport "$folder/report.md" } }
        (Get-Content "$folder/report.md")[0] | Should -Be '# One'
        $rows | Export-InsightReport "$folder/report.md" -Title Two -Force
        (Get-Content "$folder/report.md")[0] | Should -Be '# Two'
        Get-ChildItem $folder | Should -HaveCount 1
    }

    It '<Id> for <What>' -ForEach @(
        @{ What = 'another kind of file'; Id = 'UnknownReportFormat'; Target = '*report.pdf'; With = @{ Path = 'report.pdf' } }
        @{ What = 'no file'; Id = 'PathNotFileSystem'; Target = 'Env:/report.md'; With = @{ Path = 'Env:/report.md' } }
        @{ What = 'a threshold off the scale'; Id = 'ThresholdOutOfRange'; Target = 'SentimentThreshold'; With = @{ SentimentThreshold = -2 } }
        @{ What = 'no number'; Id = 'ThresholdOutOfRange'; Target = 'CsatThreshold'; With = @{ CsatThreshold = [double]::PositiveInfinity } }
        @{ What = 'a title of two lines'; Id = 'InvalidName'; Target = 'Title'; With = @{ Title = "a`nb" } }
        @{ What = 'a property that groups nothing'; Id = 'UnknownGroupProperty'; Target = 'GroupBy'; With = @{ GroupBy = 'Sentiment' } }
        @{ What = 'no time zone'; Id = 'UnknownTimeZone'; Target = 'TimeZone'; With = @{ TimeZone = 'Nowhere' } }
    ) {
        Push-Location $TestDrive
        try {
            $beside = $With.Clone()
            $beside.Path ??= "$folder/report.md"
            $failure = Get-Failure { $rows | Export-InsightReport @beside }
            $wanted = $Target -like '*report.pdf' ? (Join-Path $TestDrive 'report.pdf') : $Target
            Assert-Failure $failure -Id $Id -Command Export-InsightReport -Target $wanted
        }
        finally {
            Pop-Location
        }
        Test-Path $folder | Should -BeFalse
    }

    It 'a file that can not be written is ReportWriteFailed' {
        $null = New-Item -ItemType Directory $folder
        Set-Content "$folder/file" x
        $failure = Get-Failure { $rows | Export-InsightReport "$folder/file/report.md" }
        Assert-Failure $failure -Id ReportWriteFailed -Command Export-InsightReport -Target "$folder/file/report.md"
    }

    It 'mixed scales are an error, and leave no file' {
        $null = Connect-Simulator $simulator $audit
        $others = @(Invoke-InsightQuery $simulator.modelId $to.AddDays(-2) $to | Join-CsatScore | Where-Object Csat)
        Disconnect-All
        $failure = Get-Failure { $rows + $others | Export-InsightReport "$folder/report.md" }
        Assert-Failure $failure -Id MixedCsatScales -Command Export-InsightReport -Target '1..5'
        Test-Path "$folder/report.md" | Should -BeFalse
    }

    It 'a session that was disconnected is SessionClosed' {
        $session = Connect-Simulator $simulator $audit
        Disconnect-GenesysInsights $session
        $failure = Get-Failure { $rows | Export-InsightReport "$folder/report.md" -Session $session }
        $failure.Record[0].FullyQualifiedErrorId | Should -BeLike 'SessionClosed,*'
    }
}

Describe 'In a browser' {
    It 'shows its words, and asks for nothing, under a policy that forbids everything' -Skip:(-not $browser) {
        $rows | Export-InsightReport "$TestDrive/page.html" -SentimentThreshold 0 -GroupBy AgentName
        $page = [System.IO.File]::ReadAllBytes("$TestDrive/page.html")
        $listener = [System.Net.HttpListener]::new()
        $port = 20000 + $PID % 20000
        $listener.Prefixes.Add("http://127.0.0.1:$port/")
        $listener.Start()
        try {
            $start = [System.Diagnostics.ProcessStartInfo]::new($browser.Source)
            '--headless=new', '--no-sandbox', '--disable-gpu', "--user-data-dir=$TestDrive/browser", '--virtual-time-budget=2000', '--dump-dom', "http://127.0.0.1:$port/page.html" |
                ForEach-Object { $start.ArgumentList.Add($_) }
            $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $process = [System.Diagnostics.Process]::Start($start)
            $shown = $process.StandardOutput.ReadToEndAsync()
            $null = $process.StandardError.ReadToEndAsync()
            $asked = @()
            while (-not $process.HasExited) {
                $next ??= $listener.GetContextAsync()
                if (-not $next.Wait(100)) { continue }
                $context, $next = $next.Result, $null
                $asked += $context.Request.RawUrl
                $context.Response.Headers['Content-Security-Policy'] = "default-src 'none'"
                $context.Response.ContentType = 'text/html'
                $context.Response.OutputStream.Write($page)
                $context.Response.Close()
            }
        }
        finally {
            $listener.Close()
            if ($process -and -not $process.HasExited) { $process.Kill() }
        }
        $asked | Should -Be '/page.html'
        $text = Get-PageText $shown.Result
        $text | Should -Match 'Sentiment and survey score agree in'
        $text | Should -Match 'How it was made'
    }
}
