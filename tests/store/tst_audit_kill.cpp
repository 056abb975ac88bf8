#include "store/audit_log.h"
#include "store/database.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

// The chain stays whole when the server is killed at any moment. This program starts itself as a
// child that appends as fast as it can and prints a line for each row that is durable.

namespace {

constexpr int kRounds = 16;

QCoro::Task<> appendForEver(AuditLog &log)
{
    for (;;) {
        const Result<> stored =
            co_await log.append(auditLogin(u"child"_s, AuditAction::LoginRefused));
        if (!stored || ::write(STDOUT_FILENO, "\n", 1) != 1)
            ::_exit(1);
    }
}

int runChild(const QString &url)
{
    const Clock &clock = systemClock();
    auto database = Database::open({.databaseUrl = url}, clock);
    if (!database)
        return 1;
    AuditLog log(**database);
    for (int i = 0; i < 5; ++i)
        appendForEver(log);
    return QCoreApplication::exec();
}

} // namespace

class TestAuditKill : public QObject
{
    Q_OBJECT
private slots:
    void keepsTheChainWholeWhenKilledAtAnyMoment()
    {
        const QTemporaryDir folder;
        const QString url = u"sqlite:///"_s + folder.filePath(u"db.sqlite3"_s);
        qint64 stored = 0;
        for (int round = 0; round < kRounds; ++round) {
            stored += runUntilKilled(url);
            const Clock &clock = systemClock();
            const auto database = Database::open({.databaseUrl = url}, clock);
            QVERIFY(database);
            const auto check = AuditLog(**database).verify();
            QVERIFY(check);
            QVERIFY2(check->isWhole(), qPrintable(check->reason));
            QVERIFY2(check->rows >= stored, "a row that was durable is lost");
            stored = check->rows;
        }
        QVERIFY(stored > kRounds); // else the rounds proved little
    }

private:
    static qint64 runUntilKilled(const QString &url)
    {
        const int lines = QRandomGenerator::global()->bounded(100);
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {u"--append"_s, url});
        QByteArray output;
        while (output.size() <= lines && child.waitForReadyRead())
            output += child.readAllStandardOutput();
        ::kill(pid_t(child.processId()), SIGKILL);
        child.waitForFinished();
        return output.size() + child.readAllStandardOutput().size();
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--append")
        return runChild(QString::fromLocal8Bit(argv[2]));
    TestAuditKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_audit_kill.moc"
