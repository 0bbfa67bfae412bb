#Requires -Version 7.4
# What people see: each output type as a table and as a list, in 120 columns, in several cultures.

BeforeDiscovery {
    $tables = @(
        @{ Type = 'InsightsSession'; Default = 'Table'; Header = 'Profile  Connected        IsOpen Host                           ClientId' }
        @{ Type = 'SpeechModel'; Default = 'Table'; Header = 'Id                                   Status      LastUpdated      Name' }
        @{ Type = 'SpeechModelReport'; Default = 'List'; Header = 'ModelId                              IsValid Status     Failed' }
        @{ Type = 'ModelCheck'; Default = 'Table'; Header = 'Name         Passed Severity Detail' }
        @{ Type = 'InsightQuery'; Default = 'List'; Header = 'StartTime        EndTime          Interactions ModelId' }
        @{ Type = 'SpeechInsight'; Default = 'Table'; Header = 'Timestamp        InteractionId                        Mentions Sentiment Agent' }
        @{ Type = 'ScoredInsight'; Default = 'Table'; Header = 'Timestamp        InteractionId                        Mentions Sentiment   Csat Agent' }
        @{ Type = 'InsightPermission'; Default = 'Table'; Header = 'Command                      IsAllowed Missing' }
        @{ Type = 'CsatScore'; Default = 'Table'; Header = 'InteractionId                          Csat SurveyCount CsatScale' }
        @{ Type = 'InsightAccuracy'; Default = 'List'; Header = '    Total     Rated Coverage AlignmentRate AgreementRate CohensKappa Reasons' }
        @{ Type = 'AccuracyInterval'; Default = 'Table'; Header = 'Start                Count     Rated MeanSentiment  MeanCsat' }
        @{ Type = 'AccuracyComparison'; Default = 'Table'; Header = 'Figure              Reference Difference  Change              95 %  PValue' }
        @{ Type = 'CoachingWebhook'; Default = 'Table'; Header = 'Name                         Enabled Id                                           Uri' }
        @{ Type = 'CoachingCandidate'; Default = 'Table'; Header = 'Priority InteractionId                        Agent          Reason' }
        @{ Type = 'CoachingDelivery'; Default = 'Table'; Header = 'State     Insights Attempts Status DeliveryId                           Reason            Uri' }
        @{ Type = 'CoachingAppointment'; Default = 'Table'; Header = 'Start            Minutes Interactions IsNew Status       AgentId                              Name' }
        @{ Type = 'DatasetDay'; Default = 'Table'; Header = 'Status             Rows       Rated   Changed Day        Organization                         Reason' }
        @{ Type = 'AuditEntry'; Default = 'Table'; Header = '  Sequence Timestamp        Command                    Status         LatencyMs  Results Error' }
        @{ Type = 'AuditReport'; Default = 'List'; Header = 'IsValid EntryCount FirstBroken Reason                  LastSequence Path' }
    )
    $lists = @(
        @{ Type = 'InsightsSession'; Labels = 'SessionId Profile Region BaseUri LoginUri Organization ClientId Connected IsOpen AuditPath RequireAudit Proxy TracePath ' +
            'Timeout MaximumRetryCount ThrottleLimit RequestsPerMinute RequestsLeft'
        }
        @{ Type = 'SpeechModel'; Labels = 'Id Name Status Type LastUpdated' }
        @{ Type = 'SpeechModelReport'; Labels = 'ModelId Name Status IsValid StartTime EndTime Checks' }
        @{ Type = 'ModelCheck'; Labels = 'Name Passed Severity Detail' }
        @{ Type = 'InsightQuery'; Labels = 'ModelId StartTime EndTime InteractionId Topic MinimumSentiment Interval Metric GroupBy PageSize IncludeDetail NoName' }
        @{ Type = 'SpeechInsight'; Labels = 'InteractionId AgentId Timestamp SpeechAnalytics Sentiment ModelId' }
        @{ Type = 'ScoredInsight'; Labels = 'InteractionId AgentId Timestamp SpeechAnalytics Sentiment Csat CsatScale SurveyCount ModelId' }
        @{ Type = 'InsightPermission'; Labels = 'Command IsAllowed Missing Limited RequestCount' }
        @{ Type = 'CsatScore'; Labels = 'InteractionId Csat CsatScale SurveyCount NetPromoterScore' }
        @{ Type = 'InsightAccuracy'; Labels = 'Total Rated Coverage AlignmentRate SentimentThreshold CsatThreshold AgreementRate ' +
            'MajorityBaseline BalancedAccuracy CohensKappa MatthewsCorrelation ' +
            'TruePositive FalsePositive TrueNegative FalseNegative PearsonR SpearmanRho Auc BestThreshold ReweightedAgreement ResponseDifference Reasons Series SeriesCorrelation'
        }
        @{ Type = 'AccuracyInterval'; Labels = 'Start Count Rated MeanSentiment MeanCsat' }
        @{ Type = 'AccuracyComparison'; Labels = 'Figure Reference Difference Change Low High PValue' }
        @{ Type = 'CoachingWebhook'; Labels = 'Id Name Uri FlowId Enabled Event Created' }
        @{ Type = 'CoachingCandidate'; Labels = 'InteractionId AgentId Timestamp Reason Priority SpeechAnalytics Sentiment Csat CsatScale SurveyCount ModelId' }
        @{ Type = 'CoachingDelivery'; Labels = 'DeliveryId Uri State InsightCount AttemptCount LastStatus Reason Created NextAttempt SpoolPath' }
        @{ Type = 'CoachingAppointment'; Labels = 'AppointmentId Name AgentId FacilitatorId Start Duration Status InteractionId IsNew' }
        @{ Type = 'DatasetDay'; Labels = 'Organization Day Status Rows Rated Changed ReadAt Reason File' }
        @{ Type = 'AuditEntry'; Labels = 'Sequence Timestamp RunId SessionId Command Status Error DateFrom DateTo ModelId InteractionCount ' +
            'ExecutionLatencyMs RequestCount RetryCount ResultCount AccuracyScore CorrelationId User Host ClientId ApiHost PreviousHash Hash'
        }
        @{ Type = 'AuditReport'; Labels = 'Path IsValid EntryCount FirstBroken Reason LastSequence LastHash RepairCount Repairs' }
    )
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 1500
    . "$PSScriptRoot/ViewText.ps1"
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    $culture = [cultureinfo]::CurrentCulture
    [cultureinfo]::CurrentCulture = 'en-GB'

    $credential = Get-SimulatorCredential $simulator
    $platform = Connect-GenesysInsights -BaseUri $simulator.baseUri -ApiProfile Platform -Credential $credential -AuditPath "$TestDrive/platform.jsonl"
    $session = Connect-GenesysInsights -BaseUri $simulator.baseUri -Credential $credential -AuditPath $audit
    $from = $to.AddDays(-7)
    $rows = Invoke-InsightQuery $model $from $to
    $scored = $rows | Join-CsatScore
    $accuracy = $scored | Measure-InsightAccuracy -Interval 1.00:00:00
    $null = Get-SpeechModel no-such-model -ErrorAction Ignore
    $made = @{
        InsightsSession = $session
        SpeechModel = Get-SpeechModel $model, $simulator.trainingModelId
        SpeechModelReport = Test-SpeechModel $simulator.trainingModelId -StartTime $from -EndTime $to
        InsightPermission = Test-InsightPermission -Session $platform
        ModelCheck = (Test-SpeechModel $model -StartTime $from -EndTime $to).Checks
        InsightQuery = New-InsightQuery $model $from $to -Topic billing_inquiry
        SpeechInsight = $rows
        ScoredInsight = $scored
        CsatScore = @(Get-CsatScore -StartTime $from -EndTime $to)
        InsightAccuracy = $accuracy
        AccuracyInterval = $accuracy.Series
        AccuracyComparison = Compare-InsightAccuracy $scored $scored -SentimentThreshold 0
        CoachingWebhook = Register-CoachingWebhook https://coaching-platform.example.com/api/v1/insights $model
        CoachingCandidate = ($candidates = @($scored | Select-CoachingCandidate))
        CoachingDelivery = $candidates | Send-CoachingInsight $simulator.coachingUri -AllowLoopback -SpoolPath "$TestDrive/spool" -BatchSize 5 -WarningAction Ignore
        CoachingAppointment = $candidates | New-CoachingAppointment 2099-01-05T09:00Z -Session $platform -ErrorAction Ignore
        DatasetDay = @(Update-InsightDataset -Path "$TestDrive/days" $model $from $to)
        AuditEntry = @(Get-InsightAudit -Raw)
        AuditReport = Test-InsightAudit
    }
}

