#include "core/ids.h"
#include "sandbox/process_scan.h"
#include "support/unit_test.h"

#include <QProcess>
#include <QTest>

#include <algorithm>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestProcessScan : public QObject
{
    Q_OBJECT
private slots:
    void findsAnEntryOfAnEnvironment_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<bool>("found");
        QTest::newRow("first") << QByteArray("A=1") << true;
        QTest::newRow("last") << QByteArray("LONG=x=y") << true;
        QTest::newRow("by value") << QByteArray("two") << true;
        QTest::newRow("prefix of a value") << QByteArray("B=tw") << false;
        QTest::newRow("only the end of a key") << QByteArray("ONG=x=y") << false;
        QTest::newRow("value of an empty entry") << QByteArray("") << false;
        QTest::newRow("unknown") << QByteArray("C=1") << false;
    }
    void findsAnEntryOfAnEnvironment()
    {
        QFETCH(QByteArray, entry);
        const QByteArray environment("A=1\0B=two\0EMPTY=\0LONG=x=y\0", 27);
        QTEST(environmentHas({environment.constData(), size_t(environment.size())},
                             entry.constData()),
              "found");
    }

    void tellsTheParentAndCountsForAUser()
    {
        QProcess sleeper;
        sleeper.start(u"/bin/sleep"_s, {u"1000"_s});
        QVERIFY(sleeper.waitForStarted());
        const auto all = listProcesses();
        const auto found = std::find_if(all.begin(), all.end(), [&](const ProcessEntry &each) {
            return each.pid == sleeper.processId();
        });
        QVERIFY(found != all.end());
        QCOMPARE(found->parent, ::getpid());
        QVERIFY(countThreads(::getuid()) >= 2); // with us
        QCOMPARE(countThreads(4'000'000'000), 0);
        sleeper.kill();
        QVERIFY(sleeper.waitForFinished());
    }

    void looksOnceForAllWhoContentThemselvesWithOneLook()
    {
        const auto count = [](std::chrono::milliseconds age) {
            const auto all = recentProcesses(age);
            return std::count_if(all.begin(), all.end(), [](const ProcessEntry &each) {
                return each.parent == ::getpid() && commandName(each.pid) == "sleep";
            });
        };
        const auto before = count({});
        QProcess sleeper;
        sleeper.start(u"/bin/sleep"_s, {u"1000"_s});
        QVERIFY(sleeper.waitForStarted());
        QCOMPARE(count(std::chrono::hours(1)), before);
        QTRY_COMPARE(count({}), before + 1);
        sleeper.kill();
        QVERIFY(sleeper.waitForFinished());
    }

    void killsMarkedProcessesAndWhatTheyStarted()
    {
        const QString marker = randomUuid();
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"MARKER"_s, marker);
        shell.setProcessEnvironment(environment);
        // One hides in a session of its own, one has no marker any more but a marked parent.
        shell.start(u"/bin/sh"_s,
                    {u"-c"_s, u"setsid sleep 1000 & env -i sleep 1000 & echo up; wait"_s});
        QVERIFY(shell.waitForReadyRead());
        QTRY_VERIFY(countMarked(marker) >= 2);

        const std::string entry = marker.toStdString();
        const int killed = killProcesses([&entry](const ProcessEntry &process) {
            return environmentHas(readEnvironment(process.pid), entry);
        });

        QVERIFY2(killed >= 3, qPrintable(QString::number(killed)));
        QVERIFY(shell.waitForFinished());
        QCOMPARE(countMarked(marker), 0);
    }

    void knowsItself()
    {
        QVERIFY(namespaceOf(getpid(), "pid") != 0);
        QCOMPARE(namespaceOf(-5, "pid"), ino_t(0));
        for (const ProcessEntry &process : listProcesses())
            QVERIFY(process.pid != getpid());
    }

private:
    static int countMarked(const QString &marker)
    {
        const std::string entry = marker.toStdString();
        int count = 0;
        for (const ProcessEntry &process : listProcesses())
            count += environmentHas(readEnvironment(process.pid), entry) ? 1 : 0;
        return count;
    }
};

PILOTHOUSE_UNIT_TEST(TestProcessScan)
#include "tst_process_scan.moc"
