@{
    Rules        = @{
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSPlaceCloseBrace          = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true; NoEmptyLineBefore = $true }
        PSUseConsistentIndentation = @{ Enable = $true; Kind = 'space'; IndentationSize = 4; PipelineIndentation = 'IncreaseIndentationForFirstPipeline' }
        PSUseCorrectCasing         = @{ Enable = $true }
        PSAvoidLongLines           = @{ Enable = $true; MaximumLineLength = 200 }
    }
    # Positional parameters of our own short functions read well, and a BOM is no longer wanted. Write-Host: what a build or a demo says is for the person, not for a pipeline. The others are how Pester is written.
    ExcludeRules = @('PSAvoidUsingWriteHost', 'PSAvoidUsingPositionalParameters', 'PSUseBOMForUnicodeEncodedFile', 'PSUseDeclaredVarsMoreThanAssignments', 'PSUseShouldProcessForStateChangingFunctions')
}