AfterAll {
    [cultureinfo]::CurrentCulture = $culture
    $PSStyle.OutputRendering = $rendering
    Disconnect-Simulator
}

Describe 'Table of <Type>' -ForEach $tables {
    It 'has its columns, a line for each object, and fits in 120 columns' {
        $objects = @($made[$Type])
        $lines = Get-Text ($objects | Format-Table)
        $lines[0].TrimEnd() | Should -Be $Header
        $lines | Should -HaveCount ($objects.Count + 2)
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 }
    }

    It 'fits in 80 columns, with headers that do not wrap' {
        $objects = @($made[$Type])
        $lines = Get-Text ($objects | Format-Table) 80
        $lines | Should -HaveCount ($objects.Count + 2)
        $Header.StartsWith($lines[0].TrimEnd()) | Should -BeTrue -Because "'$($lines[0])' are its first columns"
    }

    It 'is what is shown without being asked for: <Default>' {
        $shown = Get-Text $made[$Type]
        $asked = if ($Default -eq 'Table') { Get-Text ($made[$Type] | Format-Table) } else { Get-Text ($made[$Type] | Format-List) }
        $shown | Should -Be $asked
    }
}

Describe 'List of <Type>' -ForEach $lists {
    It 'has its labels, in their order' {
        $first = @($made[$Type])[0]
        (Get-ListItem $first).Keys -join ' ' | Should -Be $Labels
        Get-Text ($first | Format-List) | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 }
    }
}

