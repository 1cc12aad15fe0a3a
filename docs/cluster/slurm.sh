#!/usr/bin/env bash
# One class as a Slurm array: each task grades one shard. Submit it in the folder of the course's files:
#   sbatch docs/cluster/slurm.sh submissions metrics results
# and when the array has ended, in the same folder:
#   grader merge results
#SBATCH --job-name=grade
#SBATCH --array=1-8
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=2G
#SBATCH --time=02:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@120
set -euo pipefail

submissions=$1 assignment=$2 results=$3
shard=$SLURM_ARRAY_TASK_ID

# Grading locks and writes many small files, so it works on a disk of this machine; the results are copied at the end.
local_results=$(mktemp -d "${TMPDIR:-/tmp}/grade.XXXXXX")
keep() {
    mkdir -p "$results"
    if [ -d "$local_results/shard-$shard" ]; then
        rm -rf "$results/.shard-$shard.new"
        cp -a "$local_results/shard-$shard" "$results/.shard-$shard.new"
        rm -rf "$results/shard-$shard"
        mv "$results/.shard-$shard.new" "$results/shard-$shard"
    fi
    rm -rf "$local_results"
}
trap keep EXIT

# A task that was cut short, or requeued, goes on where it was.
if [ -d "$results/shard-$shard" ]; then
    cp -a "$results/shard-$shard" "$local_results/"
fi

grader grade "$submissions" -a "$assignment" -o "$local_results" --jobs "${SLURM_CPUS_PER_TASK:-1}" \
    --shard "$shard/$SLURM_ARRAY_TASK_COUNT" --resume &
grading=$!
trap 'kill -TERM "$grading"' TERM # two minutes before the time is up: what is graded is kept
code=0
wait "$grading" || code=$?
if [ "$code" = 143 ]; then
    wait "$grading" || true # the signal ended the waiting, not yet the grading
fi
# 4: a submission could not be read. It is listed, and to grade it again would change nothing.
if [ "$code" = 4 ]; then
    code=0
fi
exit "$code"
