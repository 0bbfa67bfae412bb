#!/bin/bash
# Each organisation is a task of the array: sbatch --array=0-7 slurm.sh <tenants.csv> <secrets> <dataset> <from> [<to>]
# A task that ends with 75, or that was killed, is put back into the queue; one that ends with 42 stays there as FAILED, with that code.
#SBATCH --job-name=insights
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=insights-%a.log
set -u
here=${INSIGHTS_FLEET:-$(dirname "$(scontrol show job "$SLURM_JOB_ID" | sed -n 's/^ *Command=\([^ ]*\).*/\1/p' | head -1)")}
${PWSH:-pwsh} -NoProfile -Command "
    \$ErrorActionPreference = 'Stop'
    Import-Module '${SPEECHINSIGHTS_MODULE:-SpeechInsights}'
    & '$here/Update-Tenant.ps1' -Tenants '$1' -SecretFolder '$2' -Path '$3' -StartTime '$4' -EndTime '${5:-$(date -u +%FT%TZ)}' -Format '${INSIGHTS_FORMAT:-Parquet}'
    exit \$LASTEXITCODE"
code=$?
if [ $code -eq 75 ] || [ $code -ge 128 ]; then
    if [ "${SLURM_RESTART_COUNT:-0}" -lt "${INSIGHTS_RESTARTS:-5}" ]; then
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
        # Slurm ends the task here.
        sleep 60
    fi
fi
exit $code