Describe 'What stands in a view' {
    It 'has both kinds of view for every type that a cmdlet gives' {
        $views = [xml](Get-Content "$root/module/SpeechInsights.Format.ps1xml" -Raw)
        $given = (Get-Command -Module SpeechInsights).OutputType.Type |
            Where-Object { $_ -and $_.Namespace -eq 'SpeechInsights' } |
            Sort-Object FullName -Unique
        # What a list leaves out, and why: it is said by another row.
        $left = @{ SpeechInsight = 'QueryStart', 'QueryEnd'; ScoredInsight = 'QueryStart', 'QueryEnd' }
        foreach ($type in @($given) + @([SpeechInsights.ModelCheck], [SpeechInsights.AccuracyInterval])) {
            $found = $views.Configuration.ViewDefinitions.View | Where-Object { $_.ViewSelectedBy.TypeName -eq $type.FullName }
            @($found | Where-Object TableControl) | Should -HaveCount 1 -Because $type.Name
            $list = @($found | Where-Object ListControl)
            $list | Should -HaveCount 1 -Because $type.Name
            foreach ($property in $type.GetProperties().Name | Where-Object { $_ -notin $left[$type.Name] }) {
                $list.ListControl.OuterXml | Should -MatchExactly "\b$property\b" -Because "$type has it, and the view lists it"
            }
        }
    }

    It 'shows an insight with local time, its mentions and its sentiment, rounded and to the right' {
        $row = $rows | Where-Object { $null -ne $_.SentimentAverage } | Select-Object -First 1
        $expected = '{0:yyyy-MM-dd HH:mm} {1,-36} {2,8:N0} {3,9:0.00} {4}' -f
        $row.Timestamp.LocalDateTime, $row.InteractionId, $row.SpeechAnalytics.Count, $row.SentimentAverage, $row.AgentId
        (Get-Text $row)[2] | Should -Be $expected
    }

    It 'leaves blank what is null' {
        $row = $scored | Where-Object { $null -eq $_.SentimentAverage -and $null -eq $_.Csat -and $_.AgentId } | Select-Object -First 1
        (Get-Text $row)[2] | Should -Match "^\d{4}-\d\d-\d\d \d\d:\d\d $($row.InteractionId) +\d+ {18}$($row.AgentId)$"
        $items = Get-ListItem $row
        $items.Sentiment, $items.Csat, $items.CsatScale | Should -Be '', '', ''
        $items.SurveyCount | Should -Be '0'
    }

    It 'shows the names of ten agents and three queues beside their ids, within 120 columns' {
        $named = Invoke-InsightQuery -StartTime $from -EndTime $to -GroupBy AgentId, QueueId -First 300 -Session $platform
        $lines = Get-Text ($named | Format-Table)
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 }
        foreach ($kind in 'Agent', 'Queue') {
            $ones = $named | Where-Object { $_."${kind}Name" } | Group-Object "${kind}Id" | Select-Object -First 10
            $ones.Count | Should -Be @{ Agent = 10; Queue = 3 }[$kind]
            foreach ($one in $ones) {
                $row = $one.Group[0]
                "$lines" | Should -Match ([regex]::Escape("$($row."${kind}Name") ($($row."${kind}Id".Substring(0, 8)))"))
            }
        }
    }

    It 'does not show the window of the query' {
        (Get-Text ($rows[0] | Format-List)) -join "`n" | Should -Not -Match 'QueryStart|QueryEnd'
    }

    It 'shows each check of a report on a line' {
        $items = Get-ListItem $made.SpeechModelReport
        $lines = $items.Checks -split "`n"
        $lines | Should -HaveCount 5
        $lines[0] | Should -Be "ok      Exists       The model is named '$($made.SpeechModelReport.Name)'."
        $lines[1] | Should -Be "Error   Deployed     Its status is 'training'."
        (Get-Text ($made.SpeechModelReport | Format-Table))[2] | Should -Match 'False   training   Deployed$'
    }

    It 'leaves the window out of a report that has none' {
        (Get-ListItem (Test-SpeechModel $model)).Keys | Should -Be 'ModelId', 'Name', 'Status', 'IsValid', 'Checks'
    }

    It 'shows intervals as low .. high, and rates in per cent' {
        $items = Get-ListItem $accuracy
        $items.Coverage | Should -Be $accuracy.Coverage.ToString('P1')
        $items.AgreementRate | Should -Be ('{0:P1} (95 %: {1:P1} .. {2:P1})' -f $accuracy.AgreementRate, $accuracy.AgreementLow, $accuracy.AgreementHigh)
        $items.PearsonR | Should -Be ('{0:0.000} (95 %: {1:0.000} .. {2:0.000})' -f $accuracy.PearsonR, $accuracy.PearsonLow, $accuracy.PearsonHigh)
        $items.CsatThreshold | Should -Be '3 of 1..5'
        $items.Series | Should -Be '7 intervals, 0 rows without a time'
    }

    It 'shows groups side by side' {
        $lines = Get-Text ($scored | Measure-InsightAccuracy -SentimentThreshold 0 -GroupBy Day -TimeZone UTC)
        $lines[0] | Should -Be 'Group                               Rows    Rated Agreement               95 %  ToRest AdjustedP Reasons'
        $lines[2] | Should -Match '^2026-\d\d-\d\d +\d+ +\d+ +[\d.]+\s?% +[\d.]+\s?% \.\. [\d.]+\s?% +[+-]0\.\d{3} +[01]\.\d{4}'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        (Get-ListItem ($scored | Measure-InsightAccuracy -GroupBy MediaType)).Group | Should -Match '^MediaType'
    }

    It 'shows figures that are not defined as blank, with the reason' {
        $empty = [pscustomobject]@{ SentimentAverage = $null; Csat = $null } | Measure-InsightAccuracy
        $items = Get-ListItem $empty
        foreach ($label in 'AgreementRate', 'MajorityBaseline', 'CohensKappa', 'PearsonR', 'SpearmanRho', 'Auc', 'CsatThreshold') {
            $items[$label] | Should -Be '' -Because $label
        }
        $items.Reasons | Should -Be 'NoRatedRows'
        $items.Contains('Series') | Should -BeFalse
    }

    It 'shows the error of a run that failed' {
        $failed = Get-InsightAudit -Raw | Where-Object Status -EQ Failed
        (Get-Text $failed)[2] | Should -Match 'Get-SpeechModel +Failed +[\d,]+ +0 ModelNotFound$'
    }

    It 'shows the time in lists with its offset' {
        (Get-ListItem $session).Connected | Should -Be $session.Connected.ToLocalTime().ToString('yyyy-MM-dd HH:mm:ss zzz')
    }

    It 'counts interactions of a query where there are many' {
        (Get-ListItem (New-InsightQuery $model $from $to -InteractionId a, b)).InteractionId | Should -Be 'a, b'
        (Get-ListItem (New-InsightQuery $model $from $to -InteractionId ([string[]](1..1500)))).InteractionId | Should -Be '1,500 interactions'
        (Get-ListItem $made.InsightQuery).InteractionId | Should -Be 'all'
    }

    It 'leaves no error behind, in strict mode too' {
        $before = $Error.Count
        & {
            Set-StrictMode -Version Latest
            foreach ($objects in $made.Values) {
                $null = $objects | Format-Table | Out-String
                $null = $objects | Format-List | Out-String
            }
        }
        $Error.Count | Should -Be $before
    }
}

