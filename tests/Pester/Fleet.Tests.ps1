#Requires -Version 7.4
# The examples that people are to start from: a worker of a fleet, and a night. Each is run as a scheduler runs it, in a process of its own.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $manifest = Get-BuiltManifest
    $simulators = 1..2 | ForEach-Object { Start-Simulator -ArgumentList '--interactions', '2000', '--seed', "$_" }
    $model = $simulators[0].modelId
    $to = [DateTimeOffset]$simulators[0].to

    $tenants = Join-Path $TestDrive 'tenants.csv'
    $secrets = (New-Item (Join-Path $TestDrive 'secrets') -ItemType Directory).FullName
    $(for ($i = 0; $i -lt 2; $i++) {
            Set-Content (Join-Path $secrets "tenant-$i") $simulators[$i].clientSecret -NoNewline
            [pscustomobject]@{ Name = "tenant-$i"; ClientId = $simulators[$i].clientId; ModelId = $model; BaseUri = $simulators[$i].baseUri }
        }
        Set-Content (Join-Path $secrets 'refused') 'not the secret' -NoNewline
        [pscustomobject]@{ Name = 'refused'; ClientId = $simulators[0].clientId; ModelId = $model; BaseUri = $simulators[0].baseUri }) | Export-Csv $tenants

    # Runs an example as a scheduler does; gives its exit code and its text.
    function Invoke-Job([string] $Script, [hashtable] $With, [hashtable] $Environment = @{}) {
        $text = "Import-Module '$manifest'; & '$root/examples/$Script'"
        foreach ($name in $With.Keys) {
            $text += $With[$name] -is [bool] ? " -$name" : " -$name '$($With[$name])'"
        }
        $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes("$text; exit `$LASTEXITCODE"))
        $start = New-ChildPowerShellStart @('-EncodedCommand', $encoded)
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        foreach ($name in $Environment.Keys) {
            $start.Environment[$name] = $Environment[$name]
        }
        $process = [System.Diagnostics.Process]::Start($start)
        $output = $process.StandardOutput.ReadToEndAsync()
        $failure = $process.StandardError.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject]@{ Code = $process.ExitCode; Output = $output.Result; Failure = $failure }
    }

    function Get-Row($Rows) { $Rows | ForEach-Object { "$($_.InteractionId) $($_.AgentId) $($_.SentimentAverage ?? $_.Sentiment) $($_.Csat)" } }
}

AfterAll {
    Disconnect-All
    $simulators | ForEach-Object { Stop-Simulator $_ }
}

Describe 'examples/fleet/Update-Tenant.ps1' {
    BeforeAll {
        $data = Join-Path $TestDrive 'fleet'
        $with = @{ Tenants = $tenants; SecretFolder = $secrets; Path = $data; StartTime = $to.AddDays(-3).ToString('O'); EndTime = $to.ToString('O') }
    }

    It 'brings the organisation of its index up to date, and holds its truth' {
        foreach ($i in 0, 1) {
            $job = Invoke-Job fleet/Update-Tenant.ps1 $with @{ SLURM_ARRAY_TASK_ID = "$i" }
            $job.Code | Should -Be 0 -Because $job.Failure
            $rows = @(Import-InsightDataset $data -Organization "tenant-$i")
            Get-Row $rows | Should -Be (Get-Row (Get-Truth $simulators[$i] $to.AddDays(-3) $to))
        }
        @(Get-InsightDataset $data -Verify | Where-Object Status -EQ Whole) | Should -HaveCount 6
    }

    It 'ends with 42 where the client is refused, and 75 where the server may come back' {
        $refused = Invoke-Job fleet/Update-Tenant.ps1 ($with + @{ Index = 2 })
        $refused.Code | Should -Be 42
        $refused.Failure | Should -BeLike '*refused: AuthenticationFailed*'
        $refused.Failure | Should -Not -BeLike '*not the secret*'
        $null = Add-Fault $simulators[0] @{ path = '/api/v2/analytics/conversations'; kind = 'status'; status = 500; times = 0 }
        $passing = Invoke-Job fleet/Update-Tenant.ps1 ($with + @{ Index = 0; Format = 'Parquet' }).Clone() @{ SLURM_ARRAY_TASK_ID = '0' }
        $passing.Code | Should -Be 0 -Because 'nothing is due'
        $with.Path = Join-Path $TestDrive 'fleet-2'
        $with.Format = 'Csv'
        $passing = Invoke-Job fleet/Update-Tenant.ps1 ($with + @{ Index = 0 })
        $passing.Code | Should -Be 75 -Because $passing.Failure
        $passing.Failure | Should -BeLike '*tenant-0: DatasetIncomplete*'
        Reset-Simulator $simulators[0]
        (Invoke-Job fleet/Update-Tenant.ps1 ($with + @{ Index = 0 })).Code | Should -Be 0
        (Invoke-Job fleet/Update-Tenant.ps1 ($with + @{ Index = 9 })).Code | Should -Be 42
    }

    It 'schedulers are told of the same codes' {
        Get-Content "$root/examples/fleet/slurm.sh" -Raw | Should -Match '-eq 75'
        Get-Content "$root/examples/fleet/kubernetes.yaml" -Raw | Should -Match '(?s)FailIndex.*values: \[42\]'
        Get-Content "$root/examples/fleet/github.yml" -Raw | Should -Match '-eq 75'
        foreach ($file in 'kubernetes.yaml', 'github.yml') {
            $text = Get-Content "$root/examples/fleet/$file" -Raw
            $declared = (Get-Command "$root/examples/fleet/Update-Tenant.ps1").Parameters.Keys
            $given = [regex]::Matches(($text -split 'Update-Tenant.ps1' | Select-Object -Last 1), '(?<= |\[)-([A-Z][A-Za-z]+)').ForEach({ $_.Groups[1].Value })
            $given | Should -Not -BeNullOrEmpty
            $given | Where-Object { $_ -notin $declared } | Should -BeNullOrEmpty
        }
        bash -n "$root/examples/fleet/slurm.sh"
        $LASTEXITCODE | Should -Be 0
    }
}

