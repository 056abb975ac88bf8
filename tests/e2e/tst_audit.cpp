#include "running_server.h"

#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A server with a session that was renamed, and the audit command beside it.
struct Trail
{
    bool begin()
    {
        if (!server.start())
            return false;
        session = server.newSession();
        auditor.environment = server.process.environment;
        auditor.environment.insert(u"DATABASE_URL"_s, QString(u"sqlite:///"_s + file()));
        return server.status("PATCH", u"/sessions/"_s + session, R"({"title":"New"})") == 200;
    }
    QString file() const { return server.process.folder() + u"/db.sqlite3"_s; }

    int audit(const QStringList &arguments)
    {
        return auditor.run(QStringList(u"audit"_s) + arguments);
    }

    /// What somebody does to the file who may write it.
    bool tamper(const QStringList &statements) const
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tamper"_s);
        database.setDatabaseName(file());
        bool done = database.open();
        for (const QString &statement : statements)
            done = done && QSqlQuery(database).exec(statement);
        database = {};
        QSqlDatabase::removeDatabase(u"tamper"_s);
        return done;
    }

    RunningServer server;
    PilothouseProcess auditor;
    QString session;
};

} // namespace

class TestAudit : public QObject
{
    Q_OBJECT
private slots:
    void showsTheSameAtTheTerminalAndOverHttp()
    {
        Trail trail;
        QVERIFY2(trail.begin(), trail.server.process.errors().constData());
        QTRY_COMPARE(trail.server.ask("GET", u"/audit"_s)["entries"_L1].toArray().size(), 2);
        const QJsonArray told = trail.server.ask("GET", u"/audit?session="_s + trail.session)
                                    .object()
                                    .value("entries"_L1)
                                    .toArray();

        QCOMPARE(trail.audit({u"--json"_s, trail.session}), 0);

        const auto printed = trail.auditor.events();
        QCOMPARE(printed.size(), 2);
        QCOMPARE(QJsonArray({printed[0], printed[1]}), told);
        QCOMPARE(told[0]["action"_L1].toString(), u"session_created"_s);
        QCOMPARE(told[1]["action"_L1].toString(), u"session_renamed"_s);

        QCOMPARE(trail.audit({u"nobody"_s}), 2);
        QVERIFY(trail.auditor.errors().contains("\"nobody\" is not the id of a session."));
        QCOMPARE(trail.audit({}), 0);
        const QByteArrayList lines = trail.auditor.output().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].contains("WHO"));
        QVERIFY(lines[2].contains(trail.session.toLatin1()));
        const QByteArray end =
            "session_renamed      " + trail.session.toLatin1() + R"(  {"characters":3})";
        QVERIFY2(lines[2].endsWith(end), lines[2].constData());
    }

    void findsWhatSomebodyChangedInTheFile()
    {
        Trail trail;
        QVERIFY2(trail.begin(), trail.server.process.errors().constData());
        QTRY_COMPARE(trail.server.ask("GET", u"/audit"_s)["entries"_L1].toArray().size(), 2);
        QCOMPARE(trail.audit({u"--verify"_s}), 0);
        QVERIFY(trail.auditor.output().contains("2 rows"));
        QCOMPARE(trail.audit({u"--verify"_s, u"--json"_s}), 0);
        QCOMPARE(trail.auditor.events().value(0).value("whole"_L1).toBool(), true);

        QVERIFY(trail.tamper({u"DROP TRIGGER audit_is_never_changed"_s,
                              u"UPDATE audit SET actor = 'eve' WHERE seq = 2"_s}));

        QCOMPARE(trail.audit({u"--verify"_s}), 1);
        QVERIFY2(trail.auditor.errors().contains("Row 2 was changed"),
                 trail.auditor.errors().constData());
        QCOMPARE(trail.audit({u"--verify"_s, u"--json"_s}), 1);
        QCOMPARE(trail.auditor.events().value(0).value("broken"_L1).toInt(), 2);
        QCOMPARE(trail.audit({trail.session, u"--verify"_s}), 1);
        QVERIFY(trail.auditor.output().contains("eve"));
    }
};

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
