#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $faults = Get-ServerFault
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 5000
    $coach = 'https://coaching-platform.example.com/api/v1/insights'
    $queryPath = '/api/v2/analytics/conversations/summary/query'
    $surveyPath = '/api/v2/analytics/surveys/summary/query'
    $truth = @(Get-Truth $simulator $from $to)
}

AfterAll { Disconnect-Simulator }

Describe 'Invoke-InsightPipeline' {
    BeforeEach { $null = New-Session }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Invoke-InsightPipeline | Should -BeExactly @(
            'Ask: AccuracyVariable:String AllowLoopback:SwitchParameter AllowPrivateNetwork:SwitchParameter Checkpoint:String CoachingHeader:Hashtable CoachingName:String CoachingUri:Uri ' +
            'DeliverTo:Uri DeliverySecret:SecureString[] EndTime:InsightTime@2<p Force:SwitchParameter ' +
            'GroupBy:InsightGrouping[] IncludeDetail:SwitchParameter InteractionId:InteractionReference[]<v<p=ConversationId Interval:TimeSpan Last:String ' +
            'Metric:InsightMetric[] MinimumSentiment:Double ' +
            'ModelId:String@0<p=Id NoName:SwitchParameter PageSize:Int32 Session:InsightsSession SkipModelCheck:SwitchParameter SpoolPath:String StartTime:InsightTime@1<p ' +
            'SurveyForm:String[] SurveyLag:TimeSpan TimeZone:String Topic:String[]'
            'Query: AccuracyVariable:String AllowLoopback:SwitchParameter AllowPrivateNetwork:SwitchParameter Checkpoint:String CoachingHeader:Hashtable CoachingName:String CoachingUri:Uri ' +
            'DeliverTo:Uri DeliverySecret:SecureString[] Force:SwitchParameter Query:InsightQuery!<v Session:InsightsSession SkipModelCheck:SwitchParameter SpoolPath:String SurveyForm:String[] SurveyLag:TimeSpan'
        )
        (Get-Command Invoke-InsightPipeline).OutputType.Name | Should -Be 'SpeechInsights.ScoredInsight'
    }

    It 'takes a piped query whole' {
        $query = New-InsightQuery $model $from $to -Topic $simulator.topic -MinimumSentiment 0.5
        $rows = $query | Invoke-InsightPipeline
        $rows.Count | Should -BeGreaterThan 0
        $rows.InteractionId | Should -Be @(Invoke-InsightQuery $model $from $to -Topic $simulator.topic -MinimumSentiment 0.5).InteractionId
        $rows.Count | Should -BeLessThan @(Invoke-InsightQuery $model $from $to).Count
    }

    It 'gives what query and join give, in one audited run, and registers after the last row' {
        $rows = Invoke-InsightPipeline $model $from $to -CoachingUri $coach -AccuracyVariable accuracy
        $rows | Should -BeOfType SpeechInsights.ScoredInsight
        $rows.InteractionId | Should -BeExactly $truth.interactionId
        for ($i = 0; $i -lt $truth.Count; $i++) {
            $rows[$i].SentimentAverage | Should -Be $truth[$i].sentiment
            $null -eq $rows[$i].Csat | Should -Be ($null -eq $truth[$i].csat)
            [Math]::Round([double]$rows[$i].Csat, 3) | Should -Be ([Math]::Round([double]$truth[$i].csat, 3))
        }
        $accuracy | Should -BeOfType SpeechInsights.InsightAccuracy
        $accuracy.AgreementRate | Should -Be ($rows | Measure-InsightAccuracy -Session (Get-GenesysInsightsSession)).AgreementRate
        (Invoke-Control $simulator webhooks | ForEach-Object { $_ }).url | Should -Be $coach
        $sent = (Get-Request $simulator).What
        $sent[0] | Should -BeLike 'GET */models/*'
        $sent[-1] | Should -Be 'POST /api/v2/webhooks'
        $entries = @(Get-InsightAudit -Raw -Command Invoke-InsightPipeline)[-2..-1]
        $entries.Status | Should -Be 'Started', 'Completed'
        $entries[1].ResultCount | Should -Be $truth.Count
        $entries[1].RequestCount | Should -Be $sent.Count
        $entries[1].AccuracyScore | Should -Be ([Math]::Round($accuracy.AlignmentRate, 4))
    }

    It 'registers nothing without -CoachingUri' {
        $null = Invoke-InsightPipeline $model $from $to -Topic complaint
        Get-Request $simulator | Where-Object path -Like '*webhooks*' | Should -BeNullOrEmpty
    }

    It 'asks for topics, sentiment and interactions' {
        $wanted = @($truth | Where-Object { $_.topics -contains 'billing_inquiry' -and $_.sentiment -ge 0 })
        $ids = $wanted.interactionId | Select-Object -Unique -First 4
        ($ids | Invoke-InsightPipeline $model $from $to -Topic billing_inquiry -MinimumSentiment 0).InteractionId | Select-Object -Unique | Should -Be $ids
    }

    It '-WhatIf reads and registers nothing' {
        $rows = Invoke-InsightPipeline $model $from $to -Topic complaint -CoachingUri $coach -WhatIf
        $rows | Should -Not -BeNullOrEmpty
        Get-Request $simulator | Where-Object path -Like '*webhooks*' | Should -BeNullOrEmpty
        @(Get-InsightAudit -Raw)[-1].Status | Should -Be 'Completed'
    }

    It 'asks the surveys that much later, with -SurveyLag' {
        $null = Invoke-InsightPipeline $model $from $to -Topic complaint -SurveyLag '14.00:00:00'
        (Get-Request $simulator | Where-Object path -EQ $surveyPath | Select-Object -First 1).body |
            Should -BeLike "*`"dateTo`":`"$($to.AddDays(14).ToString('yyyy-MM-dd'))T*"
    }

    It 'WebhookAlreadyExists after the rows; -Force replaces' {
        $null = Register-CoachingWebhook https://old.example.com/ $model
        $failure = Get-Failure { Invoke-InsightPipeline $model $from $to -Topic complaint -CoachingUri $coach }
        $failure.Output | Should -Not -BeNullOrEmpty
        Assert-Failure $failure WebhookAlreadyExists Invoke-InsightPipeline 'SpeechInsightsToCoachingSync'
        $null = Invoke-InsightPipeline $model $from $to -Topic complaint -CoachingUri $coach -Force -CoachingHeader @{ 'X-Team' = 'a' }
        $stored = Invoke-Control $simulator webhooks | ForEach-Object { $_ }
        $stored.url, $stored.headers.'X-Team' | Should -Be $coach, 'a'
        $null = Invoke-InsightPipeline $model $from $to -Topic complaint -CoachingUri $coach -CoachingName other
        @(Invoke-Control $simulator webhooks | ForEach-Object { $_ }) | Should -HaveCount 2
    }

    It 'a run that fails leaves no figures of the one before' {
        $fault = Add-Fault $simulator @{ path = $queryPath; kind = 'status'; status = 500 }
        $accuracy = 'old'
        $failed = $null
        # Not by Get-Failure: its block would set a variable of its own scope.
        try {
            $null = Invoke-InsightPipeline $model $from $to -AccuracyVariable accuracy
        }
        catch {
            $failed = $_
        }
        Get-FaultCount $simulator $fault | Should -Be 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'ServerError,*'
        $accuracy | Should -BeNullOrEmpty -Because 'nothing was measured'
    }

    It '<Id> ends the run before it queries' -ForEach @(
        @{ Id = 'ModelNotFound'; Name = { 'nowhere' } }
        @{ Id = 'ModelNotReady'; Name = { $simulator.trainingModelId } }
    ) {
        $name = & $Name
        Assert-Failure (Get-Failure { Invoke-InsightPipeline $name $from $to -CoachingUri $coach }) $Id Invoke-InsightPipeline $name
        (Get-Request $simulator).What | Should -BeLike 'GET */models/*'
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'ModelIdRequired'; Why = 'there is no model'; Target = 'ModelId'; Script = { Invoke-InsightPipeline -StartTime $from -EndTime $to } }
        @{ Id = 'EmptyIdentifier'; Why = 'an interaction is empty'; Target = 'InteractionId'; Script = { '' | Invoke-InsightPipeline $model $from $to } }
        @{ Id = 'EmptyIdentifier'; Why = 'the webhook''s name is empty'; Target = 'Name'
            Script = { Invoke-InsightPipeline $model $from $to -CoachingUri $coach -CoachingName ' ' }
        }
        @{ Id = 'InvalidInterval'; Why = 'the start is the end'; Target = 'StartTime'; Script = { Invoke-InsightPipeline $model $from $from } }
        @{ Id = 'NotSupportedByProfile'; Why = 'details are asked for'; Target = 'IncludeDetail'
            Script = { Invoke-InsightPipeline $model $from $to -IncludeDetail }
        }
        @{ Id = 'WindowTooLong'; Why = 'the window is over 730 days'; Target = 'StartTime'; Script = { Invoke-InsightPipeline $model $to.AddDays(-731) $to } }
        @{ Id = 'PageSizeOutOfRange'; Why = 'a page has 101 rows'; Target = 'PageSize'; Script = { Invoke-InsightPipeline $model $from $to -PageSize 101 } }
        @{ Id = 'ThresholdOutOfRange'; Why = 'sentiment is above 1'; Target = 'MinimumSentiment'
            Script = { Invoke-InsightPipeline $model $from $to -MinimumSentiment 2 }
        }
        @{ Id = 'InvalidDuration'; Why = 'the lag is ticks'; Target = 'SurveyLag'; Script = { Invoke-InsightPipeline $model $from $to -SurveyLag 14 } }
        @{ Id = 'InvalidDuration'; Why = 'the interval is ticks'; Target = 'Interval'; Script = { Invoke-InsightPipeline $model $from $to -Interval 1 } }
        @{ Id = 'InsecureWebhookUri'; Why = 'the address is plain http'; Target = 'a.example.com'
            Script = { Invoke-InsightPipeline $model $from $to -CoachingUri http://a.example.com }
        }
        @{ Id = 'InvalidHeader'; Why = 'a header breaks the line'; Target = 'X'
            Script = { Invoke-InsightPipeline $model $from $to -CoachingUri $coach -CoachingHeader @{ X = "a`nb" } }
        }
    ) {
        Assert-BadInput $simulator Invoke-InsightPipeline $_
    }

    It 'needs an open session' {
        Assert-SessionNeeded $simulator $audit Invoke-InsightPipeline { param($with) Invoke-InsightPipeline $model $from $to @with }
    }

    It '<Id> for <Kind> of the query' -ForEach $faults {
        $script = { param($session) Invoke-InsightPipeline $model $from $to -SkipModelCheck -CoachingUri $coach -Session $session }
        Assert-ServerFault $simulator $_ $script Invoke-InsightPipeline $queryPath -AuditPath $audit
    }

    It 'a join that fails registers nothing' {
        $fault = Add-Fault $simulator @{ path = $surveyPath; kind = 'status'; status = 500 }
        Assert-Failure (Get-Failure { Invoke-InsightPipeline $model $from $to -CoachingUri $coach }) ServerError Invoke-InsightPipeline $surveyPath
        Get-FaultCount $simulator $fault | Should -Be 1
        Get-Request $simulator | Where-Object path -Like '*webhooks*' | Should -BeNullOrEmpty
    }

    It 'tells under -Verbose what it asked' {
        Assert-VerboseText $simulator { Invoke-InsightPipeline $model $from $to -Topic complaint -Verbose } "POST $surveyPath -> 200 in * ms*"
    }
}

