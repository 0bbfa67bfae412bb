#!/usr/bin/env bash
# ./build.sh build|test|demo|analyze|bench|package [options of build.ps1]
# Runs build.ps1 in PowerShell 7.4 or later: $PWSH, the one on PATH, or the pinned dotnet tool, which is restored.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
task="${1:-build}"
[ $# -eq 0 ] || shift
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off

if [ -n "${PWSH:-}" ]; then
    [ -x "$PWSH" ] || { echo "PWSH is '$PWSH', which is no program." >&2; exit 1; }
    pwsh=("$PWSH")
elif command -v pwsh >/dev/null 2>&1; then
    pwsh=("$(command -v pwsh)")
else
    if ! restored="$(dotnet tool restore 2>&1)"; then
        echo "$restored" >&2
        echo "The package 'powershell' of .config/dotnet-tools.json could not be restored, and there is no pwsh on PATH." >&2
        exit 1
    fi
    pwsh=(dotnet pwsh)
fi
exec "${pwsh[@]}" -NoProfile -NonInteractive -File ./build.ps1 -Task "$task" "$@"
