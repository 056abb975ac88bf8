#!/usr/bin/env bash
# Fails when words that people without our command line may read (on a page, in an event, in an
# answer, by the model) name one of its flags: only server/app does. check_flags.sh [ROOT]
set -euo pipefail
root=${1:-$(dirname "$0")/../..}
cd "$root"

# Whatever could be a flag there: one word too many does no harm.
flags=$(cat server/app/*option*.cpp | grep -oE 'u"[a-z][a-z-]*"_s' | cut -d'"' -f2 | sort -u | paste -sd'|')
# A flag behind a quote of the same line, and no comment before it.
found=$(find src server qml resources/web -path server/app -prune -o -path qml/app -prune -o -path resources/web/vendor -prune -o \
    \( -name '*.cpp' -o -name '*.h' -o -name '*.js' -o -name '*.qml' -o -name '*.html' \) -print0 |
    xargs -0 -r perl -ne 'BEGIN { $flags = shift } s{(?<!:)//.*}{};
        print "$ARGV:$.: $_" if m{["\x27`].*--(?:$flags)(?![a-z-])};
        close ARGV if eof' "$flags")
[ -z "$found" ] && { echo "flags are named at the terminal only"; exit; }
echo "say what the reader can do there, without a flag of the command line:"
echo "$found"
exit 1
