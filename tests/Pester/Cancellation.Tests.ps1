#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    # What sends requests is told by its declaration; deliveries go to somebody else's server.
    $sending = @(Get-CmdletName -Sending) + @('Resume-CoachingDelivery', 'Send-CoachingInsight') | ForEach-Object { @{ Command = $_ } }
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 5000
    $queryPath = '/api/v2/analytics/conversations/summary/query'
    $surveyPath = '/api/v2/analytics/surveys/summary/query'
    $arguments = @{
        model = $simulator.modelId; from = [DateTimeOffset]$simulator.from; to = [DateTimeOffset]$simulator.to; uri = $simulator.baseUri; audit = $audit
    }

    # What happens at a prompt under Ctrl+C: the command is begun in a runspace of its own, and stopped when the condition holds.
    function Invoke-Stopped([scriptblock] $Script, [scriptblock] $When, [string] $Case, [hashtable] $With = $arguments) {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript("Import-Module '$(Get-BuiltManifest)'").Invoke()
            $shell.Commands.Clear()
            $null = $shell.AddScript("param(`$with) $Script").AddArgument($With)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            Wait-Until { & $When $shell $output } -What "What $Case waits for"
            $shell.InvocationStateInfo.State | Should -Be 'Running' -Because 'it must still be at work when it is stopped'
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $milliseconds = $clock.Elapsed.TotalMilliseconds
            $running.IsCompleted | Should -BeTrue
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $shell.Streams.Error | Should -BeNullOrEmpty
            Write-Host ('    stopped in {0,4:0} ms: {1}' -f $milliseconds, $Case)
            $milliseconds | Should -BeLessThan 2000
            # That a name is one of examples is no news.
            $shell.Streams.Warning | Where-Object Message -NotLike '*reserved for examples*' | Should -BeNullOrEmpty
            [pscustomobject]@{ Output = @($output); Milliseconds = $milliseconds }
        }
        finally {
            $shell.Dispose()
        }
    }

    function Assert-Cancelled([string] $Command) {
        $entry = @(Get-InsightAudit -Raw $audit)[-1]
        $entry.Command, $entry.Status | Should -Be @($Command, 'Cancelled')
        $entry.Error | Should -BeNullOrEmpty
        (Test-InsightAudit $audit).IsValid | Should -BeTrue
        $entry
    }

    function Assert-Aborted([string] $Path) {
        Wait-Until { Get-Request $simulator -WithToken | Where-Object { $_.path -eq $Path -and $_.abortedByClient } } -What 'The abort at the server'
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Ctrl+C' {
    BeforeEach {
        $arguments.session = New-Session @{ TimeoutSec = 60 }
    }

    It 'before the headers of an answer' {
        $fault = Add-Fault $simulator @{ path = $queryPath; kind = 'delay'; ms = 60000 }
        $script = { Invoke-InsightQuery $with.model $with.from $with.to -Session $with.session }
        $null = Invoke-Stopped $script -When { (Get-FaultCount $simulator $fault) -eq 1 } -Case 'before the headers'
        (Assert-Cancelled Invoke-InsightQuery).ResultCount | Should -Be 0
        Assert-Aborted $queryPath
    }

    It 'in a body that stalls' {
        $fault = Add-Fault $simulator @{ path = $queryPath; kind = 'stall' }
        $script = { Invoke-InsightQuery $with.model $with.from $with.to -Session $with.session }
        # Half the body is on its way when the server has written its status.
        $when = { (Get-FaultCount $simulator $fault) -eq 1 -and (Get-Request $simulator | Where-Object { $_.path -eq $queryPath -and $_.status -eq 200 }) }
        $null = Invoke-Stopped $script -When $when -Case 'in a stalled body'
        $null = Assert-Cancelled Invoke-InsightQuery
        Assert-Aborted $queryPath
    }

    It 'in the wait before a repeat' {
        Disconnect-All
        $arguments.session = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential (Get-SimulatorCredential $simulator) -AuditPath $audit
        $fault = Add-Fault $simulator @{ path = $queryPath; kind = 'status'; status = 503; retryAfter = '60'; times = 0 }
        $script = { Invoke-InsightQuery $with.model $with.from $with.to -Session $with.session -Verbose }
        $null = Invoke-Stopped $script -When { $args[0].Streams.Verbose -match 'repeat 1 in 60\.\d s' } -Case 'in a retry wait'
        Get-FaultCount $simulator $fault | Should -Be 1
        (Assert-Cancelled Invoke-InsightQuery).RetryCount | Should -Be 1
    }

    It 'between pages, while a row is looked at' {
        $script = {
            Invoke-InsightQuery $with.model $with.from $with.to -Session $with.session |
                ForEach-Object { $_; while ($true) { [System.Threading.Thread]::Sleep(1) } }
        }
        $result = Invoke-Stopped $script -When { $args[1].Count -eq 1 } -Case 'between pages'
        $result.Output | Should -HaveCount 1
        (Assert-Cancelled Invoke-InsightQuery).ResultCount | Should -Be 1
    }

    It 'between pages, while the next one is waited for' {
        $fault = Add-Fault $simulator @{ path = $queryPath; kind = 'delay'; ms = 60000; offset = 100 }
        $script = { Invoke-InsightQuery $with.model $with.from $with.to -Session $with.session }
        $when = { $args[1].Count -ge 100 -and (Get-FaultCount $simulator $fault) -eq 1 }
        $result = Invoke-Stopped $script -When $when -Case 'waiting for a page'
        $result.Output | Should -HaveCount 100
        (Assert-Cancelled Invoke-InsightQuery).ResultCount | Should -Be 100
        Assert-Aborted $queryPath
    }

    It 'while the token is fetched' {
        $fault = Add-Fault $simulator @{ path = '/oauth/token'; kind = 'delay'; ms = 60000 }
        $null = Invoke-Control $simulator 'tokens/revoke' -Method Post
        $script = { Get-SpeechModel $with.model -Session $with.session }
        $null = Invoke-Stopped $script -When { (Get-FaultCount $simulator $fault) -eq 1 } -Case 'in a token refresh'
        $null = Assert-Cancelled Get-SpeechModel
    }

    It 'in the pipeline: nothing is registered' {
        $fault = Add-Fault $simulator @{ path = $surveyPath; kind = 'stall' }
        $script = { Invoke-InsightPipeline $with.model $with.from $with.to -Session $with.session -CoachingUri https://coach.example.com/ }
        $null = Invoke-Stopped $script -When { (Get-FaultCount $simulator $fault) -eq 1 } -Case 'in the pipeline'
        $null = Assert-Cancelled Invoke-InsightPipeline
        Assert-Aborted $surveyPath
        Get-Request $simulator | Where-Object path -Like '*webhooks*' | Should -BeNullOrEmpty
    }

    It 'in <Command>' -ForEach $sending {
        $case = Find-CmdletCase $Command
        $with = Get-CaseInput $simulator $audit -ApiProfile (Get-CaseProfile $Command)
        $with.session = Connect-Simulator $simulator $audit @{ TimeoutSec = 60 } -ApiProfile (Get-CaseProfile $Command)
        $with.rows = Invoke-InsightQuery $arguments.model $with.from $with.to -First 10 -Session $arguments.session
        if ($case.Before) {
            $null = & $case.Before
        }
        $path = & $case.HeldAt
        $fault = Add-Fault $simulator @{ path = $path; kind = 'delay'; ms = 60000 }
        $null = Invoke-Stopped ($case.Held ?? $case.Call) -When { (Get-FaultCount $simulator $fault) -eq 1 } -Case "in $Command" -With $with
        $null = Assert-Cancelled $Command
        Assert-Aborted $path
    }
}

Describe 'Select-Object -First' {
    BeforeEach { $null = New-Session }

    It 'gives a cancelled entry that counts what was given, the one that stopped it among them' {
        Invoke-InsightQuery $arguments.model $arguments.from $arguments.to | Select-Object -First 3 | Should -HaveCount 3
        $entry = Assert-Cancelled Invoke-InsightQuery
        $entry.ResultCount | Should -Be 3
    }

    It 'stops a query before a join too' {
        Invoke-InsightQuery $arguments.model $arguments.from $arguments.to | Join-CsatScore | Select-Object -First 3 | Should -HaveCount 3
        $entries = @(Get-InsightAudit -Raw $audit)[-4..-1] | Where-Object Status -NE Started
        $entries.Command | Sort-Object | Should -Be 'Invoke-InsightQuery', 'Join-CsatScore'
        ($entries | Where-Object Command -EQ Join-CsatScore).Status | Should -Be 'Cancelled'
        ($entries | Where-Object Command -EQ Join-CsatScore).ResultCount | Should -Be 3
    }

    It 'ends requests that are under way' {
        $fault = Add-Fault $simulator @{ path = $queryPath; kind = 'delay'; ms = 60000; offset = 200 }
        Invoke-InsightQuery $arguments.model $arguments.from $arguments.to | Select-Object -First 1 | Should -HaveCount 1
        Wait-Until { (Get-FaultCount $simulator $fault) -eq 0 -or (Get-Request $simulator | Where-Object abortedByClient) } -What 'The abort'
    }
}

Describe 'An error that ends the pipeline' {
    It 'ends the command before it, which is cancelled' {
        $null = Connect-Simulator $simulator $audit
        { Invoke-InsightQuery $arguments.model $arguments.from $arguments.to | ForEach-Object { throw 'enough' } } | Should -Throw 'enough'
        (Assert-Cancelled Invoke-InsightQuery).ResultCount | Should -Be 1
    }
}
