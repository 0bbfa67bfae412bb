#Requires -Version 7.4
BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    # Whatever is not known to change nothing has to ask; what ends something that others may use has to be confirmed.
    $harmless = 'Compare', 'Connect', 'Get', 'Import', 'Join', 'Measure', 'Select', 'Test'
    $harmlessToo = 'Invoke-InsightQuery', 'New-InsightQuery'
    $confirmed = 'Unregister'
    $commands = Get-Command -Module SpeechInsights | ForEach-Object {
        @{
            Name = $_.Name; Command = $_; Changes = $_.Verb -notin $harmless -and $_.Name -notin $harmlessToo
            Impact = $_.Verb -in $confirmed -or $_.Name -in 'Invoke-GenesysRequest' ? 'High' : $_.Verb -in $harmless -or $_.Name -in $harmlessToo ? 'None' : 'Medium'
        }
    }
    $core = [SpeechInsights.SpeechInsight].Assembly
    $types = $core.GetExportedTypes() | Where-Object { -not $_.IsEnum } | ForEach-Object { @{ Type = $_; Name = $_.Name } }
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $manifest = Get-BuiltManifest
    $folder = Split-Path $manifest

    function Get-FreshArgument($Simulator) {
        @{ client = $Simulator.clientId; secret = $Simulator.clientSecret; uri = $Simulator.baseUri; model = $Simulator.modelId }
    }

    # A library of the file's name, which has nothing of what the real one has.
    function New-StandIn([string] $Path, [string] $Source) {
        $null = New-Item (Split-Path $Path) -ItemType Directory
        Add-Type -TypeDefinition 'public static class LoadsTheCompiler { }'
        $tree = [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText(
            "[assembly: System.Reflection.AssemblyVersion(""9.0.0.0"")] $Source", $null, '', $null, [System.Threading.CancellationToken]::None)
        $references = [Microsoft.CodeAnalysis.MetadataReference]::CreateFromFile([object].Assembly.Location)
        $options = [Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions]::new([Microsoft.CodeAnalysis.OutputKind]::DynamicallyLinkedLibrary)
        $library = [Microsoft.CodeAnalysis.CSharp.CSharpCompilation]::Create(
            [System.IO.Path]::GetFileNameWithoutExtension($Path), [Microsoft.CodeAnalysis.SyntaxTree[]]$tree, [Microsoft.CodeAnalysis.MetadataReference[]]$references, $options)
        $stream = [System.IO.File]::Create($Path)
        $library.Emit($stream).Success | Should -BeTrue
        $stream.Dispose()
    }

    # In a process of its own, where nothing was loaded before. Gives its output.
    function Invoke-Fresh([scriptblock] $Script, [hashtable] $With = @{}) {
        $text = "`$ErrorActionPreference = 'Stop'; `$manifest = '$manifest'`n"
        foreach ($key in $With.Keys) {
            $text += "`$$key = '$($With[$key])'`n"
        }
        $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text + $Script))
        $output = Invoke-ChildPowerShell -EncodedCommand $encoded 2>&1
        $LASTEXITCODE | Should -Be 0 -Because "$output"
        $output
    }
}

