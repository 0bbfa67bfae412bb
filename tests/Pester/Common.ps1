# What the tests share: the built module, which it imports, the simulator's control side, and how a failure is looked at.
. "$PSScriptRoot/Simulator.ps1"
. "$PSScriptRoot/ServerFaults.ps1"
. "$PSScriptRoot/../../build/ChildPowerShell.ps1"
. "$PSScriptRoot/Cases.ps1"

$root = Split-Path (Split-Path $PSScriptRoot)

# Warnings that matter are asserted with -WarningVariable; that example.com's names are reserved is no news.
$WarningPreference = 'SilentlyContinue'

# The module that is tested: the one that was built here, unless build.ps1 was told of another.
function Get-BuiltManifest {
    if ($env:SPEECHINSIGHTS_TEST_MODULE) {
        return $env:SPEECHINSIGHTS_TEST_MODULE
    }
    $root = Split-Path (Split-Path $PSScriptRoot)
    $version = (Import-PowerShellDataFile "$root/SpeechInsights.psd1").ModuleVersion
    Join-Path $root "output/SpeechInsights/$version/SpeechInsights.psd1"
}

Import-Module (Get-BuiltManifest)

# A static member of one of the module's internal types.
function Get-Internal([string] $Type, [string] $Method, [object[]] $ArgumentList) {
    $assembly = $Type -like '*.Declarations.*' ? (Get-Command Get-SpeechModel).ImplementingType.Assembly : [SpeechInsights.InsightsSession].Assembly
    $found = $assembly.GetType($Type, $true).GetMethods('Static, Public').Where({ $_.Name -eq $Method -and $_.GetParameters().Count -eq $ArgumentList.Count })[0]
    $found.Invoke($null, $ArgumentList)
}

# The catalogue's row of an error id.
function Get-ErrorRow([string] $Id) {
    $ids = [SpeechInsights.InsightsSession].Assembly.GetType('SpeechInsights.InsightsError', $true)
    Get-Internal SpeechInsights.ErrorCatalogue Of ([enum]::Parse($ids, $Id))
}

# Whether a cmdlet declares that an error is about one of the things that it was asked for.
function Test-RecordError([string] $Command, [string] $Id) {
    $ids = [SpeechInsights.InsightsSession].Assembly.GetType('SpeechInsights.InsightsError', $true)
    Get-Internal SpeechInsights.Declarations.RecordErrorsAttribute Includes (Get-Command $Command).ImplementingType, ([enum]::Parse($ids, $Id))
}

# The notes of a cmdlet's help, which name every error that it has.
function Get-HelpNote([string] $Command) {
    $script:helpNotes ??= & {
        $notes = @{}
        $help = [xml](Get-Content (Join-Path (Split-Path (Get-BuiltManifest)) 'en-US/SpeechInsights.dll-Help.xml') -Raw)
        foreach ($entry in $help.helpItems.command) {
            $notes[$entry.details.name] = $entry.alertSet.InnerText
        }
        $notes
    }
    $script:helpNotes[$Command]
}

# The simulator's control side. Thousands of times: Invoke-RestMethod takes four times as long.
$controlClient = [System.Net.Http.HttpClient]::new([System.Net.Http.SocketsHttpHandler]@{ UseProxy = $false })
function Invoke-Control {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Simulator,
        [Parameter(Mandatory)] [string] $Resource,
        [string] $Method = 'Get',
        $Body
    )

    $request = [System.Net.Http.HttpRequestMessage]::new($Method, "$($Simulator.baseUri)/_simulator/$Resource")
    if ($Body) {
        $request.Content = [System.Net.Http.StringContent]::new(($Body | ConvertTo-Json -Depth 5), $null, 'application/json')
    }
    $answer = $controlClient.Send($request).EnsureSuccessStatusCode().Content
    $text = $answer.ReadAsStringAsync().GetAwaiter().GetResult()
    $answer.Headers.ContentType.MediaType -eq 'application/json' ? ($text | ConvertFrom-Json) : $text
}

# What the simulator holds to be true of the rows of a window, in their order.
function Get-Truth {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Simulator, [Parameter(Mandatory)] [DateTimeOffset] $From, [Parameter(Mandatory)] [DateTimeOffset] $To)

    $lines = Invoke-Control $Simulator ('truth?from={0:yyyy-MM-ddTHH:mm:ssZ}&to={1:yyyy-MM-ddTHH:mm:ssZ}' -f $From.UtcDateTime, $To.UtcDateTime)
    $lines -split "`n" -ne '' | ConvertFrom-Json
}

