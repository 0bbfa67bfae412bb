# The same tests on both profiles, for what both serve. Where the profiles differ by design, the case says how.
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $limited = foreach ($cmdlet in Get-Internal SpeechInsights.Declarations.CmdletDeclaration All @()) {
        foreach ($entry in $cmdlet.LimitedParameters) {
            @{ Command = $cmdlet.Name; Parameter = $entry.Item1; On = "$($entry.Item2.Profile)"; Other = "$($entry.Item2.Profile)" -eq 'Summary' ? 'Platform' : 'Summary' }
        }
    }
    $profiles = @(
        @{ Name = 'Summary'; Scale = '1..5'; Truth = 'truth'; Ready = 'deployed' }
        @{ Name = 'Platform'; Scale = '0..100'; Truth = 'platform/truth'; Ready = 'published' }
    )
}

Describe 'On the <Name> profile' -ForEach $profiles {
    BeforeAll {
        . "$PSScriptRoot/SetUp.ps1" 3000
        $secret = [System.Net.NetworkCredential]::new('', $simulator.clientSecret).SecurePassword
        $audit = Join-Path $TestDrive "$Name.jsonl"
        $session = Connect-GenesysInsights -BaseUri $simulator.baseUri -ApiProfile $Name -ClientId $simulator.clientId -ClientSecret $secret -AuditPath $audit -RequestsPerMinute 0
        $model = $Name -eq 'Platform' ? $simulator.programId : $simulator.modelId
        $unready = $Name -eq 'Platform' ? $simulator.unpublishedProgramId : $simulator.trainingModelId
        $hook = $Name -eq 'Platform' ? @{ FlowId = $simulator.flowId } : @{ Uri = 'https://coaching-platform.example.com/insights'; ModelId = $model }
        $rows = @(Invoke-InsightQuery $model $from $to)
        $scored = @($rows | Join-CsatScore)
    }

    AfterAll {
        Disconnect-GenesysInsights
        Stop-Simulator $simulator
    }

    It 'connects and lists the session' {
        $session.Profile | Should -Be $Name
        Get-GenesysInsightsSession | Should -Contain $session
        [bool]$session.Organization | Should -Be ($Name -eq 'Platform')
    }

    It 'sends a request of one''s own' {
        $path = $Name -eq 'Platform' ? '/api/v2/speechandtextanalytics/programs' : '/api/v2/speechanalytics/v1/models'
        (Invoke-GenesysRequest "$path/$model").id | Should -Be $model
    }

    It 'reads a model that can be used' {
        $read = Get-SpeechModel $model
        $read.Id, $read.Status | Should -Be $model, $Ready
    }

    It 'says which model can be used and which can not' {
        Test-SpeechModel $model -StartTime $from -EndTime $to -Quiet | Should -BeTrue
        Test-SpeechModel $unready -Quiet | Should -BeFalse
        Test-SpeechModel 'nobody' -Quiet | Should -BeFalse
        (Test-SpeechModel $model -StartTime $to -EndTime $from).Checks.Where{ $_.Name -eq 'Window' }.Passed | Should -BeFalse
    }

    It 'does not query a model that can not be used: <Id>' -ForEach @(@{ Id = 'ModelNotReady' }, @{ Id = 'ModelNotFound' }) {
        $which = $Id -eq 'ModelNotReady' ? $unready : 'nobody'
        { Invoke-InsightQuery $which $from $to } | Should -Throw -ErrorId "$Id,*"
    }

    It 'gives each row once, and none without its conversation' {
        $rows.Count | Should -BeGreaterThan 100
        @($rows | ForEach-Object { "$($_.InteractionId) $($_.AgentId)" } | Sort-Object -Unique).Count | Should -Be $rows.Count
        $rows.InteractionId | Should -Not -Contain ''
        $rows.ModelId | Sort-Object -Unique | Should -Be $model
    }

    It 'gives sentiment from -1 to 1, and nothing where there is none' {
        $known = $rows.SentimentAverage.Where{ $null -ne $_ }
        $known.Count | Should -BeGreaterThan 50
        ($known | Measure-Object -Minimum).Minimum | Should -BeGreaterOrEqual -1
        ($known | Measure-Object -Minimum).Minimum | Should -BeLessThan 0
        ($known | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 1
        @($rows | Where-Object { $null -eq $_.Sentiment }).Count | Should -BeGreaterThan 0
    }

    It 'asks for the conversations that are piped, each once' {
        $wanted = $rows.InteractionId | Sort-Object -Unique | Select-Object -First 20
        $some = $wanted + $wanted | Invoke-InsightQuery -ModelId $model -StartTime $from -EndTime $to
        $some.InteractionId | Sort-Object -Unique | Should -Be $wanted
        @($some).Count | Should -Be @($rows | Where-Object InteractionId -In $wanted).Count
    }

    It 'filters by topic and by sentiment' {
        $topic = @(Invoke-InsightQuery $model $from $to -Topic $simulator.topic)
        $topic.Count | Should -BeGreaterThan 0
        $topic.Count | Should -BeLessThan $rows.Count
        $happy = Invoke-InsightQuery $model $from $to -MinimumSentiment 0.3
        $happy.Count | Should -Be @($rows | Where-Object SentimentAverage -GE 0.3).Count
    }

    It 'stops at -First' {
        (Invoke-InsightQuery $model $from $to -First 7).InteractionId | Should -Be $rows[0..6].InteractionId
    }

    It 'joins scores on the scale of the profile, in the order of the rows, and drops none' {
        $scored.Count | Should -Be $rows.Count
        $scored.InteractionId | Should -Be $rows.InteractionId
        $rated = $scored.Where{ $null -ne $_.Csat }
        $rated.Count | Should -BeGreaterThan 30
        $scored.Count | Should -BeGreaterThan $rated.Count
        "$($rated[0].CsatScale)" | Should -Be $Scale
        $range = $rated.Csat | Measure-Object -Minimum -Maximum
        $range.Minimum | Should -BeGreaterOrEqual $rated[0].CsatScale.Minimum
        $range.Maximum | Should -BeLessOrEqual $rated[0].CsatScale.Maximum
        $scored.Where{ $null -eq $_.Csat -and $_.SurveyCount -gt 0 } | Should -BeNullOrEmpty
    }

    It 'gives the same scores by Get-CsatScore' {
        $one = $scored.Where({ $null -ne $_.Csat }, 'First')[0]
        $score = $one.InteractionId | Get-CsatScore -StartTime $from -EndTime $to.AddDays(14)
        $score.InteractionId, $score.Csat | Should -Be $one.InteractionId, $one.Csat
    }

    It 'measures with the midpoint of the scale' {
        $accuracy = $scored | Measure-InsightAccuracy -SentimentThreshold 0
        $accuracy.Total, $accuracy.Rated | Should -Be $rows.Count, $scored.Where{ $null -ne $_.Csat -and $null -ne $_.SentimentAverage }.Count
        $accuracy.CsatThreshold | Should -Be $scored.Where({ $_.CsatScale }, 'First')[0].CsatScale.Midpoint
        $accuracy.PearsonR | Should -BeGreaterThan 0.3
    }

    It 'does the whole job in one run' {
        $all = Invoke-InsightPipeline $model $from $to -AccuracyVariable measured
        $all.Csat | Should -Be $scored.Csat
        $measured.Total | Should -Be $rows.Count
    }

    It 'keeps a day that gives the same rows again' {
        $day = Update-InsightDataset -Path "$TestDrive/$Name" $model $from $to
        $day.Rows, $day.Rated | Should -Be $scored.Count, $scored.Where{ $null -ne $_.Csat }.Count
        $kept = @(Import-InsightDataset "$TestDrive/$Name")
        $kept | ForEach-Object { $_ | ConvertTo-Json -Compress } | Sort-Object | Should -Be ($scored | ForEach-Object { $_ | ConvertTo-Json -Compress } | Sort-Object)
    }

    It 'registers once, finds it, and removes it' {
        $first = Register-CoachingWebhook @hook
        (Register-CoachingWebhook @hook).Id | Should -Be $first.Id
        (Get-CoachingWebhook -Name 'SpeechInsights*').Id | Should -Be $first.Id
        $first | Unregister-CoachingWebhook -Confirm:$false
        Get-CoachingWebhook | Should -BeNullOrEmpty
    }

    It 'leaves a trail that is whole' {
        Test-InsightAudit $audit -Quiet | Should -BeTrue
        $entries = Get-InsightAudit -Raw $audit
        $entries.Command | Sort-Object -Unique | Should -Contain 'Invoke-InsightPipeline'
        $entries.Where{ $_.Status -eq 'Interrupted' } | Should -BeNullOrEmpty
    }
}

Describe 'The cmdlets that both profiles serve' {
    BeforeAll { . "$PSScriptRoot/Common.ps1" }

    It 'are all tried on both' {
        $tried = Get-Content "$PSScriptRoot/Profiles.Tests.ps1" -Raw
        foreach ($name in Get-CmdletName -Sending | Where-Object { $null -eq (Get-Declaration $_).OnlyOn }) {
            $tried | Should -Match "\b$name\b" -Because 'a test of this file has to run it on each profile'
        }
    }
}

Describe 'What one profile lacks' {
    BeforeAll {
        . "$PSScriptRoot/SetUp.ps1" 10
        # A value for each parameter that a profile lacks; one that comes new has to be told here.
        $values = @{
            IncludeDetail = $true; NoName = $true; SurveyForm = 'Service'; Uri = 'https://coach.example.com/'; FlowId = $simulator.flowId; Event = 'QueryCompleted'; Header = @{ a = 'b' }
            CoachingUri = 'https://coach.example.com/'
        }
        $null = Connect-Simulator $simulator $audit
        $insight = Invoke-InsightQuery $simulator.modelId $to.AddDays(-30) $to -First 1
        $others = @{
            'Register-CoachingWebhook' = @{ Platform = @{ FlowId = $simulator.flowId }; Summary = @{} }
            'Get-CsatScore'            = @{ Summary = @{ StartTime = $from; EndTime = $to } }
            'Join-CsatScore'           = @{ Summary = @{ InputObject = $insight } }
            'Update-InsightDataset'    = @{ Summary = @{ Path = "$TestDrive/none"; ModelId = 'm'; StartTime = $from; EndTime = $to } }
            '*Insight*'                = @{ ModelId = 'm'; StartTime = $from; EndTime = $to }
        }
    }

    AfterAll { Disconnect-Simulator }

    It '-<Parameter> of <Command> is refused on <Other>, and nothing is sent' -ForEach $limited {
        $null = Connect-Simulator $simulator $audit -ApiProfile $Other
        $values.Keys | Should -Contain $Parameter -Because 'the table above gives a value for it'
        $with = ($others[$Command].$Other ?? $others['*Insight*']).Clone()
        $Parameter -eq 'Uri' ? $with.Remove('FlowId') : $null
        $with[$Parameter] = $values[$Parameter]
        Assert-BadInput $simulator $Command @{ Id = 'NotSupportedByProfile'; Target = $Parameter; Script = { & $Command @with } }
    }

    It 'a query that asks for details is refused on Summary, though it was made for another session' {
        $null = Connect-Simulator $simulator $audit -ApiProfile Platform
        $query = New-InsightQuery m $from $to -IncludeDetail
        $null = Connect-Simulator $simulator $audit
        Assert-BadInput $simulator Invoke-InsightQuery @{ Id = 'NotSupportedByProfile'; Target = 'IncludeDetail'; Script = { $query | Invoke-InsightQuery } }
    }

    It '<What> of the Platform profile is refused on Summary, though the query was made for another session' -ForEach @(
        @{ What = 'Metric'; With = @{ Metric = 'Silence' } }, @{ What = 'GroupBy'; With = @{ GroupBy = 'QueueId' } }, @{ What = 'NoName'; With = @{ NoName = $true } }
    ) {
        $null = Connect-Simulator $simulator $audit -ApiProfile Platform
        $query = New-InsightQuery m $from $to @With
        $null = Connect-Simulator $simulator $audit
        Assert-BadInput $simulator Invoke-InsightQuery @{ Id = 'NotSupportedByProfile'; Target = $What; Script = { $query | Invoke-InsightQuery } }
        Assert-BadInput $simulator New-InsightQuery @{ Id = 'NotSupportedByProfile'; Target = $What; Script = { New-InsightQuery m $from @With } }
    }

    It 'a switch that is off asks for nothing' {
        $null = Connect-Simulator $simulator $audit
        New-InsightQuery m $from -IncludeDetail:$false | Should -HaveCount 1
    }
}
