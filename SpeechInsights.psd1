@{
    RootModule           = 'bin/SpeechInsights.dll'
    ModuleVersion        = '0.2.0'
    GUID                 = '0f6a3f0e-9f0b-4c53-9d0a-6a1d8b7e52c4'
    Author               = 'The SpeechInsights authors'
    CompanyName          = 'SpeechInsights'
    Copyright            = '(c) The SpeechInsights authors. MIT licence.'
    Description          = 'Ask Genesys Cloud speech analytics about conversations, join survey scores, measure how far they agree, coach, and audit.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    RequiredAssemblies   = @('bin/SpeechInsights.Core.dll')
    FormatsToProcess     = @('SpeechInsights.Format.ps1xml')
    CmdletsToExport      = @(
        'Compare-InsightAccuracy'
        'Connect-GenesysInsights'
        'Disconnect-GenesysInsights'
        'Export-InsightDataset'
        'Export-InsightReport'
        'Get-CoachingDelivery'
        'Get-CoachingWebhook'
        'Get-CsatScore'
        'Get-GenesysInsightsSession'
        'Get-InsightAudit'
        'Get-InsightDataset'
        'Get-InsightsConnection'
        'Get-SpeechModel'
        'Import-InsightDataset'
        'Invoke-GenesysRequest'
        'Invoke-InsightPipeline'
        'Invoke-InsightQuery'
        'Join-CsatScore'
        'Measure-InsightAccuracy'
        'New-CoachingAppointment'
        'New-InsightQuery'
        'Register-CoachingWebhook'
        'Register-InsightsConnection'
        'Resume-CoachingDelivery'
        'Select-CoachingCandidate'
        'Send-CoachingInsight'
        'Test-CoachingSignature'
        'Test-InsightAudit'
        'Test-InsightPermission'
        'Test-SpeechModel'
        'Unregister-CoachingWebhook'
        'Unregister-InsightsConnection'
        'Update-InsightDataset'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('PSEdition_Core', 'Windows', 'Linux', 'MacOS', 'Genesys', 'GenesysCloud', 'SpeechAnalytics', 'Sentiment', 'CSAT', 'ContactCenter', 'Audit')
            ProjectUri   = 'https://github.com/speechinsights/SpeechInsights'
            LicenseUri   = 'https://github.com/speechinsights/SpeechInsights/blob/main/LICENSE'
            IconUri      = 'https://raw.githubusercontent.com/speechinsights/SpeechInsights/main/docs/icon.png'
            ReleaseNotes = 'https://github.com/speechinsights/SpeechInsights/blob/main/CHANGELOG.md'
            Prerelease   = ''
        }
    }
}
