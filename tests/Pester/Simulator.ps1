# Starts and stops the simulator. It ends by itself when its standard input closes, so that nothing is left behind.

function Start-Simulator {
    [CmdletBinding()]
    param([string[]] $ArgumentList = @())

    $root = Split-Path (Split-Path $PSScriptRoot)
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $library = Join-Path $root 'src/SpeechInsights.Simulator/bin/Release/net10.0/SpeechInsights.Simulator.dll'
    foreach ($argument in @($library, 'serve', '--json', '--exit-with-stdin') + $ArgumentList) {
        $start.ArgumentList.Add($argument)
    }
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if (-not $line) {
        throw 'The simulator did not start; was it built?'
    }
    $line | ConvertFrom-Json | Add-Member Process $process -PassThru
}

function Stop-Simulator {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Simulator)

    $Simulator.Process.StandardInput.Close()
    if (-not $Simulator.Process.WaitForExit(5000)) {
        $Simulator.Process.Kill()
    }
    $Simulator.Process.Dispose()
}
