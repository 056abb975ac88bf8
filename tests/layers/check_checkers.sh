#!/usr/bin/env bash
# The checkers must find what they are for: each gets a small tree with one fault.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/src/core" "$tree/server/app" "$tree/tests"

echo '#include "agent/session.h"' >"$tree/src/core/bad.h"
if "$here/check_layers.sh" "$tree" >/dev/null; then
    echo "check_layers.sh missed an include down the table"
    exit 1
fi
rm "$tree/src/core/bad.h"

for statement in 'co_await f({1});' 'auto x = co_await f(Req{.a = 1});' 'co_await g([x] { h(); });' \
    $'co_await f(a,\n    {1});'; do
    printf 'void c() {\n    %s\n}\n' "$statement" >"$tree/src/core/bad.cpp"
    if "$here/check_awaits.sh" "$tree" >/dev/null; then
        echo "check_awaits.sh missed: $statement"
        exit 1
    fi
done
for statement in 'co_await f(named);' 'if (auto x = co_await f(named); !x) {' 'return; // co_await {'; do
    printf 'void c() {\n    %s\n}\n' "$statement" >"$tree/src/core/bad.cpp"
    if ! "$here/check_awaits.sh" "$tree" >/dev/null; then
        echo "check_awaits.sh objects to: $statement"
        exit 1
    fi
done
for deed in 'm_session.interrupt();' '(*session)->submit(text);' 'registry().find(id)->pause();' \
    'm_parts.registry.close(id);' 'session->wheel().release(reason);' 'parts.audit.append(entry);' \
    'engine.journal().append(id, bodies);' 'run(writeInHome, desktop, id);'; do
    echo "$deed" >"$tree/server/app/bad.cpp"
    if "$here/check_deeds.sh" "$tree" >/dev/null; then
        echo "check_deeds.sh missed: $deed"
        exit 1
    fi
done
for deed in 'parts.actions.submit(id, text);' 'engine.actions().pause(id);' 'registry.closeAll();' \
    'm_cursor.resume();' 'parts.audit.entries(after);'; do
    echo "$deed" >"$tree/server/app/bad.cpp"
    if ! "$here/check_deeds.sh" "$tree" >/dev/null; then
        echo "check_deeds.sh objects to: $deed"
        exit 1
    fi
done
echo "the checkers find their faults"
