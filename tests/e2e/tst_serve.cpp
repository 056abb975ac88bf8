// The server as its clients meet it: the real binary, a real port, a real desktop, the demo model.
#include "running_server.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QRegularExpression>
#include <QTest>
#include <QWebSocket>

#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace {

/// The client of the original server's README: connect, send one message, read until the end.
QStringList talk(const RunningServer &server, const QString &session, const QString &message)
{
    QWebSocket socket;
    QStringList types;
    QObject::connect(&socket, &QWebSocket::connected, &socket, [&] {
        const QJsonObject frame{{u"message"_s, message}};
        socket.sendTextMessage(QString::fromUtf8(QJsonDocument(frame).toJson()));
    });
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [&](const QString &text) {
        types.append(QJsonDocument::fromJson(text.toUtf8()).object().value(u"type"_s).toString());
    });
    QNetworkRequest request(
        QUrl(u"ws"_s + server.url.mid(4) + u"/sessions/"_s + session + u"/ws"_s));
    request.setRawHeader("Authorization", "Bearer " + server.token);
    socket.open(request);
    const bool ended = QTest::qWaitFor(
        [&] { return types.contains(u"completed"_s) || types.contains(u"error"_s); }, 90'000);
    return ended ? types : QStringList();
}

} // namespace

class TestServe : public QObject
{
    Q_OBJECT
private slots:
    void passesNothingOfItsParentsOn()
    {
        const QTemporaryDir folder;
        QFile secret(folder.filePath(u"secret"_s));
        QVERIFY(secret.open(QIODevice::WriteOnly));
        RunningServer server;
        server.process.inherited = {secret.handle()};
        QVERIFY(server.start());
        const QDir open(u"/proc/%1/fd"_s.arg(server.process.id()));
        const QString name = QString::number(secret.handle());
        QCOMPARE(QFile::symLinkTarget(open.filePath(name)), secret.fileName());
        QFile description(u"/proc/%1/fdinfo/%2"_s.arg(server.process.id()).arg(name));
        QVERIFY(description.open(QIODevice::ReadOnly));
        const QByteArray flags = description.readAll().simplified().split(' ').value(3);
        QVERIFY2((flags.toInt(nullptr, 8) & O_CLOEXEC) != 0, flags.constData());
    }

    void livesTheSessionOfTheOriginalReadme()
    {
        RunningServer server;
        QVERIFY(server.start());
        const QString session = server.newSession();
        QVERIFY(!session.isEmpty());
        const QStringList types = talk(server, session, u"open terminal"_s);
        QVERIFY(types.contains(u"tool_use"_s) && types.contains(u"tool_result"_s));
        QCOMPARE(types.last(), u"completed"_s);
        QVERIFY(server.ask("GET", u"/sessions/%1/messages"_s.arg(session)).array().size() > 3);
        QCOMPARE(server.status("GET", u"/sessions/%1/screenshot"_s.arg(session)), 200);
        QCOMPARE(server.ask("GET", u"/sessions/"_s).array().size(), 1);
        QCOMPARE(server.status("PATCH", u"/sessions/%1/finish"_s.arg(session)), 200);
        QCOMPARE(server.status("DELETE", u"/sessions/%1"_s.arg(session)), 200);
        QCOMPARE(server.status("GET", u"/sessions/%1"_s.arg(session)), 404);

        server.process.interrupt();
        QCOMPARE(server.process.wait(), 0);
        QTRY_COMPARE(server.process.leftovers(), QStringList());
    }

    void letsNobodyInWithoutTheToken()
    {
        RunningServer server;
        QVERIFY(server.start());
        const QByteArray token = std::exchange(server.token, {});
        QCOMPARE(server.status("GET", u"/health/"_s), 200);
        const QJsonObject health = server.ask("GET", u"/health/"_s).object();
        QCOMPARE(health.keys(), (QStringList{u"now"_s, u"status"_s}));
        QCOMPARE(server.status("GET", u"/sessions/"_s), 401);
        QCOMPARE(server.status("POST", u"/sessions/"_s), 401);
        server.token = "wrong-token-0123456789";
        QCOMPARE(server.status("GET", u"/sessions/"_s), 401);
        QVERIFY(!server.process.errors().contains(token));
    }

