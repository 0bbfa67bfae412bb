#Requires -Version 7.4
# The time itself depends on the machine: it is told here, and measured in bench/. What makes imports slow is checked.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $manifest = Get-BuiltManifest
    $script = @"
`$before = [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name
`$clock = [System.Diagnostics.Stopwatch]::StartNew()
Import-Module '$manifest'
`$clock.Stop()
`$loaded = [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name | Where-Object { `$_ -notin `$before }
`$contexts = @([System.Runtime.Loader.AssemblyLoadContext]::All.Name)
@{ ms = `$clock.Elapsed.TotalMilliseconds; loaded = @(`$loaded); contexts = `$contexts } | ConvertTo-Json -Compress
"@
    $runs = 1..3 | ForEach-Object { Invoke-ChildPowerShell -Command $script | ConvertFrom-Json }
}

Describe 'Import' {
    It 'tells how long it takes' {
        $runs | Should -HaveCount 3
        $times = $runs.ms | Sort-Object
        Write-Host ('    import: median {0:0} ms of 3 fresh processes ({1:0} to {2:0})' -f $times[1], $times[0], $times[2])
    }

    It 'loads nothing heavy: no Polly, no bridge, no HTTP, no JSON' {
        foreach ($run in $runs) {
            $run.loaded | Where-Object { $_ -like 'SpeechInsights*' } | Sort-Object | Should -Be 'SpeechInsights', 'SpeechInsights.Core'
            $run.loaded | Where-Object { $_ -match '^(Polly|System\.Net\.|System\.Text\.Json|Microsoft\.CodeAnalysis|System\.Security\.Cryptography$)' } |
                Should -BeNullOrEmpty
            $run.contexts | Should -Not -Contain 'SpeechInsights'
        }
    }

    It 'runs no script: the module is binary, and its manifest names what it exports' {
        $data = Import-PowerShellDataFile $manifest
        $data.RootModule | Should -BeLike '*.dll'
        $data.CmdletsToExport.Count | Should -BeGreaterThan 10
        foreach ($key in 'ScriptsToProcess', 'NestedModules', 'TypesToProcess', 'RequiredModules') {
            $data[$key] | Should -BeNullOrEmpty
        }
        Get-ChildItem (Split-Path $manifest) -Recurse -Include *.ps1, *.psm1 | Should -BeNullOrEmpty
    }
}
