#!/usr/bin/env bash
# Fails when a source file is not as clang-format would have it.
set -euo pipefail
root=${1:-$(cd "$(dirname "$0")/../.." && pwd)}
find "$root/src" "$root/server" "$root/qml" "$root/tests" \( -name '*.cpp' -o -name '*.h' \) -print0 |
    xargs -0 clang-format --style=file --dry-run -Werror
echo "every file is formatted"