function Reset-Simulator {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Simulator)

    foreach ($resource in 'faults', 'requests', 'counters') {
        $null = Invoke-Control $Simulator $resource -Method Delete
    }
    $null = Invoke-Control $Simulator 'webhooks/clear' -Method Post
}

# Orders a fault and gives its number, for Get-FaultCount.
function Add-Fault {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Simulator, [Parameter(Mandatory)] [hashtable] $Order)

    (Invoke-Control $Simulator 'faults' -Method Post -Body $Order).id
}

function Get-FaultCount {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Simulator, [Parameter(Mandatory)] [int] $Id)

    (Invoke-Control $Simulator 'faults' | ForEach-Object { $_ } | Where-Object id -EQ $Id).fired
}

# The requests that the simulator saw since the last reset, as 'METHOD path'; those for a token only where they are asked for.
function Get-Request {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Simulator, [switch] $WithToken)

    Invoke-Control $Simulator 'requests' | ForEach-Object { $_ } | Where-Object { $_ -and ($WithToken -or $_.path -ne '/oauth/token') } |
        Add-Member What -MemberType ScriptProperty -Value { "$($this.method) $($this.path)" } -PassThru
}

function Get-SimulatorCredential {
    [CmdletBinding()] [OutputType([pscredential])]
    param([Parameter(Mandatory)] $Simulator)

    $secret = [securestring]::new()
    $Simulator.clientSecret.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
    [pscredential]::new($Simulator.clientId, $secret)
}

# A session without a budget, so that nothing waits; it becomes the current one.
function Connect-Simulator {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Simulator,
        [Parameter(Mandatory)] [string] $AuditPath,
        [hashtable] $With = @{},
        [ValidateSet('Summary', 'Platform')] [string] $ApiProfile = 'Summary'
    )

    $arguments = @{
        BaseUri = $Simulator.baseUri; Credential = Get-SimulatorCredential $Simulator; AuditPath = $AuditPath
        ApiProfile = $ApiProfile; RequestsPerMinute = 0; MaximumRetryCount = 0
    } + $With
    Connect-GenesysInsights @arguments
}

function Disconnect-All {
    Get-GenesysInsightsSession | Disconnect-GenesysInsights -Confirm:$false
}

# What tests begin with after SetUp.ps1: no session is open, and the simulator has seen nothing.
function Reset-Session {
    Disconnect-All
    Reset-Simulator $simulator
}

# The same with a new session, which it gives.
function New-Session([hashtable] $With = @{}, [string] $ApiProfile = 'Summary') {
    Disconnect-All
    Connect-Simulator $simulator $audit $With $ApiProfile
    Reset-Simulator $simulator
}

# What a file of tests ends with.
function Disconnect-Simulator {
    Disconnect-All
    Stop-Simulator $simulator
}

# Runs a script and gives what it left: its output, its error records, and whether it was ended by one.
function Get-Failure {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [scriptblock] $Script, [object[]] $ArgumentList = @())

    $ErrorActionPreference = 'Continue'
    $output = [System.Collections.Generic.List[object]]::new()
    $records = [System.Collections.Generic.List[object]]::new()
    $isTerminating = $false
    try {
        & $Script @ArgumentList 2>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { $records.Add($_) } else { $output.Add($_) } }
    }
    catch {
        $isTerminating = $true
        $records.Add($_)
    }
    [pscustomobject]@{ Output = $output; Record = $records; IsTerminating = $isTerminating }
}

function Assert-Failure {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Failure,
        [Parameter(Mandatory)] [string] $Id,
        [Parameter(Mandatory)] [string] $Command,
        [AllowNull()] [AllowEmptyString()] [string] $Target,
        [switch] $PerRecord
    )

    $Failure.Record | Should -HaveCount 1 -Because 'one thing went wrong'
    $record = $Failure.Record[0]
    $record.FullyQualifiedErrorId | Should -BeExactly "$Id,SpeechInsights.Commands.$($Command.Replace('-', ''))Command"
    $record.CategoryInfo.Category | Should -Be ([System.Management.Automation.ErrorCategory](Get-ErrorRow $Id).Category.ToString())
    Get-HelpNote $Command | Should -MatchExactly "\b$Id\b" -Because "the page of $Command has to name each of its errors among its notes"
    [string]$record.TargetObject | Should -BeExactly $Target
    $record.Exception.Message | Should -Not -BeNullOrEmpty
    $record.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty -Because 'each error says what to do'
    $Failure.IsTerminating | Should -Be (-not ($PerRecord -and (Test-RecordError $Command $Id))) -Because 'the cmdlet declares whether the next record has its turn'
}

