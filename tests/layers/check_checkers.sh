#!/usr/bin/env bash
# The checkers must find what they are for: each gets a small tree with one fault.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree/src/core" "$tree/server/app" "$tree/qml/ui" "$tree/tests" "$tree/docs/decisions" \
    "$tree"/{resources,scripts,cmake}
cp "$here/../../.clang-format" "$here/../../.clang-tidy" "$tree"
cd "$tree"

# finds WHAT COMMAND...: the command must fail, and name the file.
finds() {
    local what=$1 said
    shift
    if said=$("$@" 2>&1) || ! grep -qi bad <<<"$said"; then
        echo "$(basename "$1") missed: $what"
        exit 1
    fi
}
accepts() {
    local what=$1
    shift
    if ! "$@" >said; then
        cat said
        echo "$(basename "$1") objects to: $what"
        exit 1
    fi
}
lines() { for _ in $(seq "$1"); do echo "${2:-    f();}"; done; }

echo '#include "agent/session.h"' >src/core/bad.h
finds "an include down the table" "$here/check_layers.sh" "$tree"
rm src/core/bad.h
for header in qml/app/program.h agent/session.h; do
    echo "#include \"$header\"" >qml/ui/bad.h
    finds "the window includes $header" "$here/check_layers.sh" "$tree"
done
echo '#include "qml/client/session.h"' >qml/ui/bad.h
accepts "the window includes its client" "$here/check_layers.sh" "$tree"
rm qml/ui/bad.h

for statement in 'co_await f({1});' 'auto x = co_await f(Req{.a = 1});' 'co_await g([x] { h(); });' \
    $'co_await f(a,\n    {1});' 'auto x = a ? co_await f() : co_await g();' 'co_return m_token;' \
    'co_return m_shared.elements;'; do
    printf 'void c() {\n    %s\n}\n' "$statement" >src/core/bad.cpp
    finds "$statement" "$here/check_awaits.sh" "$tree"
done
for statement in 'co_await f(named);' 'if (auto x = co_await f(named); !x) {' 'return; // co_await {' \
    'co_return QByteArray(m_token);' 'co_return m_parts.f();'; do
    printf 'void c() {\n    %s\n}\n' "$statement" >src/core/bad.cpp
    accepts "$statement" "$here/check_awaits.sh" "$tree"
done

for deed in 'm_session.interrupt();' '(*session)->submit(text);' 'registry().find(id)->pause();' \
    'm_parts.registry.close(id);' 'session->wheel().release(reason);' 'parts.audit.append(entry);' \
    'engine.journal().append(id, bodies);' 'run(writeInHome, desktop, id);'; do
    echo "$deed" >server/app/bad.cpp
    finds "$deed" "$here/check_deeds.sh" "$tree"
done
for deed in 'parts.actions.submit(id, text);' 'engine.actions().pause(id);' 'registry.closeAll();' \
    'm_cursor.resume();' 'parts.audit.entries(after);'; do
    echo "$deed" >server/app/bad.cpp
    accepts "$deed" "$here/check_deeds.sh" "$tree"
done
rm server/app/bad.cpp

for wait in 'QTimer timer;' 'QTimer::singleShot(1s, f);' 'const QDeadlineTimer end(timeout);' \
    'using Steady = std::chrono::steady_clock;' 'std::this_thread::sleep_for(1ms);'; do
    echo "$wait" >src/core/bad.cpp
    finds "$wait" "$here/check_time.sh" "$tree"
    mv src/core/bad.cpp src/core/clock.cpp
    accepts "$wait in the clock" "$here/check_time.sh" "$tree"
    rm src/core/clock.cpp
done
echo 'Waiter waiter(systemClock());' >src/core/bad.cpp
finds "the machine's clock below the wiring" "$here/check_time.sh" "$tree"
mv src/core/bad.cpp server/app/wiring.cpp
accepts "the machine's clock in the wiring" "$here/check_time.sh" "$tree"
rm server/app/wiring.cpp
for wait in 'QTest::qWait(100);' 'QTest::qSleep(1);' 'QThread::msleep(20);'; do
    echo "$wait" >tests/bad.cpp
    finds "$wait" "$here/check_time.sh" "$tree"
done
echo 'QVERIFY(QTest::qWaitFor(arrived)); // no QTimer' >tests/bad.cpp
accepts "a wait for what happens" "$here/check_time.sh" "$tree"
rm tests/bad.cpp

echo 'number(u"max-steps"_s, u"PILOTHOUSE_MAX_STEPS"_s)' >server/app/option_table.cpp
mkdir -p resources/web/ui
for words in 'u"The budget is used up (--max-steps)."_s' '"raise "
    "--max-steps=3"' 'x(u"see --max-steps"_s); // so'; do
    echo "$words" >src/core/bad.cpp
    finds "a flag in a sentence: $words" "$here/check_flags.sh" "$tree"
    rm src/core/bad.cpp
    echo "say('$words')" >resources/web/ui/bad.js
    finds "a flag on a page: $words" "$here/check_flags.sh" "$tree"
    rm resources/web/ui/bad.js