Describe 'examples/nightly.ps1' {
    BeforeAll {
        $data = Join-Path $TestDrive 'nightly'
        $audit = Join-Path $TestDrive 'nightly.jsonl'
        $simulator = $simulators[1]
        $environment = @{
            GENESYS_CLIENT_ID = $simulator.clientId; GENESYS_CLIENT_SECRET = $simulator.clientSecret; SPEECHINSIGHTS_AUDIT_PATH = $audit; COACHING_SECRET = $simulator.coachingSecret
        }
        $with = @{ Path = $data; ModelId = $model; BaseUri = $simulator.baseUri; Days = 10; Until = $to.AddHours(3).ToString('O'); DeliverTo = $simulator.coachingUri; AllowLoopback = $true }
        $null = Invoke-Control $simulator deliveries -Method Delete
    }

    It 'reads, measures and delivers from the dataset' {
        $night = Invoke-Job nightly.ps1 $with $environment
        $night.Code | Should -Be 0 -Because $night.Failure
        $rows = @(Import-InsightDataset $data -After $to.AddDays(-7) -Before $to)
        $figures = @(Get-Content (Join-Path $data '_figures.jsonl') | ConvertFrom-Json)
        $expected = $rows | Measure-InsightAccuracy
        $figures[0].Total, $figures[0].Rated, $figures[0].PearsonR | Should -Be $expected.Total, $expected.Rated, $expected.PearsonR
        $candidates = @($rows | Select-CoachingCandidate)
        $arrived = @(Invoke-Control $simulator deliveries | ForEach-Object { $_ })
        ($arrived.insights.interactionId | Sort-Object) | Should -Be ($candidates.InteractionId | Sort-Object)
    }

    It 'the next night sends nothing again, and reads only what is new' {
        $before = @(Invoke-Control $simulator deliveries | ForEach-Object { $_ }).Count
        $null = Invoke-Control $simulator requests -Method Delete
        (Invoke-Job nightly.ps1 $with $environment).Code | Should -Be 0
        @(Invoke-Control $simulator deliveries | ForEach-Object { $_ }) | Should -HaveCount $before
        Get-Request $simulator | Where-Object path -Like '*query*' | Should -BeNullOrEmpty
    }

    It 'ends with 75 where a day may come later, without figures, and 42 where it will not' {
        $lines = @(Get-Content (Join-Path $data '_figures.jsonl')).Count
        $null = Add-Fault $simulator @{ path = '/api/v2/analytics/conversations'; kind = 'status'; status = 500; times = 1 }
        $with.Days = 12
        $night = Invoke-Job nightly.ps1 $with $environment
        $night.Code | Should -Be 75 -Because $night.Failure
        @(Get-Content (Join-Path $data '_figures.jsonl')) | Should -HaveCount $lines
        (Invoke-Job nightly.ps1 $with ($environment + @{ X = '1' })).Code | Should -Be 0
        $environment.GENESYS_CLIENT_SECRET = 'not the secret'
        (Invoke-Job nightly.ps1 $with $environment).Code | Should -Be 42
    }
}
