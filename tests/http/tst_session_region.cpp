#include "api_server.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// Language and time zone of a session's programs.
class TestSessionRegion : public QObject
{
    Q_OBJECT
private slots:
    void isKeptWithTheSession()
    {
        ApiServer server;
        const ApiAnswer created =
            server.post(u"/sessions"_s, R"({"locale":"C.utf8","time_zone":"Europe/Berlin"})");
        QCOMPARE(created.status, 200);
        const QJsonObject session = server.get(u"/sessions/"_s + created.text("id")).json();
        QCOMPARE(session.value(u"locale"_s).toString(), u"C.UTF-8"_s);
        QCOMPARE(session.value(u"time_zone"_s).toString(), u"Europe/Berlin"_s);
    }

    void isTheServersWithoutAWord()
    {
        ApiServer server;
        const QJsonObject session = server.post(u"/sessions"_s, "{}").json();
        QCOMPARE(session.value(u"locale"_s).toString(), QString());
        QCOMPARE(session.value(u"time_zone"_s).toString(), QString());
    }

    void refusesWhatTheMachineDoesNotHave_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("field");
        QTest::newRow("locale") << QByteArray(R"({"locale":"xx_XX"})") << u"locale"_s;
        QTest::newRow("time zone") << QByteArray(R"({"time_zone":"Mars/One"})") << u"time_zone"_s;
    }
    void refusesWhatTheMachineDoesNotHave()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, field);
        ApiServer server;
        const ApiAnswer answer = server.post(u"/sessions"_s, body);
        QCOMPARE(answer.status, 422);
        const QJsonObject complaint = answer.json().value(u"detail"_s).toArray().at(0).toObject();
        const QJsonArray place{u"body"_s, field};
        QCOMPARE(complaint.value(u"loc"_s).toArray(), place);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionRegion)
#include "tst_session_region.moc"
