#Requires -Version 7.4
#Requires -Modules SpeechInsights
# Receives what Send-CoachingInsight sends: checks each signature, and writes a delivery a line. Put a proxy with TLS before it.
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [securestring[]] $Secret,
    [int] $Port = 8080,
    [string] $Path = './insights.jsonl'
)

$listener = [System.Net.HttpListener]::new()
$listener.Prefixes.Add("http://127.0.0.1:$Port/")
$listener.Start()
$seen = [System.Collections.Generic.HashSet[string]]::new()
if (Test-Path $Path) {
    Get-Content $Path | ConvertFrom-Json | ForEach-Object { $null = $seen.Add($_.delivery) }
}
try {
    while ($listener.IsListening) {
        $context = $listener.GetContext()
        $header = $context.Request.Headers
        $body = [System.IO.MemoryStream]::new()
        $context.Request.InputStream.CopyTo($body)
        $id = $header['webhook-id']
        if (-not (Test-CoachingSignature -Body $body.ToArray() -Id $id -Timestamp $header['webhook-timestamp'] -Signature $header['webhook-signature'] -Secret $Secret)) {
            $context.Response.StatusCode = 401
        }
        else {
            # A delivery may come twice. All of it is written before the sender is told that it arrived.
            if (-not $seen.Contains($id)) {
                $insights = ([System.Text.Encoding]::UTF8.GetString($body.ToArray()) | ConvertFrom-Json).data.insights
                [pscustomobject]@{ delivery = $id; insights = @($insights) } | ConvertTo-Json -Depth 9 -Compress | Add-Content $Path
                $null = $seen.Add($id)
            }
            $context.Response.StatusCode = 204
        }
        $context.Response.Close()
    }
}
finally {
    $listener.Close()
}
