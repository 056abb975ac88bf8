#!/usr/bin/env bash
# Fails when debian/control lacks a package that scripts/packages.txt names to run the server or the
# window: what works after scripts/run works after `apt install`, too.
# check_packages.sh [ROOT]
set -euo pipefail
root=${1:-$(cd "$(dirname "$0")/../.." && pwd)}
essential=util-linux # no package names it
missing=0
while read -r section names; do
    found=0
    for package in ${names//|/ }; do
        [ "$package" = $essential ] || grep -qE "^ $package( |,|$)" "$root/debian/control" || continue
        found=1
    done
    [ $found = 1 ] || { echo "debian/control lacks $names ($section)"; missing=1; }
done < <(awk '$1 ~ /^(run|window-run|browser|cjk)$/ { print $1, $2 }' "$root/scripts/packages.txt")
exit $missing
