#Requires -Version 7.4
# Every output type is piped into every cmdlet: what is bound is told here, and everything else is refused.
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    # Every output type, and the two forms that some of them have. A type that comes new has to be told here what it binds to.
    $kinds = @(
        'InsightsSession', 'SpeechModel', 'SpeechModelReport', 'SpeechModelReport+window', 'InsightQuery', 'InsightQuery+ids', 'SpeechInsight', 'CsatScore',
        'ScoredInsight', 'InsightAccuracy', 'CoachingWebhook', 'AuditEntry', 'AuditEntry+model', 'AuditReport', 'Boolean', 'InsightPermission', 'InsightsConnection',
        'CoachingCandidate', 'CoachingDelivery', 'CoachingAppointment', 'AccuracyComparison', 'DatasetDay'
    )

    # What a property ModelId or Id brings: 'model' or 'webhook' is the id that must be sent. An id that is null is an error.
    $models = @{
        'SpeechModel' = 'model'; 'SpeechModelReport' = 'model'; 'SpeechModelReport+window' = 'model'; 'InsightQuery' = 'model'; 'InsightQuery+ids' = 'model'
        'SpeechInsight' = 'model'; 'ScoredInsight' = 'model'; 'CoachingCandidate' = 'model'; 'AuditEntry+model' = 'model'; 'CoachingWebhook' = 'webhook'; 'AuditEntry' = 'EmptyIdentifier'
    }
    $interactions = @{
        'InsightQuery+ids' = 'interaction'; 'SpeechInsight' = 'interaction'; 'CsatScore' = 'interaction'; 'ScoredInsight' = 'interaction'; 'CoachingCandidate' = 'interaction'
        'InsightQuery' = 'EmptyIdentifier'; 'CoachingAppointment' = 'interaction'
    }
    # What has a model and no interaction asks about all of the window, as -ModelId alone does.
    $queries = $models.Clone()
    foreach ($kind in 'SpeechInsight', 'ScoredInsight', 'CoachingCandidate', 'InsightQuery+ids') {
        $queries[$kind] = 'model interaction'
    }
    $queries['InsightQuery'] = 'EmptyIdentifier'
    # A score has no model, and this entry none that is not null.
    $queries['CsatScore'] = 'ModelIdRequired'
    $queries['AuditEntry'] = 'ModelIdRequired'
    $queries['CoachingAppointment'] = 'ModelIdRequired'
    # The window stands beside it.
    $days = $models.Clone()
    $days['AuditEntry'] = 'ModelIdRequired'
    $trails = @{ 'InsightsSession' = 'path'; 'AuditReport' = 'path'; 'InsightsConnection' = 'path' }
    # These have one of the figures that make a row, not both.
    $figures = @{ 'ScoredInsight' = 'row'; 'CoachingCandidate' = 'row' }
    foreach ($kind in 'SpeechInsight', 'CsatScore', 'InsightAccuracy', 'AuditEntry', 'AuditEntry+model', 'InsightQuery') {
        $figures[$kind] = 'InputObjectMissingMandatory'
    }

    $patterns = @{ Model = $models; Query = $queries; Interaction = $interactions; Row = $figures; Trail = $trails; Day = $days }
    $cells = foreach ($command in (Get-Command -Module SpeechInsights).Name) {
        $bound = (Get-CmdletCase | Where-Object Cmdlet -EQ $command).Binds
        $expected = $bound -is [string] ? $patterns[$bound] : $bound
        foreach ($kind in $kinds) {
            @{ Command = $command; Kind = $kind; Expected = $null -eq $expected ? 'a case in tests/Pester/Cases.ps1' : ($expected[$kind] ?? 'InputObjectNotBound') }
        }
    }
    $commands = (Get-Command -Module SpeechInsights).Name | ForEach-Object { @{ Command = $_ } }
    # What takes several from the pipeline, and what takes one object at a time.
    $lists = foreach ($command in Get-Command -Module SpeechInsights) {
        foreach ($parameter in $command.Parameters.Values | Where-Object { $_.ParameterType.IsArray -and $_.ParameterSets.Values.ValueFromPipeline -contains $true }) {
            @{ Command = $command.Name; Parameter = $parameter.Name }
        }
    }
    # A step outside each side of what a parameter declares to take.
    $outside = foreach ($command in Get-Command -Module SpeechInsights) {
        foreach ($property in $command.ImplementingType.GetProperties()) {
            foreach ($bounds in $property.GetCustomAttributes($true) | Where-Object { $_.GetType().Name -eq 'BoundsAttribute' }) {
                $step = $property.PropertyType -eq [double] ? 0.01 : 1
                ($bounds.Minimum - $step), ($bounds.Maximum + $step) | ForEach-Object {
                    @{ Command = $command.Name; Parameter = $property.Name; Value = $_; Least = $bounds.Minimum; Most = $bounds.Maximum }
                }
            }
        }
    }
    $objects = Get-Command -Module SpeechInsights | Where-Object { $_.Parameters.ContainsKey('InputObject') } | ForEach-Object { @{ Command = $_.Name } }
    $nullable = @($commands | Where-Object { (Get-Command $_.Command).ParameterSets.Parameters.ValueFromPipeline -contains $true })
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 500
    $platform = Connect-Simulator $simulator $audit -ApiProfile Platform
    $permission = (Test-InsightPermission)[0]
    $session = Connect-Simulator $simulator $audit
    $rows = @(Invoke-InsightQuery $model $from $to)
    $interaction = $rows[0].InteractionId
    $hook = Register-CoachingWebhook https://coach.example.com/ $model
    $env:SPEECHINSIGHTS_CONNECTION_PATH = Join-Path $TestDrive 'connections.json'
    $samples = @{
        'InsightsConnection' = Register-InsightsConnection sample -Region us-east-1 -AuditPath $audit
        'InsightsSession' = $session
        'SpeechModel' = Get-SpeechModel $model
        'SpeechModelReport' = Test-SpeechModel $model
        'SpeechModelReport+window' = Test-SpeechModel $model -StartTime $from -EndTime $to
        'InsightQuery' = New-InsightQuery $model $from $to
        'InsightQuery+ids' = New-InsightQuery $model $from $to -InteractionId $interaction
        'SpeechInsight' = $rows[0]
        'CsatScore' = [System.Management.Automation.PSObject]::AsPSObject((Get-CsatScore -StartTime $from -EndTime $to)[0])
        'ScoredInsight' = $rows[0] | Join-CsatScore
        'InsightAccuracy' = $rows | Join-CsatScore | Measure-InsightAccuracy
        'AccuracyComparison' = ($rows | Join-CsatScore | Compare-InsightAccuracy @())[0]
        'InsightPermission' = $permission
        'CoachingWebhook' = $hook
        'AuditEntry' = (Get-InsightAudit -Command Connect-GenesysInsights)[0]
        'AuditEntry+model' = (Get-InsightAudit -Command Invoke-InsightQuery)[0]
        'AuditReport' = Test-InsightAudit
        'Boolean' = Test-SpeechModel $model -Quiet
    }
    $with = Get-CaseInput $simulator $audit
    $samples['CoachingCandidate'] = @($rows | Join-CsatScore | Select-CoachingCandidate)[0]
    $samples['CoachingDelivery'] = $samples['CoachingCandidate'] | Send-CoachingInsight $with.coach -Secret $with.coachSecret -AllowLoopback -SpoolPath $with.spool
    $samples['CoachingAppointment'] = $samples['CoachingCandidate'] | New-CoachingAppointment 2099-01-05T09:00Z -Session $platform
    $samples['DatasetDay'] = Update-InsightDataset -Path (Join-Path $TestDrive 'days') $model $from $to
    # The least that a cmdlet needs beside its input.
    function Get-Beside([string] $Command, [string] $Parameter = '') {
        $case = Find-CmdletCase $Command
        $beside = $case['BesideOf']?[$Parameter] ?? $case['Beside']
        $beside ? (& $beside) : @{}
    }

    # Every id that was sent, wherever the request has it.
    function Get-SentId {
        foreach ($request in Get-Request $simulator -WithToken) {
            if ($request.path -match '/(models|webhooks)/(.+)$') {
                [uri]::UnescapeDataString($Matches[2])
            }
            if ($request.body) {
                $body = $request.body | ConvertFrom-Json
                $body.speechAnalyticsModelId
                $body.filter.value
                $body.filterGroups | ForEach-Object { $_.filters.values }
            }
        }
    }

    function Invoke-Piped($Command, $Value) {
        $null = Invoke-Control $simulator requests -Method Delete
        $beside = Get-Beside $Command
        Get-Failure { param($value) , $value | & $Command @beside } @(, $Value)
    }
}

