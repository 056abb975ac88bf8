#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

namespace pilothouse {

/// Delivers events until `holds` does. False: it does not after 20 s. Unlike QTest::qWaitFor and
/// QTRY_… it looks after each event and never sleeps, so a test takes no longer than what it tests.
template <typename Condition> bool eventually(Condition holds)
{
    constexpr std::chrono::seconds kPatience{20};
    const QDeadlineTimer deadline(kPatience);
    QTimer::singleShot(kPatience, QCoreApplication::instance(), [] {}); // the last event there is
    while (!holds()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::sendPostedEvents(); // a nested wait would sleep over an outer loop's
        if (!holds())
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

} // namespace pilothouse

/// QTRY_COMPARE and QTRY_VERIFY, by eventually().
#define EVENTUALLY_COMPARE(actual, expected)                                                       \
    do {                                                                                           \
        (void)pilothouse::eventually([&] { return (actual) == (expected); });                      \
        QCOMPARE(actual, expected);                                                                \
    } while (false)
#define EVENTUALLY_VERIFY(condition)                                                               \
    do {                                                                                           \
        (void)pilothouse::eventually([&] { return bool(condition); });                             \
        QVERIFY(condition);                                                                        \
    } while (false)
