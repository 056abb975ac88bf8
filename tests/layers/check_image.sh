#!/usr/bin/env bash
# Fails when the image is built without a file that the build of the server names: its Dockerfile
# copies only what that needs. check_image.sh [ROOT]
set -euo pipefail
root=${1:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$root"
mapfile -t copied < <(awk '/^FROM .* AS build$/ { build = 1; next } /^FROM / { build = 0 }
    build && /^COPY / { for (i = 2; i < NF; i++) print $i }' docker/Dockerfile)
missing=0
while read -r named; do
    for each in "${copied[@]}"; do
        if [ "$named" = "$each" ] || [[ $named == "$each"/* ]]; then continue 2; fi
    done
    echo "docker/Dockerfile does not copy $named"
    missing=1
done < <(grep -srhoE '\$\{(PROJECT|CMAKE)_SOURCE_DIR\}/[A-Za-z0-9_./-]+' src server CMakeLists.txt \
    --include CMakeLists.txt | cut -d/ -f2- | sort -u)
exit $missing
