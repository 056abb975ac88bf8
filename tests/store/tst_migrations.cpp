#include "store/connection.h"
#include "store/migrations.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestMigrations : public QObject
{
    Q_OBJECT
private slots:
    void splitsScriptsIntoStatements()
    {
        QCOMPARE(
            splitSql(u"-- why; not\nCREATE TABLE a (\n  b TEXT -- c\n);\n\n DROP TABLE x;\nrest"_s),
            (QStringList{u"CREATE TABLE a (\n  b TEXT -- c\n);"_s, u"DROP TABLE x;"_s}));
    }

    void knowsMigrationsWithoutGaps()
    {
        const QList<Migration> migrations = builtInMigrations();
        QVERIFY(!migrations.isEmpty());
        for (qsizetype i = 0; i < migrations.size(); ++i) {
            QCOMPARE(migrations.at(i).number, int(i) + 1);
            QVERIFY(!migrations.at(i).statements.isEmpty());
        }
    }

    void appliesOnlyTheStepsThatAreMissing()
    {
        const auto connection = Connection::open({}, Connection::Access::ReadWrite, {});
        const Migration first{.number = 1, .statements = {u"CREATE TABLE a (b)"_s}};
        const Migration second{.number = 2, .statements = {u"ALTER TABLE a ADD COLUMN c"_s}};
        QVERIFY(migrate(**connection, {first}));
        QVERIFY((*connection)->run(u"INSERT INTO a (b) VALUES (1)"_s));
        QVERIFY(migrate(**connection, {first, second}));
        QVERIFY(migrate(**connection, {first, second}));
        QCOMPARE((*connection)->value(u"SELECT count(*) FROM a WHERE c IS NULL"_s)->toInt(), 1);
        QCOMPARE(migrate(**connection, {first}).error().code, Errc::Unsupported);
    }

    void aStepThatFailsChangesNothing()
    {
        const auto connection = Connection::open({}, Connection::Access::ReadWrite, {});
        const Migration broken{.number = 1, .statements = {u"CREATE TABLE a (b)"_s, u"NONSENSE"_s}};
        QVERIFY(!migrate(**connection, {broken}));
        QCOMPARE((*connection)->value(u"SELECT count(*) FROM sqlite_schema"_s)->toInt(), 0);
        QCOMPARE((*connection)->value(u"PRAGMA user_version"_s)->toInt(), 0);
    }
};

PILOTHOUSE_UNIT_TEST(TestMigrations)
#include "tst_migrations.moc"
