# How each cmdlet is called. Binding, Cancellation, Permissions and Secrets try what is told here with every cmdlet; one that is
# not told here fails in each of them, with the name of this file.
#
#   Call      does its work once; it is given $with, which Get-CaseInput makes. What sends requests asks with $with.session.
#   HeldAt    the path at which the server holds the call back, so that it can be stopped there; for what sends anything.
#   Held      the call that is held back, where it is another one; Before is done first.
#   Platform  each way that it may take on the Platform profile, so that all of what it may need is asked for; for what sends requests.
#   Binds     what it takes from the pipeline: a pattern of Binding.Tests.ps1, or a table of its own.
#   BesideOf  what a parameter needs beside it, where it does not go with that of Beside.
#   Beside    the least that it needs beside its input.

function Get-CmdletCase {
    @(
        @{
            Cmdlet   = 'Connect-GenesysInsights'
            Call     = { Connect-GenesysInsights -BaseUri $with.uri -Credential $with.credential -AuditPath $with.audit -MaximumRetryCount 0 -TimeoutSec 60 }
            HeldAt   = { '/oauth/token' }
            Platform = { }
            Binds    = @{}
            Beside   = { @{ BaseUri = $with.uri; Credential = $with.credential; AuditPath = $with.audit } }
            BesideOf = @{ LoginTimeoutSec = { @{ BaseUri = $with.uri; ApiProfile = 'Platform'; Interactive = $true; ClientId = 'x'; NoBrowser = $true; AuditPath = $with.audit } } }
        }
        @{
            Cmdlet = 'Disconnect-GenesysInsights'
            Call   = { Disconnect-GenesysInsights $with.session -WhatIf }
            Binds  = @{ 'InsightsSession' = 'session' }
            Beside = { @{ WhatIf = $true } }
        }
        @{ Cmdlet = 'Get-GenesysInsightsSession'; Call = { Get-GenesysInsightsSession | Format-List * -Force }; Binds = @{ 'InsightsSession' = 'session' } }
        @{
            Cmdlet = 'Register-InsightsConnection'
            Call   = { Register-InsightsConnection case -BaseUri $with.uri -ClientId id -Force -WhatIf }
            Binds  = @{}
            Beside = { @{ Name = 'case'; WhatIf = $true } }
        }
        @{ Cmdlet = 'Get-InsightsConnection'; Call = { Get-InsightsConnection case-* | Format-List * -Force }; Binds = @{}; Beside = { @{ Name = 'case-*' } } }
        @{ Cmdlet = 'Unregister-InsightsConnection'; Call = { Get-InsightsConnection case-* | Unregister-InsightsConnection -Confirm:$false }; Binds = @{}; Beside = { @{ Name = 'nobody'; WhatIf = $true } } }
        @{
            Cmdlet   = 'Get-SpeechModel'
            Call     = { Get-SpeechModel $with.model -Session $with.session }
            HeldAt   = { "/api/v2/speechanalytics/v1/models/$($with.model)" }
            Platform = { Get-SpeechModel -Session $with.session; Get-SpeechModel nobody -Session $with.session }
            Binds    = 'Model'
        }
        @{
            Cmdlet   = 'Test-InsightPermission'
            Call     = { Test-InsightPermission -Session $with.session }
            HeldAt   = { '/api/v2/authorization/subjects/me' }
            Platform = { Test-InsightPermission -Session $with.session }
            Binds    = @{}
            Beside   = { @{ Session = $platform } }
        }
        @{
            Cmdlet   = 'Invoke-GenesysRequest'
            Call     = { Invoke-GenesysRequest "/api/v2/speechanalytics/v1/models/$($with.model)" -Session $with.session }
            HeldAt   = { "/api/v2/speechanalytics/v1/models/$($with.model)" }
            Platform = { Invoke-GenesysRequest /api/v2/organizations/me -Session $with.session }
            Binds    = @{}
            Beside   = { @{ Path = "/api/v2/speechanalytics/v1/models/$($with.model)" } }
        }
        @{
            Cmdlet   = 'Test-SpeechModel'
            Call     = { Test-SpeechModel $with.model -StartTime $with.from -EndTime $with.to -Session $with.session }
            HeldAt   = { "/api/v2/speechanalytics/v1/models/$($with.model)" }
            Platform = { (Test-SpeechModel $with.model, nobody -StartTime $with.from -EndTime $with.to -Session $with.session).Checks }
            Binds    = 'Model'
        }
        @{
            Cmdlet = 'New-InsightQuery'
            Call   = { New-InsightQuery $with.model $with.from $with.to }
            Binds  = 'Query'
            Beside = { @{ StartTime = $with.from; EndTime = $with.to } }
        }
        @{
            Cmdlet   = 'Invoke-InsightQuery'
            Call     = { Invoke-InsightQuery $with.model $with.from $with.to -Session $with.session -SkipModelCheck }
            HeldAt   = { '/api/v2/analytics/conversations/summary/query' }
            Platform = {
                Invoke-InsightQuery -StartTime $with.from -EndTime $with.to -Topic $with.topic -Session $with.session | Out-Null
                Invoke-InsightQuery $with.model $with.from $with.to -Topic $with.topic -IncludeDetail -Session $with.session
            }
            Binds    = 'Query'
            Beside   = { @{ StartTime = $with.from; EndTime = $with.to; SkipModelCheck = $true } }
        }
        @{
            Cmdlet   = 'Invoke-InsightPipeline'
            Call     = {
                Invoke-InsightPipeline $with.model $with.from $with.to -Session $with.session -SkipModelCheck -CoachingUri https://coach.example.com/a -CoachingName $with.name
            }
            HeldAt   = { '/api/v2/analytics/surveys/summary/query' }
            Platform = {
                Invoke-InsightPipeline -StartTime $with.from -EndTime $with.to -Topic $with.topic -Session $with.session | Out-Null
                Invoke-InsightPipeline $with.model $with.from $with.to -Topic $with.topic -IncludeDetail -Session $with.session
            }
            Binds    = 'Query'
            Beside   = { @{ StartTime = $with.from; EndTime = $with.to; SkipModelCheck = $true } }
        }
        @{
            Cmdlet   = 'Get-CsatScore'
            Call     = { Get-CsatScore -StartTime $with.from -EndTime $with.to -Session $with.session }
            HeldAt   = { '/api/v2/analytics/surveys/summary/query' }
            Platform = { Get-CsatScore -StartTime $with.from -EndTime $with.to -Session $with.session }
            Binds    = 'Interaction'
            Beside   = { @{ StartTime = $with.from; EndTime = $with.to } }
        }
        @{
            Cmdlet   = 'Join-CsatScore'
            Call     = { $with.rows | Join-CsatScore -Session $with.session }
            HeldAt   = { '/api/v2/analytics/surveys/summary/query' }
            Platform = { $with.rows | Join-CsatScore -Session $with.session }
            Binds    = @{ 'SpeechInsight' = 'interaction' }
        }
        @{ Cmdlet = 'Measure-InsightAccuracy'; Call = { $with.rows | Join-CsatScore -CsatScore @() | Measure-InsightAccuracy -Session $with.session }; Binds = 'Row' }
        @{
            Cmdlet = 'Compare-InsightAccuracy'
            Call   = { $joined = $with.rows | Join-CsatScore -CsatScore @() -Session $with.session; Compare-InsightAccuracy $joined $joined }
            Binds  = @{ 'ScoredInsight' = 'row' }
            Beside = { @{ ReferenceObject = @() } }
        }
        @{
            Cmdlet = 'Export-InsightReport'
            Call   = { $with.rows | Join-CsatScore -CsatScore @() -Session $with.session | Export-InsightReport $with.report -Session $with.session -PassThru | Get-Content -Raw }
            Binds  = @{ 'ScoredInsight' = 'row' }
            Beside = { @{ Path = $with.report; WhatIf = $true } }
        }
        @{
            Cmdlet   = 'Register-CoachingWebhook'
            Call     = { Register-CoachingWebhook https://coach.example.com/b $with.model -Session $with.session -Name $with.name -Force }
            HeldAt   = { '/api/v2/webhooks' }
            Platform = {
                Register-CoachingWebhook -FlowId $with.flow -WhatIf -Session $with.session
                $with.flow, '11111111-2222-4333-8444-555555555555' | ForEach-Object { Register-CoachingWebhook -FlowId $_ -Name changed -Force -Session $with.session }
            }
            Binds    = 'Model'
            Beside   = { @{ Uri = 'https://coach.example.com/'; Force = $true; Name = "$(New-Guid)" } }
        }
        @{
            Cmdlet   = 'Get-CoachingWebhook'
            Call     = { Get-CoachingWebhook -Session $with.session }
            HeldAt   = { '/api/v2/webhooks' }
            Platform = { Get-CoachingWebhook -Session $with.session }
            Binds    = @{ 'CoachingWebhook' = 'webhook'; 'SpeechModel' = 'model' }
        }
        @{
            Cmdlet   = 'Unregister-CoachingWebhook'
            Call     = { Unregister-CoachingWebhook x -Session $with.session -Confirm:$false }
            HeldAt   = { '/api/v2/webhooks/x' }
            Platform = { Unregister-CoachingWebhook -Name changed -Session $with.session -Confirm:$false }
            Binds    = @{ 'CoachingWebhook' = 'webhook'; 'SpeechModel' = 'model' }
            Beside   = { @{ Confirm = $false } }
        }
        @{ Cmdlet = 'Get-InsightAudit'; Call = { Get-InsightAudit $with.audit | Select-Object -Last 2 | Format-List * -Force }; Binds = 'Trail' }
        @{
            Cmdlet = 'Select-CoachingCandidate'
            Call   = { $with.rows | Join-CsatScore -CsatScore @() | Select-CoachingCandidate }
            Binds  = @{ 'ScoredInsight' = 'candidate' }
        }
        @{
            Cmdlet = 'Send-CoachingInsight'
            Call   = { $with.rows | Join-CsatScore -CsatScore @() | Select-CoachingCandidate | Send-CoachingInsight $with.coach -Secret $with.coachSecret -AllowLoopback -SpoolPath $with.spool }
            HeldAt = { '/coaching/insights' }
            Held   = {
                $with.rows | Join-CsatScore -CsatScore @() -Session $with.session | Select-CoachingCandidate -MaximumSentiment 1 |
                    Send-CoachingInsight $with.coach -Secret $with.coachSecret -AllowLoopback -SpoolPath $with.spool -AuditPath $with.audit
            }
            Binds  = @{ 'CoachingCandidate' = 'delivery' }
            Beside = { @{ Uri = $with.coach; Secret = $with.coachSecret; AllowLoopback = $true; SpoolPath = $with.spool } }
        }
        @{ Cmdlet = 'Get-CoachingDelivery'; Call = { Get-CoachingDelivery -SpoolPath $with.spool }; Binds = @{}; Beside = { @{ SpoolPath = $with.spool } } }
        @{
            Cmdlet = 'Resume-CoachingDelivery'
            Call   = { Resume-CoachingDelivery $with.coach -Secret $with.coachSecret -SpoolPath $with.spool }
            HeldAt = { '/coaching/insights' }
            Before = {
                $null = Add-Fault $simulator @{ path = '/coaching/insights'; kind = 'status'; status = 503; retryAfter = '600'; times = 1 }
                $with.rows | Join-CsatScore -CsatScore @() -Session $with.session | Select-CoachingCandidate -MaximumSentiment 1 |
                    Send-CoachingInsight $with.coach -Secret $with.coachSecret -AllowLoopback -SpoolPath $with.spool -AuditPath $with.audit -WarningAction Ignore
            }
            Held   = { Get-CoachingDelivery -SpoolPath $with.spool | Resume-CoachingDelivery -Secret $with.coachSecret -AuditPath $with.audit }
            Binds  = @{ 'CoachingDelivery' = 'delivery' }
            Beside = { @{ Secret = $with.coachSecret } }
        }
        @{
            Cmdlet   = 'New-CoachingAppointment'
            Call     = { $with.rows | Join-CsatScore -CsatScore @() -Session $with.session | Select-CoachingCandidate -MaximumSentiment 1 | New-CoachingAppointment 2099-01-05T09:00Z -Session $with.session }
            HeldAt   = { '/api/v2/coaching/appointments' }
            Platform = { $with.rows | Join-CsatScore -CsatScore @() -Session $with.session | Select-CoachingCandidate -MaximumSentiment 1 | New-CoachingAppointment 2099-01-05T09:00Z -Session $with.session }
            Binds    = @{ 'CoachingCandidate' = 'appointment' }
            Beside   = { @{ StartTime = '2099-01-05T09:00Z'; Session = $platform; WhatIf = $true } }
        }
        @{
            Cmdlet = 'Test-CoachingSignature'
            Call   = { Test-CoachingSignature -Body 'x' -Id 'x' -Timestamp '1' -Signature 'v1,x' -Secret $with.credential.Password }
            Binds  = @{}
            Beside = { @{ Body = 'x'; Id = 'x'; Timestamp = '1'; Signature = 'v1,x'; Secret = $with.credential.Password } }
        }
        @{
            Cmdlet   = 'Update-InsightDataset'
            Call     = { Update-InsightDataset -Path "$($with.dataset)-$(New-Guid)" $with.model $with.from $with.to -Session $with.session -SkipModelCheck }
            HeldAt   = { '/api/v2/analytics/surveys/summary/query' }
            Platform = {
                Update-InsightDataset -Path "$($with.dataset)-$(New-Guid)" -StartTime $with.from -EndTime $with.to -Topic $with.topic -Session $with.session | Out-Null
                Update-InsightDataset -Path "$($with.dataset)-$(New-Guid)" $with.model $with.from $with.to -Topic $with.topic -IncludeDetail -Session $with.session
            }
            Binds    = 'Day'
            Beside   = { @{ Path = "$($with.dataset)-$(New-Guid)"; StartTime = $with.from; EndTime = $with.to; SkipModelCheck = $true } }
        }
        @{
            Cmdlet = 'Export-InsightDataset'
            Call   = { $with.rows | Join-CsatScore -CsatScore @() | Export-InsightDataset "$($with.dataset)-$(New-Guid).csv" }
            Binds  = @{ 'ScoredInsight' = 'file' }
            Beside = { @{ Path = "$($with.dataset)-$(New-Guid).csv" } }
        }
        @{
            Cmdlet = 'Get-InsightDataset'
            Call   = { Get-InsightDataset (New-CaseDataset $with.dataset) -Verify }
            Binds  = @{}
            Beside = { @{ Path = New-CaseDataset $with.dataset } }
        }
        @{
            Cmdlet = 'Import-InsightDataset'
            Call   = { Import-InsightDataset (New-CaseDataset $with.dataset) }
            Binds  = @{}
            Beside = { @{ Path = New-CaseDataset $with.dataset } }
        }
        @{ Cmdlet = 'Test-InsightAudit'; Call = { Test-InsightAudit $with.audit }; Binds = 'Trail' }
    )
}

# What the calls are given, on a profile.
function Get-CaseInput {
    [CmdletBinding()] [OutputType([hashtable])]
    param([Parameter(Mandatory)] $Simulator, [Parameter(Mandatory)] [string] $AuditPath, [ValidateSet('Summary', 'Platform')] [string] $ApiProfile = 'Summary')

    @{
        uri        = $Simulator.baseUri
        credential = Get-SimulatorCredential $Simulator
        audit      = $AuditPath
        model      = $ApiProfile -eq 'Platform' ? $Simulator.programId : $Simulator.modelId
        topic      = $Simulator.topic
        flow       = $Simulator.flowId
        from       = [DateTimeOffset]$Simulator.from
        to         = [DateTimeOffset]$Simulator.to
        name       = "$(New-Guid)"
        coach      = $Simulator.coachingUri
        coachSecret = [System.Net.NetworkCredential]::new('', $Simulator.coachingSecret).SecurePassword
        report     = Join-Path (Split-Path $AuditPath) "report-$(New-Guid).html"
        spool      = Join-Path (Split-Path $AuditPath) "spool-$(New-Guid)"
        dataset    = Join-Path (Split-Path $AuditPath) 'dataset'
    }
}

# A dataset without days, which is there at once.
function New-CaseDataset([string] $Path) {
    $null = New-Item $Path -ItemType Directory -Force
    Set-Content "$Path/_dataset.json" ('{"format":1,"rows":"Csv","model":"m","topics":null,"minimumSentiment":null,"interval":"01:00:00","metrics":["Sentiment"],' +
        '"groupings":["InteractionId"],"detail":false,"names":true,"surveyForms":null,"scale":null}')
    $Path
}

# The case of a cmdlet; told in words where there is none.
function Find-CmdletCase([string] $Name) {
    $found = Get-CmdletCase | Where-Object Cmdlet -EQ $Name
    $found | Should -HaveCount 1 -Because "tests/Pester/Cases.ps1 has to tell how $Name is called"
    if ((Get-Declaration $Name).SendsRequests) {
        foreach ($key in 'HeldAt', 'Platform') {
            $found.ContainsKey($key) | Should -BeTrue -Because "$Name sends requests, so that tests/Pester/Cases.ps1 needs its $key"
        }
    }
    $found
}

# The profile that a cmdlet is tried on: the one that it is limited to, or else Summary.
function Get-CaseProfile([string] $Name) {
    "$((Get-Declaration $Name).OnlyOn.Profile ?? 'Summary')"
}

# What a cmdlet declares beyond what PowerShell knows.
function Get-Declaration([string] $Name) {
    Get-Internal SpeechInsights.Declarations.CmdletDeclaration Of (Get-Command $Name).ImplementingType
}

# The names of all cmdlets, or of those that send requests.
function Get-CmdletName([switch] $Sending) {
    (Get-Internal SpeechInsights.Declarations.CmdletDeclaration All @()) | Where-Object { -not $Sending -or $_.SendsRequests } | ForEach-Object Name
}
