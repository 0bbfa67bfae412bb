#Requires -Version 7.4
#Requires -Modules SpeechInsights
# How a script that uses the module is tested: rows that are made up stand for those of the server.

BeforeAll {
    function New-Row([string] $Agent, [nullable[double]] $Sentiment, [string] $Name) {
        [pscustomobject]@{ InteractionId = "$([guid]::NewGuid())"; AgentId = $Agent; AgentName = $Name ? $Name : $null; SentimentAverage = $Sentiment }
    }
    function Get-Result([hashtable] $With = @{}) {
        @(& "$PSScriptRoot/Get-AgentToCoach.ps1" -MinimumRows 2 @With)
    }
}

Describe 'Get-AgentToCoach.ps1' {
    It 'puts the agent with the most bad sentiment first, by name where there is one' {
        Mock Invoke-InsightQuery { New-Row a 0.5; New-Row a -0.2; New-Row b -0.9 Ada; New-Row b -0.3 Ada }
        $result = Get-Result
        $result.Agent | Should -Be 'Ada', 'a'
        $result.BadShare | Should -Be 1, 0.5
        $result[0].MeanSentiment | Should -BeLessThan -0.59
    }

    It 'shows the worst interactions, the worst first, at most five' {
        $rows = 1..9 | ForEach-Object { New-Row a ($_ / -10) }
        Mock Invoke-InsightQuery { $rows }
        (Get-Result).InteractionId | Should -Be $rows[8..4].InteractionId
    }

    It 'leaves out who has too few rows, rows of nobody, and rows without a sentiment' {
        Mock Invoke-InsightQuery { New-Row a -0.9; New-Row b -0.9; New-Row b $null; New-Row '' -0.9; New-Row '' -0.9 }
        Get-Result | Should -BeNullOrEmpty
    }

    It 'asks for the last week in UTC, and for no model' {
        Mock Invoke-InsightQuery { }
        $null = Get-Result
        Should -Invoke Invoke-InsightQuery -Times 1 -Exactly -ParameterFilter { $Last -eq 'week' -and $TimeZone -eq 'UTC' -and -not $ModelId }
    }

    It 'lets an error of the query through' {
        Mock Invoke-InsightQuery { throw 'no server' }
        { Get-Result } | Should -Throw 'no server'
    }
}
