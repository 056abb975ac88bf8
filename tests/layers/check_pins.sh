#!/usr/bin/env bash
# Fails when the image could take a package past its pins: docker/pin-packages must leave no other
# source, and each stage of the Dockerfile that installs packages must have run it before.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
fail() { echo "$*"; exit 1; }
pin() { "$root/docker/pin-packages" "$1" "$scratch" 2>/dev/null; }

mkdir -p "$scratch"/etc/apt/{sources.list.d,apt.conf.d}
echo 'VERSION_CODENAME=trixie' >"$scratch/etc/os-release"
echo 'deb http://deb.debian.org/debian trixie main' | tee "$scratch/etc/apt/sources.list" \
    >"$scratch/etc/apt/sources.list.d/debian.sources"

if ! pin '' || [ ! -e "$scratch/etc/apt/sources.list" ]; then fail "without a date the sources are changed"; fi
for date in 2026 20261115 20261315T000000Z 20261115T000000Z/../../x $'20261115T000000Z\nx' latest; do
    ! pin "$date" || fail "\"$date\" passes as a date"
done
[ -e "$scratch/etc/apt/sources.list" ] || fail "a wrong date changes the sources"
pin 20261115T000000Z || fail "a date is refused"
[ "$(cd "$scratch/etc/apt" && find . -name '*source*' -type f)" = ./sources.list.d/pinned.sources ] ||
    fail "another source is left"
archive=http://snapshot.debian.org/archive
sources=$(sed -n 's/^URIs: //p' "$scratch"/etc/apt/sources.list.d/*)
[ "$sources" = "$archive/debian/20261115T000000Z"$'\n'"$archive/debian-security/20261115T000000Z" ] ||
    fail "the sources are not those of the date"

# Stages begin with FROM; those made from another one have its sources.
awk '
    /^FROM / { pinned = $2 ~ /BASE/ ? 0 : pins[$2]; name = $4 }
    /pin-packages "\$SNAPSHOT"/ { pinned = 1 }
    /install-packages [a-z]|apt-get/ && !/COPY/ && !pinned { print "stage " name ": unpinned: " $0; bad = 1 }
    { pins[name] = pinned }
    END { exit bad }' "$root/docker/Dockerfile"