Describe 'The manifest' {
    It 'is valid, and has what a gallery asks for' {
        $info = Test-ModuleManifest $manifest -WarningVariable warning -ErrorVariable failure
        $warning | Should -BeNullOrEmpty
        $failure | Should -BeNullOrEmpty
        $info.Version, $info.PowerShellVersion | Should -Be @([version](Split-Path $folder -Leaf), [version]'7.4')
        $info.CompatiblePSEditions | Should -Be 'Core'
        foreach ($name in 'Author', 'Description', 'Copyright', 'CompanyName') {
            $info.$name | Should -Not -BeNullOrEmpty
        }
        foreach ($name in 'ProjectUri', 'LicenseUri', 'IconUri', 'ReleaseNotes') {
            $info.PrivateData.PSData[$name] | Should -Match '^https://' -Because "a gallery shows $name"
        }
        foreach ($tag in 'PSEdition_Core', 'Windows', 'Linux', 'MacOS', 'Genesys') {
            $info.Tags | Should -Contain $tag
        }
    }

    It 'exports the cmdlets, each by name, and nothing else' {
        $data = Import-PowerShellDataFile $manifest
        $data.CmdletsToExport | Should -Not -Contain '*'
        $exported = (Get-Module SpeechInsights).ExportedCommands.Values
        $exported.CommandType | Select-Object -Unique | Should -Be 'Cmdlet'
        $exported.Name | Sort-Object | Should -Be ($data.CmdletsToExport | Sort-Object)
        $data.FunctionsToExport, $data.AliasesToExport, $data.VariablesToExport | ForEach-Object { $_.Count | Should -Be 0 }
        $written = (Get-Command Connect-GenesysInsights).ImplementingType.Assembly.GetExportedTypes() |
            Where-Object { $_.IsSubclassOf([System.Management.Automation.Cmdlet]) -and -not $_.IsAbstract }
        $written | Should -HaveCount $exported.Count -Because 'a cmdlet that is written is exported'
    }

    It 'has each cmdlet in the README and in the changelog' {
        $repository = Split-Path (Split-Path $PSScriptRoot)
        foreach ($file in 'README.md', 'CHANGELOG.md') {
            $text = Get-Content (Join-Path $repository $file) -Raw
            foreach ($name in (Get-Command -Module SpeechInsights).Name) {
                $text | Should -MatchExactly "\b$name\b" -Because "$file has to tell of it"
            }
        }
    }

    It 'has a test file for each cmdlet' {
        $files = (Get-ChildItem $PSScriptRoot -Filter *-*.Tests.ps1).Name -replace '\.Tests\.ps1$'
        $files | Sort-Object | Should -Be ((Get-Command -Module SpeechInsights).Name | Sort-Object)
    }

    It 'the staged module holds exactly its files' {
        $files = Get-ChildItem $folder -Recurse -File | ForEach-Object { [System.IO.Path]::GetRelativePath($folder, $_.FullName) -replace '\\', '/' }
        $libraries = 'Polly.Core', 'SpeechInsights.Resilience', 'SpeechInsights.Parquet', 'Parquet', 'CommunityToolkit.HighPerformance', 'K4os.Compression.LZ4',
        'Microsoft.IO.RecyclableMemoryStream', 'Snappier', 'ZstdSharp' | ForEach-Object { "bin/dependencies/$_.dll" }
        $others = 'bin/SpeechInsights.Core.dll', 'bin/SpeechInsights.dll', 'LICENSE', 'SpeechInsights.Format.ps1xml', 'SpeechInsights.psd1', 'THIRD-PARTY-NOTICES.txt'
        $files | Where-Object { $_ -notlike 'en-US/*' } | Sort-Object | Should -Be ($libraries + $others | Sort-Object)
        $files | Where-Object { $_ -like 'en-US/*' -and $_ -notmatch '^en-US/(SpeechInsights\.dll-Help\.xml|about_SpeechInsights\w*\.help\.txt)$' } |
            Should -BeNullOrEmpty
    }
}

Describe '<Name>' -ForEach $commands {
    It 'has an approved verb and a singular noun' {
        (Get-Verb $Command.Verb) | Should -Not -BeNullOrEmpty
        # Insights is the product's name.
        $Command.Noun -replace '^GenesysInsights' | Should -Not -Match 's$'
        $Command.ImplementingType.FullName | Should -BeExactly "SpeechInsights.Commands.$($Command.Verb)$($Command.Noun)Command"
        $Command.ImplementingType.IsSealed | Should -BeTrue
    }

    It 'has no reserved parameter names, and Pascal case, and singular names' {
        $own = $Command.Parameters.Values | Where-Object { $_.Name -notin ([System.Management.Automation.PSCmdlet]::CommonParameters + 'WhatIf', 'Confirm') }
        foreach ($parameter in $own) {
            $parameter.Name |
                Should -Not -BeIn 'Verbose', 'Debug', 'ErrorAction', 'OutVariable', 'OutBuffer', 'PipelineVariable', 'SelectProperty', 'SelectObject'
            $parameter.Name | Should -MatchExactly '^[A-Z][A-Za-z]+$'
            $parameter.Name -replace 'RequestsPerMinute|MinimumRows' | Should -Not -MatchExactly '[^s]s$'
        }
    }

    It 'takes no secret as text' {
        $secret = $Command.Parameters.Values | Where-Object { $_.Name -match 'Secret|Password|Token|Credential|Key$' -and $_.Name -ne 'SecretName' }
        $secret | Where-Object { $_.ParameterType -notin [securestring], [securestring[]], [pscredential] } | Should -BeNullOrEmpty
        $Command.Parameters.Keys | Should -Not -Contain 'UserName'
    }

    It 'switches are off by default and have no value' {
        $Command.Parameters.Values | Where-Object ParameterType -EQ ([bool]) | Should -BeNullOrEmpty
    }

    It 'has SupportsShouldProcess where it changes something, and only there' {
        $Command.Parameters.ContainsKey('WhatIf') | Should -Be $Changes
        $attribute = $Command.ImplementingType.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false)[0]
        $attribute.ConfirmImpact | Should -Be $Impact
    }

    It 'says what it gives' {
        $Command.OutputType | Should -Not -BeNullOrEmpty
        $Command.OutputType.Type | Where-Object { $_ -notin [void], [bool], [psobject] } | ForEach-Object { $_.IsSealed | Should -BeTrue }
    }

    It 'has one parameter by value in each set' {
        foreach ($set in $Command.ParameterSets) {
            @($set.Parameters | Where-Object ValueFromPipeline).Count | Should -BeLessOrEqual 1
        }
    }
}

