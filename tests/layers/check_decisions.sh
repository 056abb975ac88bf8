#!/usr/bin/env bash
# Fails when a decision record is not in their index, or the index names one that is not there.
# check_decisions.sh [ROOT]
set -euo pipefail
root=${1:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$root/docs/decisions"
listed=$(sed -nE 's/^\| \[[0-9]{4}\]\(([^)]*)\).*/\1/p' README.md | sort)
present=$(find . -name '[0-9]*.md' -printf '%P\n' | sort)
if [ "$listed" != "$present" ]; then
    diff <(echo "$present") <(echo "$listed") || true
    echo "docs/decisions/README.md (>) and the records (<) differ"
    exit 1
fi
echo "every decision is in the index"
