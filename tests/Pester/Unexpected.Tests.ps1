#Requires -Version 7.4
# A fault of the module's own: it is one error with an id, a hint and what lies beneath, and the trail says so too.
BeforeAll { . "$PSScriptRoot/SetUp.ps1" 10 }

AfterAll { Disconnect-Simulator }

Describe 'What should not have gone wrong' {
    It '<Command>: UnexpectedError' -ForEach @(
        @{ Command = 'Get-SpeechModel'; Script = { Get-SpeechModel $simulator.modelId } }
        @{ Command = 'Invoke-InsightQuery'; Script = { Invoke-InsightQuery $simulator.modelId $simulator.from $simulator.to -SkipModelCheck } }
        @{ Command = 'Get-CoachingWebhook'; Script = { Get-CoachingWebhook } }
    ) {
        $session = Connect-Simulator $simulator $audit
        $api = [SpeechInsights.InsightsSession].GetField('<Api>k__BackingField', 'NonPublic, Instance')
        $kept = $api.GetValue($session)
        $api.SetValue($session, $null)
        $failure = Get-Failure $Script
        $api.SetValue($session, $kept)
        $failure.Output | Should -BeNullOrEmpty
        $failure.Record | Should -HaveCount 1
        $failure.Record[0].FullyQualifiedErrorId | Should -BeLike 'UnexpectedError,*'
        $failure.Record[0].Exception.Message | Should -BeLike '*NullReferenceException*'
        $failure.Record[0].Exception.InnerException | Should -BeOfType NullReferenceException
        $failure.Record[0].ErrorDetails.RecommendedAction | Should -Match 'report it'
        $end = @(Get-InsightAudit -Raw $audit -Command $Command)[-1]
        $end.Status, $end.Error | Should -Be 'Failed', 'UnexpectedError'
    }
}
