# What a view shows, as text, and in which culture.

function Get-Text($Objects, [int] $Width = 120) {
    ($Objects | Out-String -Width $Width).Trim("`r", "`n") -split '\r?\n'
}

# Labels and values of a list; a line without a label goes on from the one before.
function Get-ListItem($Objects) {
    $items = [ordered]@{}
    $label = ''
    foreach ($line in Get-Text ($Objects | Format-List)) {
        if ($line -match '^(?<label>\w+)\s*: (?<value>.*)$') {
            $label = $Matches.label
            $items[$label] = $Matches.value
        }
        else {
            $items[$label] += "`n$($line.Trim())"
        }
    }
    $items
}

function Use-Culture([string] $Name, [scriptblock] $Script) {
    $before = [cultureinfo]::CurrentCulture
    try {
        [cultureinfo]::CurrentCulture = $Name
        & $Script
    }
    finally {
        [cultureinfo]::CurrentCulture = $before
    }
}
