#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $faults = Get-ServerFault
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 10
    $path = "/api/v2/speechanalytics/v1/models/$model"
    $now = [DateTimeOffset]::UtcNow

    function Get-Check($Report, $Name) {
        $Report.Checks | Where-Object Name -EQ $Name
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Test-SpeechModel' {
    BeforeEach { $null = New-Session }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Test-SpeechModel | Should -BeExactly (
            'Ask: EndTime:InsightTime@2<p Last:String ModelId:String[]@0<v<p=Id Quiet:SwitchParameter Session:InsightsSession StartTime:InsightTime@1<p TimeZone:String')
        (Get-Command Test-SpeechModel).OutputType.Name | Should -Be 'SpeechInsights.SpeechModelReport', 'System.Boolean'
    }

    It 'reports on a model that can be used' {
        $report = Test-SpeechModel $model -StartTime $now.AddDays(-9) -EndTime $now.AddDays(-2)
        $report | Should -BeOfType SpeechInsights.SpeechModelReport
        $report.ModelId, $report.Name, $report.Status | Should -BeExactly @($model, 'Customer Sentiment Model v2', 'deployed')
        $report.IsValid | Should -BeTrue
        $report.StartTime, $report.EndTime | Should -Be @($now.AddDays(-9), $now.AddDays(-2))
        $report.Checks.Name | Should -BeExactly 'Exists', 'Deployed', 'Window', 'Retention', 'Availability'
        $report.Checks.Passed | Should -Not -Contain $false
        $report.Checks.Severity | Should -Be 'Error', 'Error', 'Error', 'Warning', 'Warning'
        (Get-Request $simulator).What | Should -Be "GET $path"
    }

    It 'looks at no window where none is given' {
        $report = Test-SpeechModel $model
        $report.Checks.Name | Should -Be 'Exists', 'Deployed'
        $report.StartTime | Should -BeNullOrEmpty
    }

    It 'reports a model that does not exist as a failed check' {
        $report = Test-SpeechModel 'nowhere'
        $report.IsValid | Should -BeFalse
        $report.Name | Should -BeNullOrEmpty
        (Get-Check $report Exists).Passed | Should -BeFalse
        (Get-Check $report Deployed).Passed | Should -BeFalse
    }

    It 'reports a model that is <Status> as a failed check' -ForEach @(@{ Status = 'training' }, @{ Status = 'deprecated' }) {
        $report = Test-SpeechModel $simulator."$($Status)ModelId"
        $report.IsValid | Should -BeFalse
        $report.Status | Should -Be $Status
        (Get-Check $report Exists).Passed | Should -BeTrue
        (Get-Check $report Deployed).Passed | Should -BeFalse
        (Get-Check $report Deployed).Detail | Should -BeLike "*'$Status'*"
    }

    It 'Window: <Days> days <Verdict>' -ForEach @(
        @{ Days = 730; Passed = $true; Verdict = 'pass' }
        @{ Days = 730.001; Passed = $false; Verdict = 'do not' }
        @{ Days = 0; Passed = $false; Verdict = 'do not' }
        @{ Days = -1; Passed = $false; Verdict = 'do not' }
    ) {
        $end = $now.AddDays(-2)
        $report = Test-SpeechModel $model -StartTime $end.AddDays(-$Days) -EndTime $end
        (Get-Check $report Window).Passed | Should -Be $Passed
        $report.IsValid | Should -Be $Passed
    }

    It 'Retention and Availability are warnings: the report stays valid' {
        $report = Test-SpeechModel $model -StartTime $now.AddDays(-731) -EndTime $now.AddDays(-729)
        (Get-Check $report Retention).Passed | Should -BeFalse
        $report.IsValid | Should -BeTrue
        $report = Test-SpeechModel $model -StartTime $now.AddDays(-1)
        (Get-Check $report Availability).Passed | Should -BeFalse
        (Get-Check $report Retention).Passed | Should -BeTrue
        $report.IsValid | Should -BeTrue
        $report.EndTime | Should -BeGreaterOrEqual $now -Because 'the end is now where none is given'
    }

    It '-Quiet gives a bool' {
        Test-SpeechModel $model -Quiet | Should -BeOfType bool
        Test-SpeechModel $model -Quiet | Should -BeTrue
        Test-SpeechModel $simulator.trainingModelId -Quiet | Should -BeFalse
        Test-SpeechModel 'nowhere' -Quiet | Should -BeFalse
        $model, 'nowhere' | Test-SpeechModel -Quiet | Should -Be $true, $false
    }

    It 'takes model and window by property name' {
        $row = [pscustomobject]@{ Id = $model; StartTime = $now.AddDays(-3); EndTime = $now.AddDays(-2) }
        $report = $row | Test-SpeechModel
        $report.ModelId | Should -Be $model
        $report.StartTime, $report.EndTime | Should -Be @($row.StartTime, $row.EndTime)
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'ModelIdRequired'; Why = 'there is none'; Target = 'ModelId'; Script = { Test-SpeechModel } }
        @{ Id = 'EmptyIdentifier'; Why = 'it is null'; Target = 'ModelId'; Script = { Test-SpeechModel -ModelId $null } }
        @{ Id = 'EmptyIdentifier'; Why = 'it is empty'; Target = 'ModelId'; Script = { Test-SpeechModel '' } }
        @{ Id = 'EmptyIdentifier'; Why = 'the pipeline brings an empty one'; Target = 'ModelId'; Script = { '' | Test-SpeechModel -Quiet } }
        @{ Id = 'InvalidInterval'; Why = 'there is an end and no start'; Target = 'EndTime'; Script = { Test-SpeechModel $model -EndTime $now } }
    ) {
        Assert-BadInput $simulator Test-SpeechModel $_
    }

    It 'needs an open session' {
        Assert-SessionNeeded $simulator $audit Test-SpeechModel { param($with) Test-SpeechModel $model @with }
    }

    It '<Id> for <Kind> is an error, not a verdict' -ForEach $faults {
        $script = { param($session) Test-SpeechModel $model -Session $session }
        Assert-ServerFault $simulator $_ $script Test-SpeechModel $path $model -AuditPath $audit -PerRecord
    }

    It 'gives no bool where the server fails' {
        $fault = Add-Fault $simulator @{ path = $path; kind = 'status'; status = 500 }
        $failure = Get-Failure { Test-SpeechModel $model -Quiet }
        Get-FaultCount $simulator $fault | Should -Be 1
        $failure.Output | Should -BeNullOrEmpty
        { Test-SpeechModel 'nowhere' -Quiet -ErrorAction Stop } | Should -Not -Throw
    }

    It 'tells under -Verbose what it asked' {
        Assert-VerboseText $simulator { Test-SpeechModel $model -Verbose } "GET $path -> 200 in * ms*"
    }
}
