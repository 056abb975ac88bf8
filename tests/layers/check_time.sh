#!/usr/bin/env bash
# Fails when anybody but Clock asks the machine for the time or starts a timer, when anybody but who
# puts a program together names the machine's clock, and when a unit test sleeps: FakeClock lets time
# pass. check_time.sh [ROOT]
set -euo pipefail
root=${1:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$root"
failures=0

# refuse WHY PATTERN FOLDERS ALLOWED: no file in FOLDERS says PATTERN, but for those that ALLOWED
# lists, one a line, each with its reason behind it.
refuse() {
    local found
    found=$(grep -rnE "$2" $3 --include='*.cpp' --include='*.h' | grep -vE '^[^:]*:[0-9]+: *//' |
        grep -vFf <(sed -nE 's/^ *([^ ]+): .*/\1/p' <<<"$4") || true)
    [ -z "$found" ] && return
    echo "$1:"
    echo "$found"
    failures=$((failures + 1))
}

refuse 'time comes from a Clock (core/alarm.h, deadline.h, wait.h)' \
    'QTimer\b|QElapsedTimer|QDeadlineTimer|singleShot|steady_clock|sleep_for|msleep|usleep' \
    'src server qml' \
    'src/core/clock.cpp: implements it
     src/sandbox/limits/control_group.cpp: sleeps in a destructor, until the kernel lets go of the group
     src/sandbox/egress/: a program of its own, which knows no room and no Qt
     src/sandbox/process_scan.cpp: sleeps until killed processes are gone; knows no room and no Qt
     src/screen/settle/screen_watch.cpp: waits in poll() on the thread of the X connection
     src/screen/pointer_device.: waits there, until clicks do not count together
     src/screen/clipboard_reader.cpp: waits there, for all pieces of a text
     src/screen/x_connection.cpp: waits in poll() on the thread of the X connection'
refuse 'the machine'"'"'s clock is named where a program is put together, and handed in below' \
    'systemClock' \
    'src server qml' \
    'src/core/clock.: is it
     server/app/: puts the server together
     qml/app/: puts the window together
     qml/client/: QML makes its objects
     qml/vnc/: QML makes its objects
     src/desktop/sight/main.cpp: a program of its own'
refuse 'a test lets time pass on a FakeClock, or waits for what happens' \
    'qWait\(|qSleep\(|sleep_for|QThread::m?sleep|usleep\(' \
    'tests' \
    'tests/bench/: measures
     tests/e2e/: of the whole program, from outside
     tests/support/test_x_server.cpp: waits for an X server'
[ "$failures" -eq 0 ] || exit 1
echo "the clock rules all time"
