#!/usr/bin/env bash
# Fails when a door does to a session what only SessionActions may do: the audit trail would not
# know of it. check_deeds.sh [ROOT]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-$here/../..}
failures=0

# The doors: the rooms of the server that may know sessions or the store.
doors=()
for room in $(awk '!/^#/ && / (agent|store)( |$)/ { print $1 }' "$here/rooms.txt"); do
    [ -d "$root/server/$room" ] && doors+=("$root/server/$room")
done

# refuse WHY PATTERN [ALLOWED]: the doors may not say what matches PATTERN, but for ALLOWED.
refuse() {
    local found
    found=$(grep -rnoE "$2" "${doors[@]}" --include='*.cpp' --include='*.h' | grep -vE "${3:-^$}" || true)
    [ -z "$found" ] && return
    echo "$1:"
    echo "$found"
    failures=$((failures + 1))
}

receiver='[A-Za-z_]*(\(\))?\)*(\.|->)'
verbs='submit|resume|pause|interrupt|decide|takeWheel|takeWheelAway|handBack|handBackWheel|rename|allowHost|askAgain'
refuse 'ask SessionActions to do this' "$receiver($verbs)\(" ':(m_)?actions(\(\))?(\.|->)|:m_cursor\.'
refuse 'only SessionActions makes, ends and deletes sessions' \
    "(registry|sessions|removal)(\(\))?(\.|->)(open|create|finish|close|bar|unbar|remove[A-Za-z]*|expireSession|releasePictures)\("
refuse 'only SessionActions turns the wheel' 'wheel\(\)(\.|->)(take|release)\('
refuse 'only SessionActions changes files of a session' '(writeInHome|removeInHome|removeHome)\b'
refuse 'only SessionActions, log-ins and opened links write the audit trail' \
    'audit(\(\))?(\.|->)(append|writing)\(' '/access/(login_audit|share_openings)\.cpp:'
refuse 'events come from the rooms below' 'journal(\(\))?(\.|->)append\('
[ "$failures" -eq 0 ] || exit 1
echo "every deed goes through SessionActions"
