#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    # The answer to a DELETE has no body that could be wrong.
    $faults = Get-ServerFault | Where-Object { $_.Fault.kind -notin 'garbage', 'truncate' }
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 10
    $path = '/api/v2/webhooks'

    function Get-StoredName {
        Invoke-Control $simulator webhooks | ForEach-Object { $_ } | ForEach-Object name
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Unregister-CoachingWebhook' {
    BeforeEach {
        $null = New-Session
        $hooks = 'One', 'Two', 'Other' | ForEach-Object { Register-CoachingWebhook "https://coach.example.com/$_" $simulator.modelId -Name $_ }
        $null = Invoke-Control $simulator requests -Method Delete
    }

    It 'has its parameter sets, and nothing else' {
        Get-ParameterShape Unregister-CoachingWebhook | Should -BeExactly @(
            'Id: Id:String[]!@0<v<p Session:InsightsSession'
            'Name: Name:String[]! Session:InsightsSession'
        )
        (Get-Command Unregister-CoachingWebhook).OutputType.Name | Should -Be 'System.Void'
    }

    It 'deletes by id and gives nothing' {
        Unregister-CoachingWebhook $hooks[0].Id -Confirm:$false | Should -BeNullOrEmpty
        Get-StoredName | Should -Be 'Two', 'Other'
        (Get-Request $simulator).What | Should -Be "DELETE $path/$($hooks[0].Id)"
    }

    It 'deletes what the pipeline brings' {
        $hooks[0], $hooks[2] | Unregister-CoachingWebhook -Confirm:$false
        Get-StoredName | Should -Be 'Two'
    }

    It 'deletes by name, with wildcards' {
        Unregister-CoachingWebhook -Name 'o*' -Confirm:$false
        Get-StoredName | Should -Be 'Two'
    }

    It 'escapes an id in the path' {
        $null = Get-Failure { Unregister-CoachingWebhook '../x' -Confirm:$false }
        (Get-Request $simulator).What | Should -BeExactly "DELETE $path/..%2Fx"
    }

    It '-WhatIf deletes nothing' {
        $before = @(Get-InsightAudit -Raw).Count
        Unregister-CoachingWebhook $hooks[0].Id -WhatIf
        Get-Request $simulator | Should -BeNullOrEmpty
        Get-InsightAudit -Raw | Should -HaveCount $before
        Unregister-CoachingWebhook -Name '*' -WhatIf
        Get-Request $simulator | Where-Object method -NE GET | Should -BeNullOrEmpty
        @(Get-StoredName) | Should -HaveCount 3
    }

    It 'asks where nobody said -Confirm:$false' {
        # The host of such a runspace can't ask: that it is asked at all is what shows.
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        $shell = [powershell]::Create($runspace)
        try {
            $null = $shell.AddCommand('Import-Module').AddArgument((Get-BuiltManifest)).Invoke()
            $shell.Commands.Clear()
            $null = $shell.AddCommand('Unregister-CoachingWebhook').AddParameter('Id', $hooks[0].Id).AddParameter('Session', (Get-GenesysInsightsSession))
            { $shell.Invoke() } | Should -Throw '*prompts the user*'
        }
        finally {
            $shell.Dispose()
            $runspace.Dispose()
        }
        Get-Request $simulator | Should -BeNullOrEmpty
    }

    It 'WebhookNotFound is of one record: the next one has its turn' {
        $failure = Get-Failure { Unregister-CoachingWebhook 'nowhere', $hooks[0].Id -Confirm:$false }
        Assert-Failure $failure WebhookNotFound Unregister-CoachingWebhook 'nowhere' -PerRecord
        Get-StoredName | Should -Be 'Two', 'Other'
    }

    It 'WebhookNotFound for a name that nothing has; a pattern may find nothing' {
        $failure = Get-Failure { Unregister-CoachingWebhook -Name nowhere -Confirm:$false }
        Assert-Failure $failure WebhookNotFound Unregister-CoachingWebhook 'nowhere' -PerRecord
        Unregister-CoachingWebhook -Name 'nowhere*' -Confirm:$false -ErrorAction Stop
        { Unregister-CoachingWebhook -Name nowhere -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'WebhookNotFound,*'
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'EmptyIdentifier'; Why = 'it is empty'; Target = 'Id'; Script = { Unregister-CoachingWebhook '' -Confirm:$false } }
        @{ Id = 'EmptyIdentifier'; Why = 'one of them is'; Target = 'Id'; Script = { Unregister-CoachingWebhook $hooks[0].Id, ' ' -Confirm:$false } }
        @{ Id = 'EmptyIdentifier'; Why = 'the pipeline brings an empty one'; Target = 'Id'; Script = { '' | Unregister-CoachingWebhook -Confirm:$false } }
    ) {
        Assert-BadInput $simulator Unregister-CoachingWebhook $_
    }

    It 'needs an open session' {
        Assert-SessionNeeded $simulator $audit Unregister-CoachingWebhook { param($with) Unregister-CoachingWebhook x -Confirm:$false @with }
    }

    It '<Id> for <Kind>' -ForEach $faults {
        $script = { param($session) Unregister-CoachingWebhook x -Confirm:$false -Session $session }
        Assert-ServerFault $simulator $_ $script Unregister-CoachingWebhook "$path/x" 'x' -Method DELETE -AuditPath $audit -PerRecord
    }

    It 'WebhookListUnavailable where names are to be looked up and there is no list' {
        $fault = Add-Fault $simulator @{ path = $path; method = 'GET'; kind = 'status'; status = 405 }
        Assert-Failure (Get-Failure { Unregister-CoachingWebhook -Name '*' -Confirm:$false }) WebhookListUnavailable Unregister-CoachingWebhook 'webhooks'
        Get-FaultCount $simulator $fault | Should -Be 1
        @(Get-StoredName) | Should -HaveCount 3
    }

    It 'tells under -Verbose what it asked' {
        Assert-VerboseText $simulator { Unregister-CoachingWebhook $hooks[0].Id -Confirm:$false -Verbose } "DELETE $path/* -> 204 in * ms*"
    }
}