Describe 'The type <Name>' -ForEach $types {
    It 'can be neither made nor changed from outside' {
        ($Type.IsSealed -or $Type.Name -eq 'InsightsException') | Should -BeTrue
        $setters = $Type.GetProperties() | Where-Object { $_.SetMethod -and $_.SetMethod.IsPublic -and $_.DeclaringType.Assembly -eq $Type.Assembly }
        # What can be set while an object is made can't be, where nobody can make one.
        $setters | Where-Object { $_.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Name -notcontains 'IsExternalInit' } | Should -BeNullOrEmpty
        $allowed = @{ InteractionReference = 'String', 'Guid'; CsatScale = 'String'; InsightTime = 'String', 'DateTimeOffset', 'DateTime' }[$Type.Name]
        $Type.GetConstructors() | ForEach-Object { $_.GetParameters().ParameterType.Name } | Sort-Object | Should -Be ($allowed | Sort-Object)
        $Type.GetFields() | Where-Object { -not $_.IsLiteral } | Should -BeNullOrEmpty
    }
}

Describe 'Progress' {
    It 'has an id of its own for each cmdlet' {
        $ids = (Get-Internal SpeechInsights.Declarations.CmdletDeclaration All @()).ActivityId
        $ids | Where-Object { $_ -le 0 } | Should -BeNullOrEmpty
        $ids | Sort-Object -Unique | Should -HaveCount @($ids).Count
    }
}

Describe 'The catalogue of errors' {
    It 'has a test that meets each id' {
        $tests = Get-ChildItem (Split-Path $PSScriptRoot) -Recurse -Include *.cs, *.ps1 | Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]' | Get-Content -Raw
        $tests = $tests -join "`n"
        foreach ($id in Get-Internal SpeechInsights.ErrorCatalogue get_Ids @()) {
            $tests -cmatch "\b$id\b" | Should -BeTrue -Because "a test has to meet $id"
        }
    }

    It 'has for each id a category that PowerShell knows' {
        foreach ($id in Get-Internal SpeechInsights.ErrorCatalogue get_Ids @()) {
            [enum]::GetNames([System.Management.Automation.ErrorCategory]) | Should -Contain (Get-ErrorRow $id).Category.ToString() -Because $id
        }
    }
}