# Nothing goes on before the condition holds, or the time is up.
function Wait-Until {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [scriptblock] $Condition, [double] $Seconds = 15, [string] $What = 'The condition')

    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    while (-not (& $Condition)) {
        if ($clock.Elapsed.TotalSeconds -gt $Seconds) {
            throw "$What did not come within $Seconds s."
        }
        [System.Threading.Thread]::Sleep(5)
    }
}

# Bad input has an id of its own and never reaches the network.
function Assert-BadInput {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Simulator,
        [Parameter(Mandatory)] [string] $Command,
        [Parameter(Mandatory)] [hashtable] $Case
    )

    $null = Invoke-Control $Simulator 'requests' -Method Delete
    $failure = Get-Failure $Case.Script
    Assert-Failure $failure -Id $Case.Id -Command $Command -Target $Case.Target
    $failure.Output | Should -BeNullOrEmpty
    Get-Request $Simulator -WithToken | Should -BeNullOrEmpty -Because 'bad input must not reach the network'
}

# The parameters of each set as 'Set: Name:Type ...': ! is mandatory, @n its position, <v and <p how it binds, =x an alias.
function Get-ParameterShape {
    [CmdletBinding()] [OutputType([string])]
    param([Parameter(Mandatory)] [string] $Command)

    $common = [System.Management.Automation.PSCmdlet]::CommonParameters + 'WhatIf', 'Confirm'
    foreach ($set in (Get-Command $Command).ParameterSets | Sort-Object Name) {
        $parameters = foreach ($parameter in $set.Parameters | Where-Object Name -NotIn $common | Sort-Object Name) {
            $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
            $text = "$($parameter.Name):$($type.Name)"
            $text += $parameter.IsMandatory ? '!' : ''
            $text += $parameter.Position -ge 0 ? "@$($parameter.Position)" : ''
            $text += $parameter.ValueFromPipeline ? '<v' : ''
            $text += $parameter.ValueFromPipelineByPropertyName ? '<p' : ''
            $text + -join ($parameter.Aliases | Sort-Object | ForEach-Object { "=$_" })
        }
        "$($set.Name): $parameters"
    }
}

# What a cmdlet says under -Verbose: there is something, and it holds neither the secret nor a token.
function Assert-VerboseText {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Simulator, [Parameter(Mandatory)] [scriptblock] $Script, [Parameter(Mandatory)] [string] $Like)

    $lines = @(& $Script 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message)
    $lines -like $Like | Should -Not -BeNullOrEmpty -Because "one of '$($lines -join "', '")' should tell"
    foreach ($secret in @($Simulator.clientSecret) + @(Invoke-Control $Simulator 'tokens' | ForEach-Object { $_ })) {
        $lines -join "`n" | Should -Not -BeLike "*$secret*"
    }
}

# Without a session, and with a closed one, a connected cmdlet ends before it sends.
function Assert-SessionNeeded {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Simulator,
        [Parameter(Mandatory)] [string] $AuditPath,
        [Parameter(Mandatory)] [string] $Command,
        # What is run; it is given a hashtable that holds the session or nothing.
        [Parameter(Mandatory)] [scriptblock] $Script
    )

    Disconnect-All
    $null = Invoke-Control $Simulator 'requests' -Method Delete
    Assert-Failure (Get-Failure $Script @{}) -Id NotConnected -Command $Command -Target $Command
    Get-Request $Simulator -WithToken | Should -BeNullOrEmpty
    $session = Connect-Simulator $Simulator $AuditPath
    Disconnect-GenesysInsights $session
    Assert-Failure (Get-Failure $Script @{ Session = $session }) -Id SessionClosed -Command $Command -Target $session.SessionId
    Get-Request $Simulator | Should -BeNullOrEmpty
}
