#!/usr/bin/env bash
# Fails when a statement with co_await contains { or [: g++ 12 destroys such temporaries twice; or
# has it behind a ?: it destroys what was not awaited, too. Nor may a member be returned from a
# coroutine by its name alone: g++ 12 moves it out of the object.
# check_awaits.sh [ROOT]
set -euo pipefail
root=${1:-$(cd "$(dirname "$0")/../.." && pwd)}
find "$root/src" "$root/server" "$root/tests" -name '*.cpp' -o -name '*.h' | sort | xargs awk '
    FNR == 1 { statement = ""; start = 0 }
    { code = $0; gsub(/"([^"\\]|\\.)*"/, "\"\"", code); sub(/\/\/.*/, "", code) }
    /co_await/ && start == 0 && code ~ /co_await/ {
        # `if (auto x = co_await f(); !x) {` and `for (…) {` open a block after the statement.
        start = FNR; statement = ""
    }
    code ~ /co_return[ \t]+m_[A-Za-z0-9_.]*;/ {
        printf "%s:%d: copy what is returned: co_return T(m_…);\n", FILENAME, FNR; bad = 1
    }
    start > 0 {
        statement = statement code
        if (code ~ /;[ \t]*$/ || code ~ /\{[ \t]*$/) {
            body = statement
            sub(/\{[ \t]*$/, "", body)
            sub(/^.*co_await/, "co_await", body)
            if (body ~ /[{[]/ || statement ~ /\?[^?;]*co_await/) { printf "%s:%d: %s\n", FILENAME, start, statement; bad = 1 }
            start = 0
        }
    }
    END { exit bad }'
echo "no co_await statement contains { or [, or stands behind a ?; no co_return names a member alone"
