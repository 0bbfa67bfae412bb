#Requires -Version 7.4
# Help is what the module says about itself: it has to be whole, true of the code, and made of the Markdown that is there.

BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    $cmdlets = (Import-PowerShellDataFile "$root/SpeechInsights.psd1").CmdletsToExport
    $topics = (Get-ChildItem "$root/module/help/about_*.md").BaseName
}

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $staged = Split-Path (Get-BuiltManifest)
    $errorIds = [enum]::GetNames([SpeechInsights.InsightsSession].Assembly.GetType('SpeechInsights.InsightsError'))

    $online = "$((Import-PowerShellDataFile "$root/SpeechInsights.psd1").PrivateData.PSData.ProjectUri)/blob/main/module/help"

    function Invoke-Generator([string] $Source, [string] $Target) {
        $tool = "$root/src/SpeechInsights.Help/bin/Release/net10.0/SpeechInsights.Help.dll"
        $text = dotnet $tool $Source "$root/src/SpeechInsights/bin/Release/net8.0/SpeechInsights.dll" $Target $online 2>&1 | Out-String
        [pscustomobject]@{ ExitCode = $LASTEXITCODE; Text = $text }
    }
}

Describe 'Help of <_>' -ForEach $cmdlets {
    BeforeAll {
        $name = $_
        $help = Get-Help $name -Full
        $command = Get-Command $name
        $page = Get-Content "$root/module/help/$name.md" -Raw
    }

    It 'has a synopsis that is a sentence, not the syntax' {
        $help.Synopsis.Trim() | Should -Match '^[A-Z].*\.$'
        $help.Synopsis | Should -Not -Match "^\s*$name"
        $help.Synopsis | Should -Not -Match '\[-'
    }

    It 'says where it stands online, for Get-Help -Online' {
        @($help.relatedLinks.navigationLink)[0].uri | Should -Be "$online/$name.md"
    }

    It 'describes every parameter, and none that is not there' {
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        $declared = $command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
        ($help.parameters.parameter.name | Sort-Object) | Should -Be $declared
        foreach ($parameter in $help.parameters.parameter) {
            ($parameter.description.Text -join ' ').Length | Should -BeGreaterThan 10 -Because "-$($parameter.name) needs words"
        }
    }

    It 'gives types, aliases and the pipeline as the cmdlet declares them' {
        foreach ($parameter in $help.parameters.parameter) {
            $declared = $command.Parameters[$parameter.name]
            $expected = ([System.Nullable]::GetUnderlyingType($declared.ParameterType) ?? $declared.ParameterType).Name
            $parameter.type.name | Should -Be $expected
            $parameter.aliases | Should -Be ($(if ($declared.Aliases) { $declared.Aliases -join ', ' } else { 'none' }))
            $set = $declared.ParameterSets.Values | Select-Object -First 1
            ($parameter.pipelineInput -match 'ByValue') | Should -Be $set.ValueFromPipeline -Because "-$($parameter.name)"
            ($parameter.pipelineInput -match 'ByPropertyName') | Should -Be $set.ValueFromPipelineByPropertyName -Because "-$($parameter.name)"
        }
    }

    It 'gives the defaults that the cmdlet has' {
        $fresh = $command.ImplementingType::new()
        foreach ($parameter in $help.parameters.parameter | Where-Object { $_.name -notin 'WhatIf', 'Confirm' }) {
            $value = $fresh.($parameter.name)
            $isNone = $null -eq $value -or $value -is [switch] -or $value -is [DateTimeOffset] -or ($value -is [valuetype] -and $value -eq [Activator]::CreateInstance($value.GetType()))
            if (-not $isNone) {
                $parameter.defaultValue | Should -BeExactly ($value -join ', ') -Because "-$($parameter.name) has that"
            }
        }
    }

    It 'gives the bounds and the profile that a parameter declares' {
        foreach ($parameter in $help.parameters.parameter | Where-Object { $_.name -notin 'WhatIf', 'Confirm' }) {
            $text = $parameter.description.Text -join "`n"
            foreach ($declared in $command.ImplementingType.GetProperty($parameter.name).GetCustomAttributes($true)) {
                switch ($declared.GetType().Name) {
                    'BoundsAttribute' { $text | Should -Match ([regex]::Escape("From $($declared.Minimum) to $($declared.Maximum).")) }
                    'OnlyOnAttribute' { $text | Should -Match "Only on the $($declared.Profile) profile\." }
                }
            }
        }
    }

    It 'names each value of an enumeration of ours' {
        foreach ($parameter in $help.parameters.parameter) {
            $type = $command.Parameters[$parameter.name].ParameterType
            $type = $type.GetElementType() ?? [System.Nullable]::GetUnderlyingType($type) ?? $type
            if ($type.IsEnum -and $type.Namespace -like 'SpeechInsights*') {
                [enum]::GetNames($type) | ForEach-Object { $parameter.description.Text -join ' ' | Should -MatchExactly "\b$_\b" -Because "-$($parameter.name) takes it" }
            }
        }
    }

    It 'shows the syntax of every parameter set, with its mandatory parameters' {
        @($help.syntax.syntaxItem).Count | Should -Be $command.ParameterSets.Count
        $inHelp = $help.syntax.syntaxItem | ForEach-Object {
            ($_.parameter | Where-Object required -EQ true | ForEach-Object { "$($_.name)@$($_.position)" } | Sort-Object) -join ' '
        }
        $declared = $command.ParameterSets | ForEach-Object {
            ($_.Parameters | Where-Object IsMandatory | ForEach-Object { "$($_.Name)@$($_.Position -ge 0 ? $_.Position : 'named')" } | Sort-Object) -join ' '
        }
        ($inHelp | Sort-Object) | Should -Be ($declared | Sort-Object)
    }

    It 'has three examples or more, inputs, outputs and notes' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        $help.inputTypes.inputType.type.name | Should -Not -BeNullOrEmpty
        $help.returnValues.returnValue.type.name | Should -Not -BeNullOrEmpty
        ($help.alertSet.alert.Text -join '').Trim() | Should -Not -BeNullOrEmpty
    }

    It 'names every property of what it gives' {
        foreach ($type in $command.OutputType.Type | Where-Object { $_ -and $_.Namespace -eq 'SpeechInsights' }) {
            $described = ($help.returnValues.returnValue | Where-Object { $_.type.name -eq $type.FullName }).description.Text -join "`n"
            foreach ($property in $type.GetProperties().Name) {
                $described | Should -Match "(?m)^- ${property}:" -Because "$type has $property"
            }
        }
    }

    It 'holds no placeholder' {
        $page | Should -Not -Match '\{\{|TODO|TBD|Fill in|lorem'
        $page | Should -Not -Match 'AsPlainText'
    }

    It 'shows an example with -?' {
        $first = @($help.examples.example)[0].code
        & $name -? | Out-String -Width 500 | Should -Match ([regex]::Escape($first.Split("`n")[0].Trim()))
    }
}