AfterAll {
    Disconnect-Simulator
    $env:SPEECHINSIGHTS_CONNECTION_PATH = $null
}

Describe 'What the pipeline brings' {
    It 'every output type is among the kinds and the samples of this file' {
        $types = (Get-Command -Module SpeechInsights).OutputType.Type | Where-Object { $_ -notin [void], [psobject], [System.IO.FileInfo] } | ForEach-Object Name | Select-Object -Unique
        $types | Where-Object { -not $samples.ContainsKey($_) } | Should -BeNullOrEmpty
        foreach ($kind in $samples.Keys) {
            $samples[$kind].GetType().Name | Should -Be ($kind -replace '\+.*')
        }
    }

    It '<Kind> | <Command>: <Expected>' -ForEach $cells {
        $interaction = $Kind -in 'CsatScore', 'CoachingCandidate', 'CoachingAppointment' ? $samples[$Kind].InteractionId : $rows[0].InteractionId
        $failure = Invoke-Piped $Command $samples[$Kind]
        $ids = @(Get-SentId | Where-Object { $_ } | Select-Object -Unique)
        $failure.Record.FullyQualifiedErrorId | ForEach-Object { $_ | Should -Not -BeLike '*Unexpected*' }
        if ($Expected -in 'InputObjectNotBound', 'InputObjectMissingMandatory', 'EmptyIdentifier', 'ModelIdRequired') {
            $failure.Record | Should -HaveCount 1
            $failure.Record[0].FullyQualifiedErrorId | Should -BeLike "$Expected,*"
            $failure.Output | Should -BeNullOrEmpty
            Get-Request $simulator -WithToken | Should -BeNullOrEmpty -Because 'what is refused is not sent'
            return
        }

        $known = @{ model = $model; webhook = $hook.Id; interaction = $interaction }
        $wanted = @($Expected -split ' ' | ForEach-Object { $known[$_] } | Where-Object { $_ })
        switch -Regex ($Command) {
            '^New-InsightQuery' {
                $failure.Record | Should -BeNullOrEmpty
                $failure.Output[0].ModelId | Should -Be $wanted[0]
                $failure.Output[0].InteractionId | Should -Be ($wanted | Select-Object -Skip 1)
            }
            '^Get-CoachingWebhook' {
                # The list is read; the id is looked for here.
                $failure.Output.Id ?? $failure.Record[0].TargetObject | Should -Be $wanted
            }
            '^Join-|^(Get|Test)-SpeechModel|^Invoke-|^Get-CsatScore|^(Unr|R)egister-|^Update-' {
                # The pipeline's own join asks for what its query found.
                $allowed = $wanted + ($Command -in 'Invoke-InsightPipeline', 'Update-InsightDataset' ? @($rows.InteractionId) : @())
                $wanted | Where-Object { $_ -notin $ids } | Should -BeNullOrEmpty -Because "these ids should be sent, not '$ids'"
                $ids | Where-Object { $_ -notin $allowed } | Should -BeNullOrEmpty -Because 'no other text may slip in as an id'
            }
            '^Compare-' {
                $failure.Record | Should -BeNullOrEmpty
                @($failure.Output).Count | Should -Be 7
            }
            '^Measure-' {
                $failure.Output.Total | Should -Be 1
            }
            '^Select-|^Send-|^Resume-|^New-Coaching|^Export-' {
                $failure.Record | Should -BeNullOrEmpty
                @($failure.Output).Count | Should -BeLessOrEqual 1
            }
            'Session|Disconnect|Audit' {
                $failure.Record | Should -BeNullOrEmpty
            }
        }
        $ids | Should -Not -Match '^SpeechInsights\.' -Because 'the name of a type is no id'
    }

    It 'a query goes whole into Invoke-InsightQuery, with nothing beside it' {
        $null = Invoke-Control $simulator requests -Method Delete
        $query = New-InsightQuery $model $from $to -Topic complaint
        $query | Invoke-InsightQuery -SkipModelCheck | Should -Not -BeNullOrEmpty
        (Get-Request $simulator)[0].body | Should -BeExactly $query.ToJson()
    }

    It 'a report with a window brings the window too' {
        $null = Invoke-Control $simulator requests -Method Delete
        $query = $samples['SpeechModelReport+window'] | New-InsightQuery
        $query.StartTime, $query.EndTime | Should -Be $from, $to
    }

    It '<_> is no interaction' -ForEach @('Date', 'Hashtable', 'Version', 'PSObject', 'Number') {
        $value = @{ Date = Get-Date; Hashtable = @{ a = 1 }; Version = [version]'1.2'; PSObject = [pscustomobject]@{ a = 1 }; Number = 5 }[$_]
        $failure = Invoke-Piped Get-CsatScore $value
        $failure.Record[0].FullyQualifiedErrorId | Should -BeLike 'InputObjectNotBound,*'
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
        { Get-CsatScore -InteractionId $value -StartTime $from -EndTime $to } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        { Get-SpeechModel -ModelId $value } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }
}

