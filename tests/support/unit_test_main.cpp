// The program of a folder's unit tests: unit_model tst_sse_parser [Qt Test's arguments].
#include "support/unit_test.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTest>

#include <cstdio>
#include <map>

namespace pilothouse {

static std::map<QString, UnitTest::Make> &unitTests()
{
    static std::map<QString, UnitTest::Make> tests;
    return tests;
}

UnitTest::UnitTest(const char *file, Make make)
{
    unitTests().emplace(QFileInfo(QString::fromUtf8(file)).completeBaseName(), make);
}

} // namespace pilothouse

int main(int argc, char **argv)
{
    using namespace pilothouse;
    const auto test = unitTests().find(QString::fromUtf8(argc > 1 ? argv[1] : ""));
    if (test == unitTests().end()) {
        std::fprintf(stderr, "Name a test:\n");
        for (const auto &[name, make] : unitTests())
            std::fprintf(stderr, "  %s\n", qPrintable(name));
        return 2;
    }
    argv[1] = argv[0]; // what follows the test's name is for Qt Test
    --argc;
    QCoreApplication app(argc, argv + 1);
    QTEST_SET_MAIN_SOURCE_PATH
    const int failures = QTest::qExec(test->second().get(), app.arguments());
    // Coroutines that were told last go to their end, and so does what is to be deleted.
    QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    return failures;
}