Describe 'Help topic <_>' -ForEach $topics {
    It 'is found, with its synopsis' {
        $text = Get-Content "$staged/en-US/$_.help.txt"
        $text[1].Trim() | Should -Be $_
        $text[3] | Should -Be 'SHORT DESCRIPTION'
        $text[4] | Should -Match '^    [A-Z]'
        @(Get-Help $_).Count | Should -Be 1
        Get-Help $_ | Out-String | Should -Match 'SEE ALSO'
        (Get-Help "$_*" | Where-Object Name -EQ $_).Synopsis | Should -Be $text[4].Trim()
    }

    It 'holds code that parses, and commands that exist' {
        foreach ($block in [regex]::Matches((Get-Content "$root/module/help/$_.md" -Raw), '(?ms)^```powershell\r?\n(?<code>.*?)^```')) {
            $problems = $null
            $ast = [System.Management.Automation.Language.Parser]::ParseInput($block.Groups['code'].Value, [ref]$null, [ref]$problems)
            $problems | Should -BeNullOrEmpty
            foreach ($command in $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                $found = Get-Command $command.GetCommandName()
                foreach ($parameter in $command.CommandElements.Where({ $_ -is [System.Management.Automation.Language.CommandParameterAst] })) {
                    $found.Parameters.Keys | Should -Contain $parameter.ParameterName
                }
            }
        }
    }

    It 'points to what exists' {
        $see = (Get-Content "$root/module/help/$_.md" -Raw) -replace '(?s)^.*## SEE ALSO', ''
        foreach ($entry in [regex]::Matches($see, '(?m)^- (\S+)').ForEach({ $_.Groups[1].Value })) {
            ($entry -in $cmdlets) -or (Test-Path "$root/module/help/$entry.md") -or ($entry -eq 'about_Try_Catch_Finally') |
                Should -BeTrue -Because "$entry is referred to"
        }
    }
}

Describe 'The tables of errors' {
    It 'list every error id there is, once, with what to do' {
        $topic = Get-Content "$staged/en-US/about_SpeechInsights_Errors.help.txt" -Raw
        $rows = $topic -replace '(?s)^.*Bad input: nothing was sent'
        $listed = [regex]::Matches($rows, '(?m)^    (?<id>[A-Z][A-Za-z]+)  +[A-Z-]').ForEach({ $_.Groups['id'].Value }) | Where-Object { $_ -ne 'Id' }
        ($listed | Sort-Object) | Should -Be ($errorIds | Sort-Object)
    }
}

Describe 'The topic of accuracy' {
    It 'says what each figure means' {
        $topic = Get-Content "$root/module/help/about_SpeechInsights_Accuracy.md" -Raw
        foreach ($property in [SpeechInsights.InsightAccuracy].GetProperties().Where({ $_.PropertyType -ne [SpeechInsights.CsatScale] }).Name) {
            # The ends of an interval and the four counts stand with their figure.
            $row = $property -replace '^(Agreement)(Low|High)$', '$1Rate' -replace '^(Pearson)(Low|High)$', '$1R' -replace '^(True|False)(Positive|Negative)$', 'TruePositive'
            $topic | Should -MatchExactly "\b$row\b" -Because "$property is one of its figures"
        }
    }
}