Describe 'Cultures' {
    It 'writes numbers as <Name> does' -ForEach @(
        @{ Name = 'de-DE'; Rate = '^\d+,\d %$' }
        @{ Name = 'tr-TR'; Rate = '^%\d+,\d$' }
    ) {
        Use-Culture $Name {
            $items = Get-ListItem $accuracy
            $items.Coverage -replace '\s', ' ' | Should -Match $Rate
            $items.SentimentThreshold | Should -Be '0,6'
            $items.Auc | Should -Match '^\d,\d{3} \(95 %: \d,\d{3} \.\. \d,\d{3}\)$'
            $rated = $scored | Where-Object { $null -ne $_.Csat -and $null -ne $_.SentimentAverage } | Select-Object -First 1
            (Get-Text $rated)[2] | Should -Match ' -?\d,\d\d +\d,\d\d '
        }
    }

    It 'keeps columns and labels in <_>' -ForEach 'de-DE', 'tr-TR' {
        Use-Culture $_ {
            foreach ($type in $made.Keys) {
                $lines = Get-Text ($made[$type] | Format-Table)
                $lines | Should -HaveCount (@($made[$type]).Count + 2) -Because $type
                $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 120 -Because $type }
            }
            (Get-ListItem $accuracy).Keys | Should -Contain 'SentimentThreshold'
        }
    }
}
