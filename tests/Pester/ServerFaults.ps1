# Faults that every cmdlet that sends is tried with. Common.ps1 takes this in.

# What servers and networks do: the fault, and the id that it is known by. Each is tried with every cmdlet that sends.
function Get-ServerFault {
    @(
        @{ Id = 'PermissionDenied'; Fault = @{ kind = 'status'; status = 403 } }
        @{ Id = 'RequestRejected'; Fault = @{ kind = 'status'; status = 400 } }
        @{ Id = 'RequestRejected'; Fault = @{ kind = 'status'; status = 422 } }
        @{ Id = 'RateLimitExceeded'; Fault = @{ kind = 'status'; status = 429; retryAfter = '200' } }
        @{ Id = 'ServiceUnavailable'; Fault = @{ kind = 'status'; status = 503 } }
        @{ Id = 'ServerError'; Fault = @{ kind = 'status'; status = 500 } }
        @{ Id = 'ResponseTooLarge'; Fault = @{ kind = 'garbage'; text = '{"deep":' + '[' * 1000 + ']' * 1000 + '}' }; Kind = 'deep' }
        @{ Id = 'ConnectionFailed'; Fault = @{ kind = 'reset' } }
        @{ Id = 'OperationTimeout'; Fault = @{ kind = 'delay'; ms = 60000 } }
        @{ Id = 'InvalidResponse'; Fault = @{ kind = 'html' } }
        @{ Id = 'InvalidResponse'; Fault = @{ kind = 'garbage' } }
        @{ Id = 'InvalidResponse'; Fault = @{ kind = 'truncate' } }
        @{ Id = 'TokenRejected'; Fault = @{ kind = 'revoke'; times = 2 } }
        @{ Id = 'TokenRefreshFailed'; Fault = @{ kind = 'status'; status = 401 } }
    ) | ForEach-Object {
        $_.Kind ??= "$($_.Fault.kind) $($_.Fault.status)".Trim()
        $_
    }
}

# Lets one fault act on a cmdlet, and looks at the record, at the fault's count and at the audit trail.
function Assert-ServerFault {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Simulator,
        [Parameter(Mandatory)] [hashtable] $Case,
        # What is run; it is given the session.
        [Parameter(Mandatory)] [scriptblock] $Script,
        [Parameter(Mandatory)] [string] $Command,
        # The path that is asked, and what it is about where that is more than the path.
        [Parameter(Mandatory)] [string] $Path,
        [string] $Subject = $Path,
        [string] $Method,
        [Parameter(Mandatory)] [string] $AuditPath,
        [switch] $PerRecord,
        [string] $ApiProfile = 'Summary'
    )

    Reset-Simulator $Simulator
    $session = Connect-Simulator $Simulator $AuditPath -ApiProfile $ApiProfile -With @{ TimeoutSec = $Case.Id -eq 'OperationTimeout' ? 1 : 15 }
    try {
        $order = @{ path = $Path } + $Case.Fault
        if ($Method) {
            $order.method = $Method
        }
        if ($Case.Id -eq 'TokenRefreshFailed') {
            $null = Invoke-Control $Simulator 'tokens/revoke' -Method Post
            $order = @{ path = '/oauth/token' } + $Case.Fault
        }
        $fault = Add-Fault $Simulator $order
        $failure = Get-Failure $Script $session
        Get-FaultCount $Simulator $fault | Should -BeGreaterThan 0 -Because 'the fault must have fired'
        $target = switch ($Case.Id) {
            'ConnectionFailed' { ([uri]$Simulator.baseUri).Authority }
            'ResponseTooLarge' { $Path }
            'TokenRefreshFailed' { $Simulator.clientId }
            default { $Subject }
        }
        Assert-Failure $failure -Id $Case.Id -Command $Command -Target $target -PerRecord:$PerRecord
        $entry = Get-InsightAudit -Raw $AuditPath | Where-Object { $_.SessionId -eq $session.SessionId -and $_.Command -eq $Command } | Select-Object -Last 1
        $entry.Status | Should -Be 'Failed'
        $entry.Error | Should -Be $Case.Id
    }
    finally {
        Disconnect-GenesysInsights $session
        Reset-Simulator $Simulator
    }
}