Describe 'The generator' {
    BeforeEach {
        $sources = "$TestDrive/sources"
        Remove-Item $sources, "$TestDrive/made" -Recurse -Force -ErrorAction Ignore
        Copy-Item "$root/module/help" $sources -Recurse
    }

    It 'makes what was staged of the Markdown that is there' {
        (Invoke-Generator $sources "$TestDrive/made").ExitCode | Should -Be 0
        $made = Get-ChildItem "$TestDrive/made" | Get-FileHash
        $made.Count | Should -Be (1 + @(Get-ChildItem "$sources/about_*").Count)
        foreach ($file in $made) {
            (Get-FileHash "$staged/en-US/$(Split-Path $file.Path -Leaf)").Hash | Should -Be $file.Hash -Because "$($file.Path) was staged"
        }
        Get-ChildItem "$staged/en-US" | Should -HaveCount $made.Count
    }

    It 'fails where <What>' -ForEach @(
        @{ What = 'a cmdlet has no page'; Message = 'Get-CsatScore has no page'; Break = { Remove-Item "$sources/Get-CsatScore.md" } }
        @{ What = 'a page has no cmdlet'; Message = 'there is no cmdlet Get-Nothing'; Break = {
                (Get-Content "$sources/Get-CsatScore.md" -Raw) -replace '# Get-CsatScore', '# Get-Nothing' | Set-Content "$sources/Get-Nothing.md" }
        }
        @{ What = 'a parameter is not described'; Message = '-Quiet is not described'; Break = {
                (Get-Content "$sources/Test-SpeechModel.md" -Raw) -replace '### -Quiet', '### -Loud' | Set-Content "$sources/Test-SpeechModel.md" }
        }
        @{ What = 'a described parameter is not there'; Message = 'there is no parameter -Loud'; Break = {
                (Get-Content "$sources/Test-SpeechModel.md" -Raw) -replace '### -Quiet', '### -Loud' | Set-Content "$sources/Test-SpeechModel.md" }
        }
        @{ What = 'a page lists an error that is not there'; Message = 'there is no error ModelLost'; Break = {
                (Get-Content "$sources/Get-SpeechModel.md" -Raw) -replace '- `ModelNotFound`', '- `ModelNotFound`, `ModelLost`' | Set-Content "$sources/Get-SpeechModel.md" }
        }
        @{ What = 'a page does not list an error that the cmdlet declares'; Message = 'ModelNotFound is not among the notes'; Break = {
                (Get-Content "$sources/Get-SpeechModel.md" -Raw) -replace '- `ModelNotFound`.*\n' | Set-Content "$sources/Get-SpeechModel.md" }
        }
        @{ What = 'a page repeats what any request may end with'; Message = 'what any request may end with is added'; Break = {
                (Get-Content "$sources/Get-SpeechModel.md" -Raw) -replace '- `ModelNotFound`', '- `ServerError`, `ModelNotFound`' | Set-Content "$sources/Get-SpeechModel.md" }
        }
        @{ What = 'a topic asks for a table that is not there'; Message = "there is no table 'errors Nowhere'"; Break = {
                (Get-Content "$sources/about_SpeechInsights_Errors.md" -Raw) -replace 'errors Input', 'errors Nowhere' | Set-Content "$sources/about_SpeechInsights_Errors.md" }
        }
        @{ What = 'a page does not have what the cmdlet gives'; Message = 'SpeechInsights.SpeechModel is not among its outputs'; Break = {
                (Get-Content "$sources/Get-SpeechModel.md" -Raw) -replace '### SpeechInsights.SpeechModel', '### Model' | Set-Content "$sources/Get-SpeechModel.md" }
        }
        @{ What = 'what pages share is not described'; Message = '-Session is not described'; Break = {
                (Get-Content "$sources/_parameters.md" -Raw) -replace '### -Session', '### -Other' | Set-Content "$sources/_parameters.md" }
        }
        @{ What = 'a section is missing'; Message = 'the section NOTES is missing'; Break = {
                (Get-Content "$sources/Test-SpeechModel.md" -Raw) -replace '## NOTES', '## REMARKS' | Set-Content "$sources/Test-SpeechModel.md" }
        }
        @{ What = 'an example is not code and a remark'; Message = 'is not PowerShell code and then a remark'; Break = {
                (Get-Content "$sources/Test-SpeechModel.md" -Raw) -replace '```powershell', '```text' | Set-Content "$sources/Test-SpeechModel.md" }
        }
    ) {
        & $Break
        $result = Invoke-Generator $sources "$TestDrive/made"
        $result.ExitCode | Should -Be 1
        $result.Text | Should -Match ([regex]::Escape($Message))
        Test-Path "$TestDrive/made" | Should -BeFalse
    }
}