Describe 'What is out of bounds' {
    It '<Value> for -<Parameter> of <Command> is refused, and sends nothing' -ForEach $outside {
        $null = Invoke-Control $simulator requests -Method Delete
        $beside = (Get-Beside $Command $Parameter) + @{ $Parameter = $Value }
        if ((Get-Command $Command).Parameters.ContainsKey('ModelId')) {
            $beside.ModelId = $model
        }
        $isFed = 'InputObject', 'DifferenceObject' | Where-Object { (Get-Command $Command).Parameters.ContainsKey($_) }
        $failure = Get-Failure { if ($isFed) { @() | & $Command @beside } else { & $Command @beside } }
        $failure.Record | Should -HaveCount 1
        $failure.Record[0].FullyQualifiedErrorId | Should -Match '^\w+OutOfRange,'
        $failure.Record[0].TargetObject | Should -Be $Parameter
        $failure.Record[0].Exception.Message | Should -Match "$Least to $Most"
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }
}

Describe 'What brings nothing' {
    It 'an empty pipeline into <Command> sends nothing and gives nothing' -ForEach $commands {
        $null = Invoke-Control $simulator requests -Method Delete
        $beside = Get-Beside $Command
        $before = @(Get-InsightAudit $audit).Count
        $failure = Get-Failure { @() | & $Command @beside }
        $failure.Output | Should -BeNullOrEmpty
        $failure.Record | Should -BeNullOrEmpty
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
        Get-InsightAudit $audit | Should -HaveCount $before -Because 'what asks nothing leaves no entry'
    }

    It '@() for -<Parameter> of <Command> sends nothing and gives nothing' -ForEach $lists {
        $null = Invoke-Control $simulator requests -Method Delete
        $beside = @{ $Parameter = @() } + (Get-Beside $Command)
        if ((Get-Command $Command).Parameters.ContainsKey('ModelId') -and $Parameter -ne 'ModelId') {
            $beside.ModelId = $model
        }
        $before = @(Get-InsightAudit $audit).Count
        $failure = Get-Failure { & $Command @beside }
        $failure.Output | Should -BeNullOrEmpty
        $failure.Record | Should -BeNullOrEmpty
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
        Get-InsightAudit $audit | Should -HaveCount $before -Because 'what asks nothing leaves no entry'
    }

    It 'a list for -InputObject of <Command> is refused, and sends nothing: it goes through the pipeline' -ForEach $objects {
        $null = Invoke-Control $simulator requests -Method Delete
        { & $Command -InputObject @() } | Should -Throw -ErrorId "CannotConvertArgument,*"
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }

    It '$null piped into <Command> is refused, and sends nothing' -ForEach $nullable {
        $failure = Invoke-Piped $Command $null
        $failure.Output | Should -BeNullOrEmpty
        $failure.Record | Should -HaveCount 1
        $failure.Record[0].FullyQualifiedErrorId | Should -Match '^(InputObjectNotBound|EmptyIdentifier|ParameterArgumentValidationError\w*),'
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }

    It 'empty text piped into <Command> is refused, and sends nothing' -ForEach $commands {
        $failure = Invoke-Piped $Command ''
        $failure.Output | Should -BeNullOrEmpty
        $failure.Record | Should -HaveCount 1
        $failure.Record[0].FullyQualifiedErrorId | Should -Match '^(InputObjectNotBound|EmptyIdentifier),'
        Get-Request $simulator -WithToken | Should -BeNullOrEmpty
    }
}
