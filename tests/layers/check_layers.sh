#!/usr/bin/env bash
# Fails when a file includes a room that its own may not know (rooms.txt).
# check_layers.sh [ROOT]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-$here/../..}
failures=0

declare -A allowed
while read -r room others; do
    [[ $room == \#* || -z $room ]] || allowed[$room]=" $room $others "
done <"$here/rooms.txt"

for folder in "$root"/src/*/ "$root"/server/*/ "$root"/qml/*/; do
    [ -d "$folder" ] || continue
    room=$(basename "$folder")
    [[ $folder != */qml/*/ ]] || room=qml/$room # their includes begin at the root
    if [ -z "${allowed[$room]:-}" ]; then
        echo "room $room is not in rooms.txt"
        failures=$((failures + 1))
        continue
    fi
    while IFS=: read -r file line include; do
        [[ $include =~ \"((qml/)?[a-z_]+)/ ]]
        target=${BASH_REMATCH[1]}
        if [[ ${allowed[$room]} != *" $target "* ]]; then
            echo "$file:$line: $room may not include $target"
            failures=$((failures + 1))
        fi
    done < <(grep -rnE '^#include "[a-z_]+/' "$folder" --include='*.h' --include='*.cpp' || true)
done
[ "$failures" -eq 0 ] || exit 1
echo "every include goes up the table"
