#Requires -Version 7.4
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $key = [byte[]](1..32)
    $secret = [System.Net.NetworkCredential]::new('', "whsec_$([Convert]::ToBase64String($key))").SecurePassword
    $other = [System.Net.NetworkCredential]::new('', "whsec_$([Convert]::ToBase64String([byte[]](2..33)))").SecurePassword
    $body = '{"name":"Jörg"}'

    # Signed without the module, by the specification.
    function Get-Signed([DateTimeOffset] $At = [DateTimeOffset]::UtcNow) {
        $time = "$($At.ToUnixTimeSeconds())"
        $hash = [System.Security.Cryptography.HMACSHA256]::HashData($key, [System.Text.Encoding]::UTF8.GetBytes("msg_1.$time.$body"))
        @{ Id = 'msg_1'; Timestamp = $time; Signature = "v1,$([Convert]::ToBase64String($hash))" }
    }
}

Describe 'Test-CoachingSignature' {
    It 'has its parameters, and nothing else' {
        Get-ParameterShape Test-CoachingSignature | Should -BeExactly '__AllParameterSets: Body:Byte[]! Id:String! Secret:SecureString[]! Signature:String! Timestamp:String! Tolerance:TimeSpan'
        (Get-Command Test-CoachingSignature).OutputType.Type | Should -Be ([bool])
    }

    It 'holds for text and for bytes, with one of several secrets' {
        $signed = Get-Signed
        Test-CoachingSignature -Body $body @signed -Secret $secret | Should -BeExactly $true
        Test-CoachingSignature -Body ([System.Text.Encoding]::UTF8.GetBytes($body)) @signed -Secret $other, $secret | Should -BeExactly $true
        Test-CoachingSignature -Body $body @signed -Secret $other | Should -BeExactly $false
    }

    It 'does not hold for another body, another id, or without a header' {
        $signed = Get-Signed
        Test-CoachingSignature -Body "$body " @signed -Secret $secret | Should -BeExactly $false
        foreach ($name in 'Id', 'Timestamp', 'Signature') {
            $changed = Get-Signed
            $changed[$name] = $null
            Test-CoachingSignature -Body $body @changed -Secret $secret | Should -BeExactly $false
            $changed[$name] += '1'
            Test-CoachingSignature -Body $body @changed -Secret $secret | Should -BeExactly $false
        }
    }

    It 'does not hold for what is too old, but for as long as is said' {
        $old = Get-Signed ([DateTimeOffset]::UtcNow.AddMinutes(-10))
        Test-CoachingSignature -Body $body @old -Secret $secret | Should -BeExactly $false
        Test-CoachingSignature -Body $body @old -Secret $secret -Tolerance 01:00:00 | Should -BeExactly $true
    }

    It 'InvalidSecret, and the message does not hold it: <_>' -ForEach 'whsec_c2hvcnQ=', 'whsec_no base64 at all, that is for sure' {
        $signed = Get-Signed
        $bad = [System.Net.NetworkCredential]::new('', $_).SecurePassword
        $failure = Get-Failure { Test-CoachingSignature -Body $body @signed -Secret $bad }
        Assert-Failure $failure InvalidSecret Test-CoachingSignature Secret
        "$($failure.Record[0] | Format-List * -Force | Out-String)" | Should -Not -Match ([regex]::Escape(($_ -replace 'whsec_')))
    }

    It 'InvalidDuration where the tolerance is a bare number' {
        $signed = Get-Signed
        Assert-Failure (Get-Failure { Test-CoachingSignature -Body $body @signed -Secret $secret -Tolerance 300 }) InvalidDuration Test-CoachingSignature Tolerance
    }
}