Describe 'Invoke-InsightPipeline -DeliverTo' {
    BeforeAll {
        $audit = Join-Path $TestDrive 'deliver.jsonl'
        $null = Connect-Simulator $simulator $audit
        $coachSecret = [System.Net.NetworkCredential]::new('', $simulator.coachingSecret).SecurePassword
    }

    BeforeEach {
        Reset-Simulator $simulator
        $null = Invoke-Control $simulator deliveries -Method Delete
        $ask = @{
            ModelId = $simulator.modelId; StartTime = $simulator.from; EndTime = $simulator.to; SkipModelCheck = $true
            DeliverTo = $simulator.coachingUri; DeliverySecret = $coachSecret; AllowLoopback = $true; SpoolPath = Join-Path $TestDrive "spool-$(New-Guid)"
        }
    }

    It 'gives all rows, and sends the candidates among them after the last one, in one audited run' {
        $rows = @(Invoke-InsightPipeline @ask)
        $received = Invoke-Control $simulator deliveries | ForEach-Object { $_ }
        ($received.insights.interactionId | Sort-Object) | Should -Be (($rows | Select-CoachingCandidate).InteractionId | Sort-Object)
        $asked = @(Get-Request $simulator).path
        $asked[-1] | Should -Be '/coaching/insights'
        @($asked[0..($asked.Count - @($received).Count - 1)]) | Should -Not -Contain '/coaching/insights'
        $end = Get-Content $audit -Tail 1 | ConvertFrom-Json
        $end.command, $end.status, $end.resultCount | Should -Be 'Invoke-InsightPipeline', 'completed', $rows.Count
        $end.queryParams.target | Should -Be ([uri]$simulator.coachingUri).Authority
        $end.queryParams.deliveredCount, $end.queryParams.waitingCount, $end.queryParams.deadCount | Should -Be @($received).Count, 0, 0
        $null = Invoke-InsightPipeline @ask
        @(Invoke-Control $simulator deliveries | ForEach-Object { $_ }).Count | Should -Be @($received).Count -Because 'the same is not sent twice'
    }

    It 'without consent gives the rows and sends nothing' {
        @(Invoke-InsightPipeline @ask -WhatIf) | Should -Not -BeNullOrEmpty
        Invoke-Control $simulator deliveries | ForEach-Object { $_ } | Should -BeNullOrEmpty
        Test-Path $ask.SpoolPath | Should -BeFalse
    }

    It 'gives the rows where the receiver is down, and warns of what waits' {
        $null = Add-Fault $simulator @{ path = '/coaching'; kind = 'status'; status = 503; retryAfter = '600'; times = 0 }
        @(Invoke-InsightPipeline @ask -WarningVariable warned) | Should -Not -BeNullOrEmpty
        "$warned" | Should -BeLike '*wait*'
        (Get-CoachingDelivery -SpoolPath $ask.SpoolPath).State | Select-Object -Unique | Should -Be 'Pending'
    }

    It '<Id> before anything is asked' -ForEach @(
        @{ Id = 'InsecureWebhookUri'; Target = '127.0.0.1'; Change = @{ DeliverTo = 'https://127.0.0.1/'; AllowLoopback = $false } }
        @{ Id = 'InvalidSecret'; Target = 'Secret'; Change = @{ DeliverySecret = ([System.Net.NetworkCredential]::new('', 'whsec_no').SecurePassword) } }
    ) {
        $Change.Keys | ForEach-Object { $ask[$_] = $Change[$_] }
        Assert-Failure (Get-Failure { Invoke-InsightPipeline @ask }) $Id Invoke-InsightPipeline $Target
        Get-Request $simulator | Should -BeNullOrEmpty
    }

    It '<Id> before any row is asked for' -ForEach @(
        @{ Id = 'SpoolInvalid'; Name = 'letter.txt' }
        @{ Id = 'SpoolWriteFailed'; Name = '' }
    ) {
        if ($Name) {
            $null = New-Item (Join-Path $ask.SpoolPath $Name) -Force
        }
        else {
            $ask.SpoolPath = "$(New-Item (Join-Path $TestDrive "file-$(New-Guid)"))/spool"
        }
        Assert-Failure (Get-Failure { Invoke-InsightPipeline @ask }) $Id Invoke-InsightPipeline $ask.SpoolPath
        Get-Request $simulator | Should -BeNullOrEmpty
    }
}