done
for words in 'f(); // see "--max-steps"' '/// false with --max-steps' 'u"curl: --data-binary"_s' \
    'u"--max-steps-inside"_s'; do
    echo "$words" >src/core/bad.cpp
    accepts "$words" "$here/check_flags.sh" "$tree"
done
cp server/app/option_table.cpp server/app/bad.cpp
echo 'u"The budget is used up (--max-steps)."_s' >>server/app/bad.cpp
accepts "a flag at the terminal" "$here/check_flags.sh" "$tree"
rm server/app/{bad,option_table}.cpp src/core/bad.cpp

echo 'int  f( );' >src/core/bad.cpp
finds "a file that nobody formatted" "$here/check_format.sh" "$tree"
echo 'int f();' >src/core/bad.cpp
accepts "a formatted file" "$here/check_format.sh" "$tree"

lines 301 '// long' >src/core/bad.cpp
finds "a long file" "$here/check_sizes.sh" "$tree"
{ echo '// Long: a table.' && lines 301 '// long'; } >src/core/bad.cpp
accepts "a long file that says why" "$here/check_sizes.sh" "$tree"
{ printf 'void bad()\n{\n' && lines 41 && echo '}'; } >src/core/bad.cpp
finds "a long function" "$here/check_sizes.sh" "$tree"
{ printf '// Long: a table.\nvoid bad()\n{\n' && lines 41 && echo '}'; } >src/core/bad.cpp
accepts "a long function that says why" "$here/check_sizes.sh" "$tree"
{ printf 'void bad_data()\n{\n' && lines 41 && echo '}'; } >src/core/bad.cpp
accepts "the cases of a test" "$here/check_sizes.sh" "$tree"
printf 'class Bad\n{\n    bool m_a;\n    bool m_b = true;\n    bool m_c = false;\n};\n' >src/core/bad.cpp
finds "a class with three flags" "$here/check_sizes.sh" "$tree"
rm src/core/bad.cpp
lines 301 '// long' >qml/ui/Bad.qml
finds "a long file of QML" "$here/check_sizes.sh" "$tree"
rm qml/ui/Bad.qml
mkdir src/bad && touch src/bad/{1..51}.sql
finds "a folder with too many files" "$here/check_sizes.sh" "$tree"
rm -r src/bad

echo '| [0001](0001-good.md) | 2026-01-01 | Good. |' >docs/decisions/README.md
touch docs/decisions/000{1-good,2-bad}.md
finds "a decision that is not in the index" "$here/check_decisions.sh" "$tree"
rm docs/decisions/0002-bad.md
accepts "a full index" "$here/check_decisions.sh" "$tree"

mkdir -p docker
printf 'FROM x AS build\nCOPY src src\nFROM y\nCOPY scripts scripts\n' >docker/Dockerfile
# shellcheck disable=SC2016 # CMake's own
echo 'add_custom_command(COMMAND ${PROJECT_SOURCE_DIR}/scripts/bad)' >src/CMakeLists.txt
finds "an image built without what its build names" "$here/check_image.sh" "$tree"
sed -i 's|^COPY src src|COPY src scripts/bad ./|' docker/Dockerfile
accepts "an image built with it" "$here/check_image.sh" "$tree"
rm -r docker src/CMakeLists.txt

# built UNIT: a build that has compiled a unit of joined files.
built() {
    mkdir -p build/Unity
    for file in "$@"; do echo "#include \"$tree/src/core/$file\""; done >build/Unity/unity.cxx
    touch build/unity.o
    cat >build/compile_commands.json <<EOF
[{"directory": "$tree/build", "file": "$tree/build/Unity/unity.cxx",
  "command": "clang++ -std=c++20 -o unity.o -c $tree/build/Unity/unity.cxx"}]
EOF
}
cat >src/core/good.cpp <<'EOF'
#include <string>
#include <utility>
EOF
cat >src/core/bad.cpp <<'EOF'
#include <string>
#include <utility>
std::string twice(std::string text)
{
    const std::string first = std::move(text);
    return first + text;
}
EOF
built good.cpp bad.cpp
finds "a use after a move" "$here/../../scripts/lint" "$tree/build"
sed -i 1,2d src/core/bad.cpp
sed -i 's/return first + text/return first/' src/core/bad.cpp
finds "a file that compiles only behind another" "$here/../../scripts/lint" "$tree/build"
finds "it again, for what failed is read again" "$here/../../scripts/lint" "$tree/build"
sed -i '1i #include <string>\n#include <utility>' src/core/bad.cpp
accepts "files without a fault" "$here/../../scripts/lint" "$tree/build"
echo 'inline std::string nothing() { return {}; }' >src/core/bad_lone.h
sed -i '2a #include "bad_lone.h"' src/core/bad.cpp
finds "a header that needs what its reader includes" "$here/../../scripts/lint" "$tree/build"
rm src/core/bad_lone.h
sed -i 's/bad_lone.h/bad.h/; 1,2d' src/core/bad.cpp
sed -i '1a #include <string>\n#include <utility>' src/core/bad.cpp
echo 'std::string twice(std::string text);' >src/core/bad.h
finds "a header that its source comes to the aid of" "$here/../../scripts/lint" "$tree/build"
echo "the checkers find their faults"