    void showsTheTokenInNoCommandLine_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("two arguments") << QStringList{u"--token"_s, u"seen-by-nobody-4711"_s};
        QTest::newRow("one argument") << QStringList{u"--token=seen-by-nobody-4711"_s};
    }
    void showsTheTokenInNoCommandLine()
    {
        QFETCH(QStringList, options);
        RunningServer server;
        QVERIFY(server.start(options));
        QCOMPARE(server.token, "seen-by-nobody-4711");
        int read = 0;
        for (const QString &process : QDir(u"/proc"_s).entryList({u"[1-9]*"_s}, QDir::Dirs)) {
            QFile file(u"/proc/%1/cmdline"_s.arg(process));
            read += file.open(QIODevice::ReadOnly) ? 1 : 0;
            QVERIFY(!file.isOpen() || !file.readAll().contains(server.token));
        }
        QVERIFY(read > 1);
    }

    void leavesNoLoopbackAddressOfItsPortToOthers_data()
    {
        QTest::addColumn<QString>("host");
        for (const char *host : {"127.0.0.1", "localhost", "::1", "0.0.0.0", "::"})
            QTest::newRow(host) << QString::fromLatin1(host);
    }
    void leavesNoLoopbackAddressOfItsPortToOthers()
    {
        QFETCH(QString, host);
        RunningServer server;
        QVERIFY(server.start({u"--host"_s, host, u"--chat-port"_s, u"0"_s}));
        const quint16 port = static_cast<quint16>(QUrl(server.url).port());
        const QRegularExpression line(u"Port (\\d+) opens"_s);
        const auto chat = line.match(QString::fromUtf8(server.process.errors()));
        QVERIFY(chat.hasMatch());
        for (const quint16 each : {port, chat.captured(1).toUShort()})
            for (const auto address : {QHostAddress::LocalHost, QHostAddress::LocalHostIPv6})
                QVERIFY(!QTcpServer().listen(QHostAddress(address), each));
    }

    void goesOnWithAConversationAfterItWasKilled()
    {
        RunningServer server;
        QVERIFY(server.start());
        const QString session = server.newSession();
        const QByteArray wait = R"({"message":"wait 8"})";
        QCOMPARE(server.status("POST", u"/sessions/%1/messages"_s.arg(session), wait), 202);
        const auto lastSeq = [&] {
            const QJsonObject shown = server.ask("GET", u"/sessions/"_s + session).object();
            return shown.value(u"last_seq"_s).toInteger();
        };
        QTRY_VERIFY_WITH_TIMEOUT(lastSeq() > 1, 60'000); // the message, and that a run began
        const qint64 seen = lastSeq();
        server.process.kill();
        server.process.wait();
        QTRY_COMPARE(server.process.leftovers(), QStringList());

        QVERIFY(server.start());
        const QJsonObject left = server.ask("GET", u"/sessions/"_s + session).object();
        QCOMPARE(left.value(u"status"_s).toString(), u"interrupted"_s);
        QVERIFY(left.value(u"last_seq"_s).toInteger() > seen);
        QCOMPARE(talk(server, session, u"say Here again"_s).value(0).isEmpty(), false);
        QCOMPARE(server.sessionStatus(session), u"completed"_s);
    }

    void exportsASessionWhetherItRunsOrNot_data()
    {
        QTest::addColumn<bool>("stopped");
        QTest::newRow("while it runs") << false;
        QTest::newRow("when it has stopped") << true;
    }
    void exportsASessionWhetherItRunsOrNot()
    {
        QFETCH(bool, stopped);
        RunningServer server;
        QVERIFY2(server.start(), server.process.errors().constData());
        const QString id = server.newSession();
        QCOMPARE(server.status("POST", u"/sessions/"_s + id + u"/messages"_s,
                               R"({"message":"say Exported"})"),
                 202);
        QTRY_COMPARE_WITH_TIMEOUT(server.sessionStatus(id), u"completed"_s, 90'000);
        const QJsonObject wanted =
            server.ask("GET", u"/sessions/"_s + id + u"/export?format=json"_s).object();
        if (stopped) {
            server.process.interrupt();
            QCOMPARE(server.process.wait(), 0);
        }

        PilothouseProcess exporter;
        exporter.environment.insert(u"PILOTHOUSE_DATA_DIR"_s,
                                    server.process.environment.value(u"PILOTHOUSE_DATA_DIR"_s));
        exporter.environment.insert(
            u"DATABASE_URL"_s,
            QString(u"sqlite:///"_s + server.process.folder() + u"/db.sqlite3"_s));
        const QString json = exporter.folder() + u"/session.json"_s;
        QCOMPARE(exporter.run({u"export"_s, id, json}), 0);
        QFile file(json);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(file.readAll()).object().value(u"events"_s),
                 wanted.value(u"events"_s));

        const QString page = exporter.folder() + u"/session.html"_s;
        QCOMPARE(exporter.run({u"export"_s, id, page}), 0);
        QFile html(page);
        QVERIFY(html.open(QIODevice::ReadOnly) && html.readAll().contains("Exported"));
        QCOMPARE(exporter.run({u"export"_s, u"nobody"_s, json}), 1);
        QVERIFY(exporter.errors().contains("There is no such session."));
        QCOMPARE(exporter.run({u"export"_s, id, exporter.folder() + u"/session.txt"_s}), 2);
        QCOMPARE(exporter.run({u"export"_s, id, u"/nowhere/session.html"_s}), 1);
        QVERIFY(exporter.errors().contains("/nowhere/session.html"));
    }

    void interruptsItsRunsWhenItIsStopped_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl+C") << SIGINT;
        QTest::newRow("service manager") << SIGTERM;
        QTest::newRow("terminal closed") << SIGHUP;
    }
    void interruptsItsRunsWhenItIsStopped()
    {
        QFETCH(int, signal);
        RunningServer server;
        QVERIFY(server.start());
        const QString session = server.newSession();
        const QByteArray wait = R"({"message":"wait 8"})";
        server.ask("POST", u"/sessions/%1/messages"_s.arg(session), wait);
        QTRY_COMPARE_WITH_TIMEOUT(server.sessionStatus(session), u"running"_s, 60'000);
        server.process.interrupt(signal);
        QCOMPARE(server.process.wait(), 0);
        QTRY_COMPARE(server.process.leftovers(), QStringList());
        QVERIFY(server.start());
        QCOMPARE(server.sessionStatus(session), u"interrupted"_s);
    }
};

QTEST_GUILESS_MAIN(TestServe)
#include "tst_serve.moc"
