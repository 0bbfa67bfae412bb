#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $faults = Get-ServerFault
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 10
    $modelId = $simulator.modelId
    $path = "/api/v2/speechanalytics/v1/models/$modelId"
}

AfterAll { Disconnect-Simulator }

Describe 'Get-SpeechModel' {
    BeforeEach { $null = New-Session }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Get-SpeechModel | Should -BeExactly '__AllParameterSets: ModelId:String[]@0<v<p=Id Session:InsightsSession'
        (Get-Command Get-SpeechModel).OutputType.Name | Should -Be 'SpeechInsights.SpeechModel'
    }

    It 'reads a model' {
        $model = Get-SpeechModel $modelId
        $model | Should -BeOfType SpeechInsights.SpeechModel
        $model.Id | Should -BeExactly $modelId
        $model.Name | Should -BeExactly 'Customer Sentiment Model v2'
        $model.Status | Should -BeExactly 'deployed'
        $model.Type | Should -BeExactly 'sentiment'
        $model.LastUpdated | Should -Be ([DateTimeOffset]'2026-09-15T08:30:00Z')
        (Get-Request $simulator).What | Should -Be "GET $path"
    }

    It 'gives models in the order of their ids, each as it comes' {
        (Get-SpeechModel $simulator.trainingModelId, $modelId, $simulator.deprecatedModelId).Status | Should -Be 'training', 'deployed', 'deprecated'
        ($simulator.deprecatedModelId, $modelId | Get-SpeechModel).Status | Should -Be 'deprecated', 'deployed'
    }

    It 'takes ids by property name, as Id and as ModelId' {
        ([pscustomobject]@{ Id = $modelId }, [pscustomobject]@{ ModelId = $simulator.trainingModelId } | Get-SpeechModel).Id |
            Should -Be $modelId, $simulator.trainingModelId
    }

    It 'takes the session that is given' {
        $other = Join-Path $TestDrive 'other.jsonl'
        $session = Connect-Simulator $simulator $other
        $null = Connect-Simulator $simulator $audit
        $null = Get-SpeechModel $modelId -Session $session
        (Get-InsightAudit -Raw $other).Command | Should -Contain 'Get-SpeechModel'
    }

    It 'ModelNotFound is of one record: the next one has its turn' {
        $failure = Get-Failure { 'nowhere', $modelId | Get-SpeechModel }
        Assert-Failure $failure ModelNotFound Get-SpeechModel 'nowhere' -PerRecord
        $failure.Output.Id | Should -Be $modelId
    }

    It 'ModelNotFound ends the command under -ErrorAction Stop' {
        $failure = Get-Failure { 'nowhere', $modelId | Get-SpeechModel -ErrorAction Stop }
        $failure.IsTerminating | Should -BeTrue
        $failure.Output | Should -BeNullOrEmpty
        $failure.Record[0].FullyQualifiedErrorId | Should -BeExactly 'ModelNotFound,SpeechInsights.Commands.GetSpeechModelCommand'
        (Get-Request $simulator).What | Should -Be 'GET /api/v2/speechanalytics/v1/models/nowhere'
    }

    It 'escapes an id in the path' {
        $null = Get-Failure { Get-SpeechModel 'a/../b?c=d' }
        (Get-Request $simulator).What | Should -BeExactly 'GET /api/v2/speechanalytics/v1/models/a%2F..%2Fb%3Fc%3Dd'
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'ModelIdRequired'; Why = 'there is none'; Target = 'ModelId'; Script = { Get-SpeechModel } }
        @{ Id = 'EmptyIdentifier'; Why = 'it is null'; Target = 'ModelId'; Script = { Get-SpeechModel -ModelId $null } }
        @{ Id = 'EmptyIdentifier'; Why = 'it is empty'; Target = 'ModelId'; Script = { Get-SpeechModel '' } }
        @{ Id = 'EmptyIdentifier'; Why = 'it is blank'; Target = 'ModelId'; Script = { Get-SpeechModel $modelId, ' ' } }
        @{ Id = 'EmptyIdentifier'; Why = 'the pipeline brings an empty one'; Target = 'ModelId'; Script = { '' | Get-SpeechModel } }
    ) {
        Assert-BadInput $simulator Get-SpeechModel $_
    }

    It 'needs an open session' {
        Assert-SessionNeeded $simulator $audit Get-SpeechModel { param($with) Get-SpeechModel $modelId @with }
    }

    It '<Id> for <Kind>' -ForEach $faults {
        $script = { param($session) Get-SpeechModel $modelId -Session $session }
        Assert-ServerFault $simulator $_ $script Get-SpeechModel $path $modelId -AuditPath $audit -PerRecord
    }

    It 'says with 403 which scope is missing' {
        $null = Add-Fault $simulator @{ path = $path; kind = 'status'; status = 403 }
        $failure = Get-Failure { Get-SpeechModel $modelId }
        $failure.Record[0].ErrorDetails.RecommendedAction | Should -BeLike '*speechanalytics:read*Analytics Viewer*Speech Analytics Admin*'
    }

    It 'tells under -Verbose what it asked' {
        Assert-VerboseText $simulator { Get-SpeechModel $modelId -Verbose } "GET $path -> 200 in * ms, * bytes, attempt 1"
    }

    It 'leaves a start and an end in the audit trail' {
        $null = Get-SpeechModel $modelId
        $entries = Get-InsightAudit -Raw -Command Get-SpeechModel | Select-Object -Last 2
        $entries.Status | Should -Be 'Started', 'Completed'
        $entries[0].RunId | Should -Be $entries[1].RunId
        $entries[1].ModelId | Should -Be $modelId
        $entries[1].ResultCount | Should -Be 1
        $entries[1].RequestCount | Should -Be 1
        $entries[1].CorrelationId | Should -HaveCount 1
    }
}
