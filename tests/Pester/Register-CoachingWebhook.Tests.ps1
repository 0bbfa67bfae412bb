#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $faults = Get-ServerFault
}

BeforeAll {
    . "$PSScriptRoot/SetUp.ps1" 10
    $coach = 'https://coaching-platform.example.com/api/v1/insights'
    $path = '/api/v2/webhooks'
    $name = 'SpeechInsightsToCoachingSync'

    function Get-Stored {
        Invoke-Control $simulator webhooks | ForEach-Object { $_ }
    }

    function Get-Change {
        Get-Request $simulator | Where-Object method -NE GET
    }
}

AfterAll { Disconnect-Simulator }

Describe 'Register-CoachingWebhook' {
    BeforeEach { $null = New-Session }

    It 'has its parameter sets, and nothing else' {
        $common = 'Force:SwitchParameter Header:Hashtable ModelId:String@1<p=Id Name:String Session:InsightsSession'
        Get-ParameterShape Register-CoachingWebhook | Should -BeExactly @(
            "Flow: Description:String Event:CoachingEvent[] FlowId:String! $common TriggerTopic:String"
            "Uri: AllowPrivateNetwork:SwitchParameter Description:String Event:CoachingEvent[] $common Uri:Uri!@0"
        )
        (Get-Command Register-CoachingWebhook).OutputType.Name | Should -Be 'SpeechInsights.CoachingWebhook'
    }

    It 'sends the request of the Summary contract' {
        $hook = Register-CoachingWebhook $coach $model
        $hook | Should -BeOfType SpeechInsights.CoachingWebhook
        $hook.Id | Should -BeExactly (Get-Stored).id
        $hook.Name, "$($hook.Uri)", $hook.Enabled | Should -Be @($name, $coach, $true)
        $hook.Event | Should -Be 'analytics:query:completed', 'speechanalytics:insight:updated'
        (Get-Change).body | Should -BeExactly (
            '{"name":"SpeechInsightsToCoachingSync","description":"Syncs speech analytics insights to external coaching platform",' +
            '"url":"https://coaching-platform.example.com/api/v1/insights","type":"rest","enabled":true,' +
            '"events":["analytics:query:completed","speechanalytics:insight:updated"],' +
            '"headers":{"X-Webhook-Source":"GenesysCloud","Content-Type":"application/json"},' +
            "`"filter`":{`"field`":`"speechAnalyticsModelId`",`"op`":`"eq`",`"value`":`"$model`"}}")
    }

    It 'sends what it is given' {
        $null = Register-CoachingWebhook $coach $model -Name mine -Event InsightUpdated -Header @{ 'X-Team' = 7 } -Description 'For the team'
        $stored = Get-Stored
        $stored.name, $stored.description | Should -Be 'mine', 'For the team'
        $stored.events | Should -Be 'speechanalytics:insight:updated'
        $stored.headers.'X-Team' | Should -Be '7'
        $stored.headers.PSObject.Properties.Name | Should -Be 'X-Team'
    }

    It 'the same webhook twice is one' {
        $first = Register-CoachingWebhook $coach $model
        $second = Register-CoachingWebhook $coach $model
        $second.Id | Should -Be $first.Id
        @(Get-Stored) | Should -HaveCount 1
        @(Get-Change) | Should -HaveCount 1
    }

    It 'takes the model by property name' {
        ([pscustomobject]@{ Id = $model } | Register-CoachingWebhook $coach).Id | Should -Be (Get-Stored).id
        (Get-Stored).filter.value | Should -Be $model
    }

    It 'WebhookAlreadyExists where <What> differs; -Force replaces it, the new one first' -ForEach @(
        @{ What = 'the address'; Change = @{ Uri = 'https://other.example.com/' } }
        @{ What = 'the model'; Change = @{ ModelId = 'another' } }
        @{ What = 'an event'; Change = @{ Event = 'QueryCompleted' } }
        @{ What = 'a header'; Change = @{ Header = @{ a = 'b' } } }
    ) {
        $with = @{ Uri = $coach; ModelId = $model }
        $old = Register-CoachingWebhook @with
        foreach ($key in $Change.Keys) {
            $with[$key] = $Change[$key]
        }
        Assert-Failure (Get-Failure { Register-CoachingWebhook @with }) WebhookAlreadyExists Register-CoachingWebhook $name -PerRecord
        (Get-Stored).id | Should -Be $old.Id
        $null = Invoke-Control $simulator requests -Method Delete
        $new = Register-CoachingWebhook @with -Force
        (Get-Stored).id | Should -Be $new.Id
        (Get-Change).What | Should -Be "POST $path", "DELETE $path/$($old.Id)"
    }

    It 'after an answer that was lost it looks before it sends again' {
        $fault = Add-Fault $simulator @{ path = $path; method = 'POST'; kind = 'doThenReset' }
        $hook = Register-CoachingWebhook $coach $model
        Get-FaultCount $simulator $fault | Should -Be 1
        $hook.Id | Should -Be (Get-Stored).id
        @(Get-Change) | Should -HaveCount 1
    }

    It 'sends again what certainly did not arrive' {
        $fault = Add-Fault $simulator @{ path = $path; method = 'POST'; kind = 'reset' }
        (Register-CoachingWebhook $coach $model).Id | Should -Be (Get-Stored).id
        Get-FaultCount $simulator $fault | Should -Be 1
        @(Get-Stored) | Should -HaveCount 1
    }

    It '-AllowPrivateNetwork lets a private address through' {
        "$((Register-CoachingWebhook https://10.1.2.3/ $model -AllowPrivateNetwork).Uri)" | Should -Be 'https://10.1.2.3/'
    }

    It '-WhatIf changes nothing and sends nothing' {
        $before = @(Get-InsightAudit -Raw).Count
        Register-CoachingWebhook $coach $model -WhatIf | Should -BeNullOrEmpty
        Get-Request $simulator | Should -BeNullOrEmpty
        Get-InsightAudit -Raw | Should -HaveCount $before
    }

    It '-WhatIf on Platform has the server test it, and makes nothing' {
        $null = Connect-Simulator $simulator $audit -ApiProfile Platform
        $null = Invoke-Control $simulator platform/triggers/clear -Method Post
        Register-CoachingWebhook -FlowId $simulator.flowId -WhatIf -WarningVariable said | Should -BeNullOrEmpty
        "$said" | Should -Match 'schemaValidation: passed'
        (Get-Change).What | Should -BeLike 'POST /api/v2/processautomation/triggers/topics/*/test'
        Invoke-Control $simulator platform/triggers | ForEach-Object { $_ } | Should -BeNullOrEmpty
    }

    It 'on Platform one that is switched off is another one: -Force switches it on' {
        $null = Connect-Simulator $simulator $audit -ApiProfile Platform
        $null = Invoke-Control $simulator platform/triggers/clear -Method Post
        $made = Register-CoachingWebhook -FlowId $simulator.flowId
        $at = "/api/v2/processautomation/triggers/$($made.Id)"
        $body = Invoke-GenesysRequest $at
        $off = @{ enabled = $false; version = [int]$body.version }
        foreach ($kept in 'name', 'topicName', 'target', 'matchCriteria') {
            $off[$kept] = $body.$kept
        }
        $null = Invoke-GenesysRequest $at -Method Put -Body ($off | ConvertTo-Json -Depth 9) -Confirm:$false
        (Get-CoachingWebhook).Enabled | Should -BeFalse
        Assert-Failure (Get-Failure { Register-CoachingWebhook -FlowId $simulator.flowId }) WebhookAlreadyExists Register-CoachingWebhook $name -PerRecord
        (Register-CoachingWebhook -FlowId $simulator.flowId -Force).Id | Should -Be $made.Id
        (Get-CoachingWebhook).Enabled | Should -BeTrue
    }

    It '<Id> where <Why>' -ForEach @(
        @{ Id = 'ModelIdRequired'; Why = 'there is no model'; Target = 'ModelId'; Script = { Register-CoachingWebhook $coach } }
        @{ Id = 'EmptyIdentifier'; Why = 'the model is empty'; Target = 'ModelId'; Script = { Register-CoachingWebhook $coach '' } }
        @{ Id = 'EmptyIdentifier'; Why = 'the pipeline brings an empty one'; Target = 'ModelId'
            Script = { [pscustomobject]@{ Id = ' ' } | Register-CoachingWebhook $coach }
        }
        @{ Id = 'EmptyIdentifier'; Why = 'the name is empty'; Target = 'Name'; Script = { Register-CoachingWebhook $coach $model -Name '' } }
        @{ Id = 'InvalidName'; Why = 'the name has a line break'; Target = 'Name'; Script = { Register-CoachingWebhook $coach $model -Name "a`nb" } }
        @{ Id = 'InvalidName'; Why = 'the description is too long'; Target = 'Description'
            Script = { Register-CoachingWebhook $coach $model -Description ('x' * 513) }
        }
        @{ Id = 'InvalidHeader'; Why = 'a header breaks the line'; Target = 'X-A'
            Script = { Register-CoachingWebhook $coach $model -Header @{ 'X-A' = "b`r`nX-B: c" } }
        }
        @{ Id = 'InvalidHeader'; Why = 'a header has no name'; Target = 'Header'; Script = { Register-CoachingWebhook $coach $model -Header @{ '' = 'b' } } }
        @{ Id = 'InsecureWebhookUri'; Why = 'it is plain http'; Target = 'coach.example.com'
            Script = { Register-CoachingWebhook http://coach.example.com/ $model }
        }
        @{ Id = 'InsecureWebhookUri'; Why = 'it is this machine'; Target = 'localhost'; Script = { Register-CoachingWebhook https://localhost/ $model } }
        @{ Id = 'InsecureWebhookUri'; Why = 'it is this machine in another spelling'; Target = '127.0.0.1'
            Script = { Register-CoachingWebhook https://0x7f.1/ $model -AllowPrivateNetwork }
        }
        @{ Id = 'InsecureWebhookUri'; Why = 'it is a private network'; Target = '10.1.2.3'; Script = { Register-CoachingWebhook https://10.1.2.3/ $model } }
        @{ Id = 'InsecureWebhookUri'; Why = 'it is a cloud''s own metadata'; Target = '169.254.169.254'
            Script = { Register-CoachingWebhook https://169.254.169.254/ $model -AllowPrivateNetwork }
        }
        @{ Id = 'InsecureWebhookUri'; Why = 'it holds credentials'; Target = 'coach.example.com'
            Script = { Register-CoachingWebhook https://u:p@coach.example.com/ $model }
        }
        @{ Id = 'InsecureWebhookUri'; Why = 'it is relative'; Target = 'Uri'; Script = { Register-CoachingWebhook insights $model } }
        @{ Id = 'NotSupportedByProfile'; Why = 'a flow is named'; Target = 'FlowId'; Script = { Register-CoachingWebhook -FlowId f -ModelId $model } }
    ) {
        Assert-BadInput $simulator Register-CoachingWebhook $_
    }

    It 'needs an open session' {
        Assert-SessionNeeded $simulator $audit Register-CoachingWebhook { param($with) Register-CoachingWebhook $coach $model @with }
    }

    It '<Id> for <Kind> of the list' -ForEach $faults {
        $script = { param($session) Register-CoachingWebhook $coach $model -Session $session }
        Assert-ServerFault $simulator $_ $script Register-CoachingWebhook $path -Method GET -AuditPath $audit -PerRecord
    }

    It '<Id> for <Status> of the POST' -ForEach @(
        @{ Status = 403; Id = 'PermissionDenied' }, @{ Status = 400; Id = 'RequestRejected' }, @{ Status = 409; Id = 'WebhookAlreadyExists' }
        @{ Status = 500; Id = 'ServerError' }
    ) {
        $fault = Add-Fault $simulator @{ path = $path; method = 'POST'; kind = 'status'; status = $Status }
        Assert-Failure (Get-Failure { Register-CoachingWebhook $coach $model }) $Id Register-CoachingWebhook $name -PerRecord
        Get-FaultCount $simulator $fault | Should -Be 1
        Get-Stored | Should -BeNullOrEmpty
    }

    It 'without a list: a warning and one POST' {
        $fault = Add-Fault $simulator @{ path = $path; method = 'GET'; kind = 'status'; status = 405 }
        $hook = Register-CoachingWebhook $coach $model -WarningVariable warning -WarningAction SilentlyContinue
        Get-FaultCount $simulator $fault | Should -Be 1
        $warning -like '*no list of webhooks*' | Should -HaveCount 1
        $hook.Id | Should -Be (Get-Stored).id
        @(Get-Change) | Should -HaveCount 1
    }

    It 'WebhookStateUnknown where the answer is lost and there is no list: never a repeat' {
        $list = Add-Fault $simulator @{ path = $path; method = 'GET'; kind = 'status'; status = 404; times = 0 }
        $post = Add-Fault $simulator @{ path = $path; method = 'POST'; kind = 'doThenReset'; times = 0 }
        $failure = Get-Failure { Register-CoachingWebhook $coach $model -WarningAction SilentlyContinue }
        Assert-Failure $failure WebhookStateUnknown Register-CoachingWebhook $name
        Get-FaultCount $simulator $list | Should -BeGreaterThan 0
        Get-FaultCount $simulator $post | Should -Be 1
        @(Get-Change) | Should -HaveCount 1
    }

    It 'AuditWriteFailed: what changes something does not go unrecorded' {
        $folder = Join-Path $TestDrive 'taken.jsonl'
        Disconnect-All
        $null = Connect-Simulator $simulator (Join-Path $TestDrive 'sub/audit.jsonl')
        Rename-Item (Join-Path $TestDrive 'sub') $folder
        $null = New-Item (Join-Path $TestDrive 'sub') -ItemType File
        $null = Invoke-Control $simulator requests -Method Delete
        $failure = Get-Failure { Register-CoachingWebhook $coach $model }
        Assert-Failure $failure AuditWriteFailed Register-CoachingWebhook (Join-Path $TestDrive 'sub/audit.jsonl')
        Get-Request $simulator | Should -BeNullOrEmpty
        Get-SpeechModel $model -WarningVariable warning -WarningAction SilentlyContinue | Should -HaveCount 1 -Because 'one that reads goes on'
        $warning | Should -BeLike '*without an audit entry*'
        $null = Get-SpeechModel $model -WarningVariable again -WarningAction SilentlyContinue
        $again | Should -BeNullOrEmpty -Because 'it is said once'
    }

    It 'tells under -Verbose what it asked' {
        Assert-VerboseText $simulator { Register-CoachingWebhook $coach $model -Verbose } "POST $path -> 200 in * ms*"
    }
}
