#!/usr/bin/env bash
# Fails on what is too large: files of more than 300 lines, functions of more than 40, classes with
# more than two flags, folders of more than 50 files. A comment "Long: WHY" before a function, or
# in the first lines of a file, allows it.
# check_sizes.sh [ROOT]
set -euo pipefail
root=${1:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$root"
failures=$(mktemp)
trap 'rm -f "$failures"' EXIT

# Braces of functions and classes have lines of their own (clang-format): a block that such a line
# opens ends with the next "}" of the same depth, that of a class with "};".
find src server qml tests \( -name '*.cpp' -o -name '*.h' \) -print0 | sort -z | xargs -0 awk '
    function endOfFile() {
        if (last > 300 && !fileMayBeLong) printf "%s: %d lines\n", file, last
    }
    FNR == 1 { endOfFile(); file = FILENAME; inText = 0; fileMayBeLong = 0; long = 0; split("", start) }
    { last = FNR }
    inText { if (/\)"/) inText = 0; next } # braces there are not ours
    /R"\(/ && !/\)"/ { inText = 1 }
    /\/\/.*Long: / { if (FNR < 20) fileMayBeLong = 1; long = 1 }
    /_data\(\)/ { long = 1 } # the cases of a test are a table
    /^ *\{$/ { depth = index($0, "{"); start[depth] = FNR; allowed[depth] = long; flags[depth] = 0; long = 0 }
    /^ +bool m_/ { flags[index($0, "b") - 4]++ }
    /^ *\};?$/ {
        depth = index($0, "}")
        if (start[depth]) {
            if ($0 ~ /\}$/ && FNR - start[depth] - 1 > 40 && !allowed[depth])
                printf "%s:%d: a function of %d lines\n", FILENAME, start[depth], FNR - start[depth] - 1
            if ($0 ~ /\};$/ && flags[depth] > 2)
                printf "%s:%d: a class with %d flags: name its states\n", FILENAME, start[depth], flags[depth]
        }
        start[depth] = 0
    }
    END { endOfFile() }' >>"$failures"
find qml -name '*.qml' -exec awk 'FNR == 301 { print FILENAME ": more than 300 lines" }' {} + >>"$failures"

# Decisions are one folder with one index (check_decisions.sh), however many there come to be.
find src server qml tests resources scripts docs cmake -type d \( -name vendor -o -path docs/decisions \) \
    -prune -o -type d -print |
    while read -r folder; do
        count=$(find "$folder" -maxdepth 1 -type f | wc -l)
        [ "$count" -le 50 ] || echo "$folder: $count files"
    done >>"$failures"

if [ -s "$failures" ]; then
    cat "$failures"
    exit 1
fi
echo "files, functions, classes and folders are small"
