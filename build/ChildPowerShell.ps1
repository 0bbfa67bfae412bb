# Starts a second PowerShell like the one that runs this: the dotnet tool's process is 'dotnet', which is no PowerShell by itself.

# Nothing of PowerShell's own is sent or loaded beside what is measured and tested.
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'
$env:POWERSHELL_UPDATECHECK = 'Off'

function Get-ChildPowerShell {
    [CmdletBinding()] [OutputType([string[]])]
    param()

    $isTool = [System.IO.Path]::GetFileNameWithoutExtension([Environment]::ProcessPath) -eq 'dotnet'
    $isTool ? @('dotnet', (Join-Path $PSHOME 'pwsh.dll')) : @(Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh'))
}

# Gives what the process prints; $LASTEXITCODE is its exit code.
function Invoke-ChildPowerShell {
    [string[]] $words = Get-ChildPowerShell
    $leading = @($words | Select-Object -Skip 1)
    & $words[0] @leading -NoProfile -NonInteractive @args
}

# For a process whose environment or streams are to be set before it starts.
function New-ChildPowerShellStart {
    [CmdletBinding()] [OutputType([System.Diagnostics.ProcessStartInfo])]
    param([Parameter(Mandatory)] [string[]] $ArgumentList)

    [string[]] $words = Get-ChildPowerShell
    $start = [System.Diagnostics.ProcessStartInfo]::new($words[0])
    @($words | Select-Object -Skip 1) + @('-NoProfile', '-NonInteractive') + $ArgumentList | ForEach-Object { $start.ArgumentList.Add($_) }
    $start
}
