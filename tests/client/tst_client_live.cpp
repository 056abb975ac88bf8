// The window's client at the real server: what it shows is what the server has.
#include "live_server.h"

#include <QRegularExpression>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QSslSocket>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLong = 60'000; // milliseconds

QString asks(ServerConnection &connection, const QVariantMap &options)
{
    return outcomeOf(connection.create(options)).result.toMap().value(u"id"_s).toString();
}

} // namespace

class TestClientLive : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_connection.connectTo(QUrl(m_server.url + u'/'), QString::fromLatin1(m_server.token));
        QTRY_COMPARE_WITH_TIMEOUT(m_connection.state(), ServerConnection::Online, kLong);
    }

    void theServerSaysWhatItIs()
    {
        QCOMPARE(m_connection.info().value(u"provider"_s).toString(), u"demo"_s);
        QVERIFY(!m_connection.info().value(u"version"_s).toString().isEmpty());
        QVERIFY(!m_connection.info().value(u"models"_s).toMap().isEmpty());
        QCOMPARE(m_connection.trouble(), QString());
    }

    void aTaskIsFollowedToItsEnd()
    {
        const QString id = asks(m_connection, {{u"title"_s, u"First"_s}});
        ViewedSession *session = m_connection.open(id);
        QCOMPARE(m_connection.open(id), session); // shared
        m_connection.release(session);
        QTRY_COMPARE(session->connection(), u"live"_s);
        QVERIFY(outcomeOf(session->send(u"run echo hi\nsay Done"_s)).isDone);
        QTRY_COMPARE_WITH_TIMEOUT(session->status(), u"completed"_s, kLong);

        const QStringList shown = shownBy(*session->items());
        QCOMPARE(shown.first(), u"user run echo hi\nsay Done"_s);
        QVERIFY(shown.contains(u"call done"_s));
        QVERIFY2(!shown.filter(QRegularExpression(u"^text .*Done"_s)).isEmpty(),
                 qPrintable(shown.join(u'\n')));
        QCOMPARE(shown.last(), u"end completed"_s);
        QVERIFY(session->totals().value(u"tokens"_s).toInt() > 0);
        QVERIFY(!session->isBusy());
        QCOMPARE(session->title(), u"First"_s);

        QVERIFY(outcomeOf(session->rename(u"Second"_s)).isDone);
        QTRY_COMPARE(session->title(), u"Second"_s);
        const QString fork = outcomeOf(session->fork(1)).result.toMap().value(u"id"_s).toString();
        QVERIFY(!fork.isEmpty() && fork != id);
        QTRY_COMPARE(m_connection.sessions()->record(id).value(u"title"_s).toString(), u"Second"_s);
        m_connection.release(session);
    }

    void questionsAreAnswered()
    {
        ViewedSession *session = m_connection.open(asks(m_connection, {{u"approval"_s, u"all"_s}}));
        QTRY_COMPARE(session->connection(), u"live"_s);
        QVERIFY(outcomeOf(session->send(u"run echo one\nrun echo two"_s)).isDone);
        QTRY_COMPARE_WITH_TIMEOUT(session->questions().size(), 1, kLong);
        QVERIFY(session->isBusy());
        QTRY_COMPARE(m_connection.sessions()->needing(), 1);
        const auto asked = [session] {
            return session->questions().value(0).toMap().value(u"tool_use_id"_s).toString();
        };
        const QString first = asked();
        QVERIFY(outcomeOf(session->decide(first, u"allow"_s)).isDone);
        QTRY_VERIFY_WITH_TIMEOUT(!asked().isEmpty() && asked() != first, kLong);
        const QString second = asked();
        QVERIFY(outcomeOf(session->decide(second, u"deny"_s, {{u"note"_s, u"Not now"_s}})).isDone);
        QTRY_COMPARE_WITH_TIMEOUT(session->status(), u"completed"_s, kLong);

        QCOMPARE(session->items()->item(second).value(u"state"_s).toString(), u"denied"_s);
        QCOMPARE(session->items()->item(second).value(u"decisionNote"_s).toString(), u"Not now"_s);
        QCOMPARE(session->items()->item(first).value(u"state"_s).toString(), u"done"_s);
        QCOMPARE(outcomeOf(session->decide(second, u"allow"_s)).status, 404);
        m_connection.release(session);
    }

    void theWheelIsTakenHandedBackAndTakenAway()
    {
        const QString id = asks(m_connection, {});
        ViewedSession *session = m_connection.open(id);
        QTRY_COMPARE(session->connection(), u"live"_s);
        QCOMPARE(outcomeOf(session->takeWheel()).status, 409); // there is no desktop yet
        QVERIFY(outcomeOf(session->send(u"screenshot"_s)).isDone);
        QTRY_COMPARE_WITH_TIMEOUT(session->status(), u"completed"_s, kLong);
        QVERIFY(!session->picture().isEmpty());

        QVERIFY(outcomeOf(session->takeWheel(u"Ann"_s)).isDone);
        QVERIFY(session->wheel()->isMine());
        QTRY_COMPARE(session->control().value(u"holder"_s).toString(), u"person"_s);
        QCOMPARE(session->control().value(u"name"_s).toString(), u"Ann"_s);
        QVERIFY(outcomeOf(session->handBack()).isDone);
        QTRY_COMPARE(session->control().value(u"holder"_s).toString(), u"agent"_s);
        QVERIFY(!session->wheel()->isMine());

        ServerConnection other;
        other.connectTo(m_connection.url(), QString::fromLatin1(m_server.token));
        ViewedSession *theirs = other.open(id);
        QTRY_COMPARE(theirs->connection(), u"live"_s);
        QVERIFY(outcomeOf(session->takeWheel(u"Ann"_s)).isDone);
        QSignalSpy lost(session->wheel(), &ViewedWheel::lost);
        QCOMPARE(outcomeOf(theirs->takeWheel(u"Bob"_s)).status, 409);
        QVERIFY(outcomeOf(theirs->wheel()->takeAway()).isDone);
        QVERIFY(outcomeOf(theirs->takeWheel(u"Bob"_s)).isDone);
        QTRY_COMPARE(lost.size(), 1);
        QCOMPARE(lost.first().at(1).toString(), u"Bob"_s);
        QVERIFY(outcomeOf(theirs->handBack()).isDone);
        m_connection.release(session);
    }

    void filesGoInAndOut()
    {
        ViewedSession *session = m_connection.open(asks(m_connection, {}));
        QTRY_COMPARE(session->connection(), u"live"_s);
        const QDir folder(m_server.process.folder());
        const QString mine = folder.filePath(u"ä file.bin"_s);
        const QByteArray bytes = QByteArray("pilothouse").repeated(200'000);
        QFile file(mine);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        const QString place = session->filePath(u"down/ä file.bin"_s);
        const QUrl from = QUrl::fromLocalFile(mine);
        QVERIFY(outcomeOf(m_connection.upload(place, from)).isDone);
        QCOMPARE(outcomeOf(m_connection.upload(place, from)).status, 412); // there is one
        QVERIFY(outcomeOf(m_connection.upload(place, from, true)).isDone);

        const QString back = folder.filePath(u"back.bin"_s);
        const Outcome got = outcomeOf(m_connection.download(place, QUrl::fromLocalFile(back)));
        QCOMPARE(got.result.toUrl(), QUrl::fromLocalFile(back));
        QFile copy(back);
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), bytes);

        const QString none = folder.filePath(u"none.bin"_s);
        const Outcome missing = outcomeOf(
            m_connection.download(session->filePath(u"none"_s), QUrl::fromLocalFile(none)));
        QCOMPARE(missing.status, 404);
        QVERIFY(!missing.why.isEmpty() && !QFile::exists(none));
        const Outcome unreadable =
            outcomeOf(m_connection.upload(place, QUrl::fromLocalFile(none), true));
        QVERIFY(unreadable.why.contains(u"cannot be read"_s));
        m_connection.release(session);
    }

    void oldEventsAreLoadedBeforeTheNewOnes()
    {
        const QString id = asks(m_connection, {});
        ViewedSession *whole = m_connection.open(id);
        QTRY_COMPARE(whole->connection(), u"live"_s);
        QStringList words;
        for (int i = 0; i < 90; ++i)
            words += u"run echo %1"_s.arg(i);
        QVERIFY(outcomeOf(whole->send(words.join(u'\n'))).isDone);
        QTRY_COMPARE_WITH_TIMEOUT(whole->status(), u"completed"_s, 2 * kLong);

        ServerConnection other;
        other.connectTo(m_connection.url(), QString::fromLatin1(m_server.token));
        ViewedSession *late = other.open(id);
        QTRY_COMPARE(late->connection(), u"live"_s);
        QVERIFY(late->hasOlder());
        QVERIFY(late->items()->count() < whole->items()->count());
        late->loadOlder();
        QTRY_VERIFY(!late->hasOlder());
        QCOMPARE(shownBy(*late->items()), shownBy(*whole->items()));
        QCOMPARE(late->run(), whole->run());
        QCOMPARE(late->keyAt(1), u"e1"_s);
        m_connection.release(whole);
    }

    void aServerThatWasKilledIsFoundAgainAndNothingIsLostOrDoubled()
    {
        const QString id = asks(m_connection, {});
        ViewedSession *session = m_connection.open(id);
        QTRY_COMPARE(session->connection(), u"live"_s);
        QVERIFY(outcomeOf(session->send(u"run echo one\nrun sleep 30"_s)).isDone);
        QTRY_VERIFY_WITH_TIMEOUT(shownBy(*session->items()).contains(u"call running"_s), kLong);
        QTRY_VERIFY_WITH_TIMEOUT(shownBy(*session->items()).contains(u"call done"_s), kLong);
        QSignalSpy cameBack(&m_connection, &ServerConnection::cameBack);
        m_server.process.kill();
        m_server.process.wait();
        QTRY_COMPARE(m_connection.state(), ServerConnection::Connecting);
        QTRY_COMPARE(session->connection(), u"waiting"_s);
        QVERIFY(!m_connection.trouble().isEmpty() && !m_connection.help().isEmpty());

        const QString port = QString::number(QUrl(m_server.url).port());
        m_server.process.start({u"serve"_s, u"--port"_s, port});
        QTRY_COMPARE_WITH_TIMEOUT(m_connection.state(), ServerConnection::Online, kLong);
        QTRY_COMPARE_WITH_TIMEOUT(session->connection(), u"live"_s, kLong);
        QCOMPARE(cameBack.size(), 1);
        QTRY_COMPARE(session->status(), u"interrupted"_s);

        ServerConnection other;
        other.connectTo(m_connection.url(), QString::fromLatin1(m_server.token));
        ViewedSession *fresh = other.open(id);
        QTRY_COMPARE(fresh->connection(), u"live"_s);
        QTRY_COMPARE(shownBy(*session->items()), shownBy(*fresh->items()));
        m_connection.release(session);
    }

    void aSessionThatIsDeletedIsGone()
    {
        ViewedSession *session = m_connection.open(asks(m_connection, {}));
        QTRY_COMPARE(session->connection(), u"live"_s);
        QSignalSpy gone(session, &ViewedSession::gone);
        QVERIFY(outcomeOf(session->remove()).isDone);
        QTRY_COMPARE(gone.size(), 1);
        QCOMPARE(session->connection(), u"gone"_s);
        m_connection.release(session);

        ViewedSession *never = m_connection.open(u"5a1e0c1d-0000-4000-8000-000000000000"_s);
        QTRY_COMPARE(never->connection(), u"gone"_s);
        QVERIFY(!never->trouble().isEmpty());
        m_connection.release(never);
    }

    void aWrongTokenIsRefusedWithHelp()
    {
        ServerConnection other;
        other.connectTo(m_connection.url(), u"this is not the token"_s);
        QTRY_COMPARE(other.state(), ServerConnection::Refused);
        QVERIFY(other.trouble().contains(u"token"_s));
        QVERIFY(!other.help().isEmpty());
        other.connectTo(m_connection.url(), QString::fromLatin1(m_server.token));
        QTRY_COMPARE(other.state(), ServerConnection::Online);
        QVERIFY(other.trouble().isEmpty());
    }

    void whoIsNotThereOrNotPilothouseIsTold()
    {
        ServerConnection nobody;
        nobody.connectTo(QUrl(u"http://127.0.0.1:1/"_s), u"a token of some length"_s);
        QTRY_VERIFY(!nobody.trouble().isEmpty());
        QCOMPARE(nobody.state(), ServerConnection::Connecting);
        QVERIFY(!nobody.help().isEmpty());
        nobody.disconnectFrom();
        QCOMPARE(nobody.state(), ServerConnection::Offline);
    }

private:
    RunningServer m_server;
    ServerConnection m_connection;
};

QTEST_GUILESS_MAIN(TestClientLive)
#include "tst_client_live.moc"
