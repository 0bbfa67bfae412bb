#Requires -Version 7.4
# The troubles of the tutorial that this module was asked for, each with a test that it is gone.
BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 5000
    $truth = @(Get-Truth $simulator $from $to)
}

AfterAll { Disconnect-Simulator }

Describe 'The tutorial''s trouble' {
    BeforeEach { $null = New-Session }

    It 'scores beyond the first 100 were never read' {
        $rows = Invoke-InsightQuery $model $from $to | Join-CsatScore
        $rows.Count | Should -BeGreaterThan 200
        $late = @($truth | Select-Object -Skip 150 | Where-Object surveyCount -GT 0)
        $late.Count | Should -BeGreaterThan 10
        foreach ($row in $late) {
            $joined = $rows | Where-Object { $_.InteractionId -eq $row.interactionId -and $_.AgentId -eq $row.agentId }
            $joined.Csat | Should -BeGreaterOrEqual 1 -Because "$($row.interactionId) was answered with $($row.csat)"
            $joined.SurveyCount | Should -Be $row.surveyCount
        }
        @($rows | Where-Object { $null -ne $_.Csat }).Count | Should -Be @($truth | Where-Object surveyCount -GT 0).Count
    }

    It 'rows beyond the first page were never read' {
        (Invoke-InsightQuery $model $from $to).InteractionId | Should -Be $truth.interactionId
    }

    It 'no survey was a score of 0' {
        $rows = Invoke-InsightQuery $model $from $to | Join-CsatScore
        $silent = @($rows | Where-Object SurveyCount -EQ 0)
        $silent.Count | Should -BeGreaterThan 50
        $silent | ForEach-Object { $null -eq $_.Csat | Should -BeTrue }
        $rows | Where-Object { $_.Csat -eq 0 } | Should -BeNullOrEmpty
        ($rows | Measure-InsightAccuracy).Rated | Should -BeLessThan ($rows.Count - $silent.Count + 1)
    }

    It 'the same webhook run twice was there twice' {
        $hooks = 1..3 | ForEach-Object { Register-CoachingWebhook https://coach.example.com/a $model }
        $hooks.Id | Select-Object -Unique | Should -HaveCount 1
        @(Invoke-Control $simulator webhooks | ForEach-Object { $_ }) | Should -HaveCount 1
        1..2 | ForEach-Object { $null = Invoke-InsightPipeline $model $from $to -Topic complaint -CoachingUri https://coach.example.com/a }
        @(Invoke-Control $simulator webhooks | ForEach-Object { $_ }) | Should -HaveCount 1
    }

    It 'a model that could not be read was a printed line, and the query went on' {
        $failure = Get-Failure { Invoke-InsightQuery 'nowhere' $from $to }
        $failure.IsTerminating | Should -BeTrue
        Test-SpeechModel 'nowhere' -Quiet | Should -BeFalse
        $fault = Add-Fault $simulator @{ path = '/models/'; kind = 'status'; status = 403; times = 2 }
        { Invoke-InsightQuery $simulator.trainingModelId $from $to } | Should -Throw -ErrorId 'PermissionDenied,*'
        Test-SpeechModel $simulator.trainingModelId -Quiet -ErrorAction SilentlyContinue | Should -BeNullOrEmpty -Because 'not to be allowed is no verdict'
        Get-FaultCount $simulator $fault | Should -Be 2
        Get-Request $simulator | Where-Object path -Like '*/query' | Should -BeNullOrEmpty
    }

    It 'an empty list of interactions meant all of them' {
        $none = @()
        $none | Invoke-InsightQuery $model $from $to | Should -BeNullOrEmpty
        Invoke-InsightQuery $model $from $to -InteractionId $none | Should -BeNullOrEmpty
        Get-CsatScore $none -StartTime $from -EndTime $to | Should -BeNullOrEmpty
        $none | Invoke-InsightPipeline $model $from $to -CoachingUri https://coach.example.com/a | Should -BeNullOrEmpty
        Invoke-InsightQuery $model $from $to -Topic 'nobody speaks of this' | Join-CsatScore | Should -BeNullOrEmpty
        Get-Request $simulator | Where-Object { $_.path -like '*/surveys/*' -or $_.path -like '*webhooks*' } | Should -BeNullOrEmpty
    }

    It 'the audit did not say who' {
        $null = Invoke-InsightQuery $model $from $to -First 1
        $entry = @(Get-InsightAudit -Raw)[-1]
        $entry.User | Should -Be ([Environment]::UserName)
        $entry.Host | Should -Be ([Environment]::MachineName)
        $entry.ClientId | Should -Be $simulator.clientId
    }

    It 'the audit said nothing of a run that failed' {
        $null = Add-Fault $simulator @{ path = '/conversations/summary/query'; kind = 'status'; status = 500 }
        $null = Get-Failure { Invoke-InsightQuery $model $from $to }
        $entry = @(Get-InsightAudit -Raw)[-1]
        $entry.Status, $entry.Error | Should -Be @('Failed', 'ServerError')
        $entry.CorrelationId | Should -Not -BeNullOrEmpty
    }

    It 'a run that was killed left nothing: its start is there, shown as Interrupted' {
        $own = Join-Path $TestDrive 'killed.jsonl'
        $fault = Add-Fault $simulator @{ path = '/conversations/summary/query'; kind = 'stall' }
        $script = "Import-Module '$(Get-BuiltManifest)'; `$null = Connect-GenesysInsights -BaseUri $($simulator.baseUri) -AuditPath '$own'; " +
        "Invoke-InsightQuery $model '$($from.ToString('o'))' '$($to.ToString('o'))'"
        $start = New-ChildPowerShellStart '-Command', $script
        $start.Environment['GENESYS_CLIENT_ID'] = $simulator.clientId
        $start.Environment['GENESYS_CLIENT_SECRET'] = $simulator.clientSecret
        $start.RedirectStandardOutput = $true
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            Wait-Until { (Get-FaultCount $simulator $fault) -eq 1 } -Seconds 30 -What 'The query of the other process'
        }
        finally {
            $process.Kill()
            $process.WaitForExit()
            $process.Dispose()
        }
        $entries = @(Get-InsightAudit -Raw $own)
        $entries.Command | Should -Be 'Connect-GenesysInsights', 'Connect-GenesysInsights', 'Invoke-InsightQuery'
        $entries.Status | Should -Be 'Started', 'Completed', 'Interrupted'
        $entries[2].ModelId | Should -Be $model
        (Test-InsightAudit $own).IsValid | Should -BeTrue
        # Another session writes on behind it.
        $null = Connect-Simulator $simulator $own
        (Test-InsightAudit $own).EntryCount | Should -Be 5
        (Test-InsightAudit $own).IsValid | Should -BeTrue
    }
}
