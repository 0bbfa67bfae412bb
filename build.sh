#!/usr/bin/env bash
# ./build.sh build|test|demo|analyze|bench|package
# Hands over to build.ps1 where PowerShell 7.4 can be had: $PWSH, PATH, or the pinned dotnet tool. Elsewhere it does what
# the .NET SDK alone can, and says what was left out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
task="${1:-build}"
[ $# -eq 0 ] || shift
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 POWERSHELL_TELEMETRY_OPTOUT=1 POWERSHELL_UPDATECHECK=Off

find_pwsh() {
    if [ -n "${PWSH:-}" ] && [ -x "$PWSH" ]; then echo "$PWSH"; return; fi
    if command -v pwsh >/dev/null 2>&1; then command -v pwsh; return; fi
    if timeout 60 dotnet tool restore >/dev/null 2>&1 && dotnet pwsh -NoProfile -Command 1 >/dev/null 2>&1; then
        echo "dotnet pwsh"
    fi
}

pwsh="$(find_pwsh)"
if [ -n "$pwsh" ]; then
    # shellcheck disable=SC2086 # 'dotnet pwsh' is two words
    exec $pwsh -NoProfile -NonInteractive -File ./build.ps1 -Task "$task" "$@"
fi

echo "There is no PowerShell here: doing what the .NET SDK alone can."
case "$task" in
build)
    dotnet build SpeechInsights.sln -c Release -v q
    dotnet build src/SpeechInsights -c Release -t:StageModule -v q
    ;;
test)
    dotnet build SpeechInsights.sln -c Release -v q
    dotnet build src/SpeechInsights -c Release -t:StageModule -v q
    log="$(mktemp)"
    trap 'rm -f "$log"' EXIT
    status=0
    dotnet tests/SpeechInsights.Tests/bin/Release/net10.0/SpeechInsights.Tests.dll 2>&1 | tee "$log" || status=$?
    summary="$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1)"
    [ -n "$summary" ] || { echo "xunit gave no summary."; exit 1; }
    read -r total errors failed skipped <<<"$(grep -oE '[0-9]+' <<<"$summary" | tr '\n' ' ')"
    failed=$((failed + errors))
    echo "Pester did not run: there is no PowerShell on this machine, so no cmdlet was run."
    echo "$((total - failed - skipped)) passed, $failed failed"
    [ "$status" -eq 0 ] && [ "$failed" -eq 0 ]
    ;;
demo)
    dotnet build src/SpeechInsights.Simulator -c Release -v q
    dotnet src/SpeechInsights.Simulator/bin/Release/net10.0/SpeechInsights.Simulator.dll demo "$@"
    ;;
*)
    echo "'$task' needs PowerShell 7.4: install it, or set PWSH to its path." >&2
    exit 2
    ;;
esac