Describe 'Import' {
    It 'loads neither Polly nor the bridge nor makes a context; types are there at once' {
        # PowerShell keeps a profile of what the last process like it loaded, and loads that ahead: here there is none.
        $kept = $env:XDG_CACHE_HOME, $env:LOCALAPPDATA
        try {
            $env:XDG_CACHE_HOME = $env:LOCALAPPDATA = "$TestDrive"
            $output = Invoke-Fresh {
                Import-Module $manifest
                [SpeechInsights.SpeechInsight].FullName
                [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name -match 'Polly|Parquet|SpeechInsights' | Sort-Object | Join-String -Separator ','
                [System.Runtime.Loader.AssemblyLoadContext]::All.Name -contains 'SpeechInsights'
            }
        }
        finally {
            $env:XDG_CACHE_HOME, $env:LOCALAPPDATA = $kept
        }
        $output | Should -Be 'SpeechInsights.SpeechInsight', 'SpeechInsights,SpeechInsights.Core', 'False'
    }

    It '-Force and Remove-Module close the runspace''s sessions; afterwards it can be imported again' {
        $simulator = Start-Simulator -ArgumentList '--interactions', '10'
        try {
            $output = Invoke-Fresh {
                Import-Module $manifest
                $env:GENESYS_CLIENT_ID = $client
                $env:GENESYS_CLIENT_SECRET = $secret
                $first = Connect-GenesysInsights -BaseUri $uri -AuditPath $audit
                Import-Module $manifest -Force
                "$($first.IsOpen) $(@(Get-GenesysInsightsSession).Count)"
                $second = Connect-GenesysInsights -BaseUri $uri -AuditPath $audit
                Remove-Module SpeechInsights
                "$($second.IsOpen) $(@(Get-Command -Module SpeechInsights).Count)"
                Import-Module $manifest
                "$((Get-Command -Module SpeechInsights).Count) $(@(Get-GenesysInsightsSession).Count)"
                $third = Connect-GenesysInsights -BaseUri $uri -AuditPath $audit
                (Get-SpeechModel $model).Status
            } ((Get-FreshArgument $simulator) + @{ audit = Join-Path $TestDrive 'force.jsonl' })
            $output | Should -Be 'False 0', 'False 0', "$((Get-Command -Module SpeechInsights).Count) 0", 'deployed'
        }
        finally {
            Stop-Simulator $simulator
        }
    }

    It 'Parquet.Net is loaded where it is first used, beside another one in the process' {
        $other = Join-Path $TestDrive 'others/Parquet.dll'
        New-StandIn $other 'namespace Parquet { public static class NotTheRealOne { } }'
        $row = '{"interaction_id":"a","csat":4,"csat_scale":"1..5","survey_count":1,"query_start":"2026-10-01T00:00:00Z","query_end":"2026-10-02T00:00:00Z"}'
        Set-Content (Join-Path $TestDrive 'row.jsonl') $row
        $output = Invoke-Fresh {
            $null = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath($other)
            Import-Module $manifest
            $rows = Import-InsightDataset "$folder/row.jsonl"
            [AppDomain]::CurrentDomain.GetAssemblies().Where({ $_.GetName().Name -eq 'Parquet' }).Count
            $rows | Export-InsightDataset "$folder/row.parquet"
            (Import-InsightDataset "$folder/row.parquet").Csat
            foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -match '^(Parquet|SpeechInsights\.Parquet)$' }) {
                "$($assembly.GetName().Name) $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name)"
            }
        } @{ other = $other; folder = "$TestDrive" }
        $output[0, 1] | Should -Be '1', '4'
        $output | Select-Object -Skip 2 | Sort-Object | Should -Be 'Parquet Default', 'Parquet SpeechInsights', 'SpeechInsights.Parquet SpeechInsights'
    }

    It 'another Polly.Core in the process does not matter' {
        # A stand-in of the same name without a single type of Polly's: with ours taken from the same context nothing would run.
        $other = Join-Path $TestDrive 'other/Polly.Core.dll'
        New-StandIn $other 'namespace Polly { public static class NotTheRealOne { } }'
        $simulator = Start-Simulator -ArgumentList '--interactions', '10'
        try {
            $output = Invoke-Fresh {
                $loaded = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath($other)
                $loaded.GetName().Name
                Import-Module $manifest
                $env:GENESYS_CLIENT_ID = $client
                $env:GENESYS_CLIENT_SECRET = $secret
                $null = Connect-GenesysInsights -BaseUri $uri -AuditPath $audit
                (Get-SpeechModel $model).Status
                foreach ($assembly in [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -match '^Polly\.Core$|Resilience$' }) {
                    $context = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($assembly).Name
                    "$($assembly.GetName().Name) $context $($assembly.Location -eq $other)"
                }
            } ((Get-FreshArgument $simulator) + @{ audit = Join-Path $TestDrive 'polly.jsonl'; other = $other })
            $output[0, 1] | Should -Be 'Polly.Core', 'deployed'
            $output | Select-Object -Skip 2 | Sort-Object |
                Should -Be @('Polly.Core Default True', 'Polly.Core SpeechInsights False', 'SpeechInsights.Resilience SpeechInsights False')
        }
        finally {
            Stop-Simulator $simulator
        }
    }
}
