#Requires -Version 7.4
# What a cmdlet declares that it needs on the Platform profile is what it needs: without it it is refused, without anything else it is not.
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $declared = Get-Internal SpeechInsights.Declarations.CmdletDeclaration All @()
    $permissions = ($declared.Permissions | Where-Object { -not $_.OnlyWarns }).Name | Sort-Object -Unique | ForEach-Object { @{ Permission = $_ } }
    $sending = Get-CmdletName -Sending | ForEach-Object { @{ Name = $_ } }
}

Describe 'What cmdlets declare' {
    It '<_> is the name of a permission' -ForEach $permissions.Permission {
        $_ | Should -MatchExactly '^[a-zA-Z]+:[a-zA-Z]+:[a-z]+$'
    }
}

Describe 'Without <Permission>' -ForEach $permissions {
    BeforeAll {
        # Where either of two is enough, both are taken away.
        $denied = @($Permission) + @{
            'processautomation:trigger:view' = 'processautomation:trigger:edit'; 'analytics:conversationDetail:view' = 'analytics:agentConversationDetail:view'
        }[$Permission] -ne $null
        . "$PSScriptRoot/SetUp.ps1" 200 $denied.ForEach({ '--deny-permission', $_ })
        $with = Get-CaseInput $simulator $audit -ApiProfile Platform
        # The other profile has no permissions, and gives a row whatever is denied here.
        $summary = Connect-Simulator $simulator $audit
        $with.rows = Invoke-InsightQuery $model $from $to -First 1 -Session $summary
        $with.session = Connect-Simulator $simulator $audit -ApiProfile Platform
    }

    AfterAll { Disconnect-Simulator }

    It '<Name> is refused only where it declares it' -ForEach $sending {
        $needs = $Permission -in ((Get-Declaration $Name).Permissions | Where-Object { -not $_.OnlyWarns }).Name
        $failure = Get-Failure (Find-CmdletCase $Name).Platform 6> $null
        $said = @($failure.Record.ErrorDetails.RecommendedAction) + @($failure.Output.Detail) -match "the permission $([regex]::Escape($Permission))\b"
        [bool]$said | Should -Be $needs -Because "$($failure.Record)"
        $failure.Record.FullyQualifiedErrorId -replace ',.*' | Where-Object { $_ -notin 'PermissionDenied', 'ModelNotFound', 'WebhookNotFound', 'DatasetIncomplete' } | Should -BeNullOrEmpty
    }
}
