#!/usr/bin/env bash
# Fails when a file below resources/vendor is not what npm has for the version in the lock file.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT

"$root/scripts/update-vendor" "$fresh"
for folder in "$fresh"/*/; do
    diff -r "$folder" "$root/resources/vendor/$(basename "$folder")"
done
kept=$(cd "$root/resources/vendor" && printf '%s\n' */)
[ "$kept" = "$(cd "$fresh" && printf '%s\n' */)" ] || {
    echo "resources/vendor holds folders that the lock file does not name: $kept" >&2
    exit 1
}
echo "the kept libraries are unchanged"
