#Requires -Version 7.4
# What a cmdlet declares that it needs on the Platform profile is what it needs: without it it is refused, without anything else it is not.
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    Import-Module (Get-BuiltManifest)
    $declared = Get-Internal SpeechInsights.Declarations.CmdletDeclaration All @()
    $permissions = $declared.Permissions.Name | Sort-Object -Unique | ForEach-Object { @{ Permission = $_ } }
    $sending = $declared | Where-Object SendsRequests | ForEach-Object Name
    # Each way that a cmdlet can take, so that all of what it may need is asked for. A cmdlet that comes new has to be told here.
    $calls = @{
        'Connect-GenesysInsights'    = { }
        'Get-SpeechModel'            = { Get-SpeechModel; Get-SpeechModel nobody }
        'Test-SpeechModel'           = { (Test-SpeechModel $program -StartTime $from -EndTime $to).Checks; (Test-SpeechModel nobody).Checks }
        'Invoke-InsightQuery'        = {
            Invoke-InsightQuery -StartTime $from -EndTime $to -Topic $simulator.topic | Out-Null
            Invoke-InsightQuery $program $from $to -Topic $simulator.topic -IncludeDetail
        }
        'Invoke-InsightPipeline'     = {
            Invoke-InsightPipeline -StartTime $from -EndTime $to -Topic $simulator.topic | Out-Null
            Invoke-InsightPipeline $program $from $to -Topic $simulator.topic -IncludeDetail
        }
        'Get-CsatScore'              = { Get-CsatScore -StartTime $from -EndTime $to }
        'Join-CsatScore'             = { $row | Join-CsatScore }
        'Register-CoachingWebhook'   = {
            Register-CoachingWebhook -FlowId $simulator.flowId -WhatIf 6> $null
            $simulator.flowId, '11111111-2222-4333-8444-555555555555' | ForEach-Object { Register-CoachingWebhook -FlowId $_ -Name changed -Force }
        }
        'Get-CoachingWebhook'        = { Get-CoachingWebhook }
        'Unregister-CoachingWebhook' = { Unregister-CoachingWebhook -Name changed -Confirm:$false }
    }
}

Describe 'What cmdlets declare' {
    It 'each that sends is told here' -ForEach @{ Sending = $sending; Told = $calls.Keys } {
        $Sending | Where-Object { $_ -notin $Told } | Should -BeNullOrEmpty -Because 'the table above says how it is called'
    }

    It '<_> is the name of a permission' -ForEach $permissions.Permission {
        $_ | Should -MatchExactly '^[a-zA-Z]+:[a-zA-Z]+:[a-z]+$'
    }
}

Describe 'Without <Permission>' -ForEach $permissions {
    BeforeAll {
        . "$PSScriptRoot/Common.ps1"
        Import-Module (Get-BuiltManifest)
        # Where either of two is enough, both are taken away.
        $denied = @($Permission) + @{
            'processautomation:trigger:view' = 'processautomation:trigger:edit'; 'analytics:conversationDetail:view' = 'analytics:agentConversationDetail:view'
        }[$Permission] -ne $null
        $simulator = Start-Simulator -ArgumentList (@('--interactions', '200') + $denied.ForEach({ '--deny-permission', $_ }))
        $program = $simulator.programId
        $from = [DateTimeOffset]$simulator.from
        $to = [DateTimeOffset]$simulator.to
        $audit = Join-Path $TestDrive 'audit.jsonl'
        # The other profile has no permissions, and gives a row whatever is denied here.
        $row = Connect-Simulator $simulator $audit | ForEach-Object { Invoke-InsightQuery $simulator.modelId $from $to -First 1 -Session $_ }
        $null = Connect-Simulator $simulator $audit -With @{ ApiProfile = 'Platform' }
    }

    AfterAll {
        Disconnect-All
        Stop-Simulator $simulator
    }

    It '<Name> is refused only where it declares it' -ForEach @($calls.Keys | Sort-Object | ForEach-Object { @{ Name = $_; Call = $calls[$_] } }) {
        $needs = $Permission -in ((Get-Internal SpeechInsights.Declarations.CmdletDeclaration Of (Get-Command $Name).ImplementingType).Permissions.Name)
        $failure = Get-Failure ([scriptblock]::Create($Call))
        $said = @($failure.Record.ErrorDetails.RecommendedAction) + @($failure.Output.Detail) -match "the permission $([regex]::Escape($Permission))\b"
        [bool]$said | Should -Be $needs -Because "$($failure.Record)"
        $failure.Record.FullyQualifiedErrorId -replace ',.*' | Where-Object { $_ -notin 'PermissionDenied', 'ModelNotFound', 'WebhookNotFound' } | Should -BeNullOrEmpty
    }
}
