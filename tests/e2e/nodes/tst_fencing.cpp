// Two servers and one desktop: the older one can do nothing any more.
#include "core/clock.h"
#include "remote/desk_link.h"
#include "running_node.h"
#include "wire/answers.h"

#include <QCoroTask>
#include <QCoroTimer>
#include <QTest>
#include <QWebSocket>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestFencing : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(m_node.start()); }

    void shutsTheOlderServerOut()
    {
        auto older = link(4);
        QVERIFY(open(*older));
        QCOMPARE(run(*older, u"echo one"_s), u"one"_s);
        QSignalSpy lost(older.get(), &DeskLink::lost);

        auto newer = link(5);
        const auto ready = open(*newer);

        QVERIFY(ready);
        QVERIFY(ready->wasThere);
        QTRY_COMPARE(lost.size(), 1);
        QCOMPARE(run(*older, u"touch mine"_s), QString());
        QCOMPARE(run(*newer, u"ls"_s).contains(u"mine"_s), false);
        auto again = link(4);
        const auto refused = open(*again);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Conflict);
        QVERIFY(newer->isOpen());
        m_newer = std::move(newer);
    }

    void stopsWhatTheOlderServerHadRunning()
    {
        const QJsonObject input{{u"command"_s, u"sleep 30; touch late"_s}};
        const Question question =
            AskCall{{.name = u"bash"_s, .tool = u"bash"_s, .action = u"run"_s, .input = input}};
        auto running = m_newer->ask(question, {});
        QTest::qWait(500);
        auto newest = link(6);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(open(*newest));
        QVERIFY(timer.elapsed() < 5'000);
        QVERIFY(!QCoro::waitFor(running));
        QCOMPARE(run(*newest, u"pgrep -c sleep"_s), u"0"_s);
        m_newer = std::move(newest);
    }

    void letsTheOlderServerSeeAndRemoveNothing()
    {
        const QString screen = u"/desktops/%1/screen?fence=%2"_s;
        QCOMPARE(closeCode(screen.arg(kSession.value).arg(5)), 4401);
        m_node.ask("DELETE", u"/desktops/%1?fence=5"_s.arg(kSession.value));
        QCOMPARE(m_node.status, 409);
        QCOMPARE(run(*m_newer, u"echo here"_s), u"here"_s);
    }

    void remembersTheFenceWhenTheDesktopHasEnded()
    {
        m_newer->endDesktop();
        m_newer.reset();
        QTRY_COMPARE(m_node.running(), 0);
        auto old = link(5);
        QCOMPARE(open(*old).error().code, Errc::Conflict);
        QCOMPARE(m_node.running(), 0);
    }

    void hearsNobodyWithoutItsToken()
    {
        const DeskLink::Parts parts{.node = {.url = m_node.url, .token = "not the token at all"},
                                    .clock = systemClock(),
                                    .fence = 9};
        DeskLink stranger(parts, {.session = kSession}, m_secrets);
        QVERIFY(!open(stranger));
        QCOMPARE(m_node.running(), 0);
    }

    void hangsUpOnNonsense_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addRow("no JSON") << u"hello"_s;
        QTest::addRow("an unknown message") << u"{\"type\":\"sudo\"}"_s;
        QTest::addRow("a request before hello")
            << u"{\"type\":\"request\",\"id\":1,\"settled\":0,\"what\":\"let_go\"}"_s;
    }
    void hangsUpOnNonsense()
    {
        QFETCH(QString, text);
        QWebSocket socket;
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        QSignalSpy said(&socket, &QWebSocket::textMessageReceived);
        connect(&socket, &QWebSocket::connected, &socket, [&] { socket.sendTextMessage(text); });
        socket.open(request(u"/desktops/%1/link"_s.arg(kSession.value)));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(said.size(), 1);
        QVERIFY(said.first().first().toString().contains(u"refused"_s));
        QCOMPARE(int(socket.closeCode()), 1008);
    }

    void refusesPages()
    {
        QWebSocket socket(u"https://evil.example"_s);
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        QSignalSpy connected(&socket, &QWebSocket::connected);
        socket.open(request(u"/desktops/%1/link"_s.arg(kSession.value)));
        QTRY_VERIFY(closed.size() > 0);
        QCOMPARE(connected.size(), 0);
    }

private:
    const SessionId kSession{u"0b1c2d3e-4f50-4a61-9b72-8c93ad04be15"_s};

    std::unique_ptr<DeskLink> link(qint64 fence)
    {
        const DeskLink::Parts parts{.node = {.url = m_node.url, .token = RunningNode::token()},
                                    .clock = systemClock(),
                                    .fence = fence};
        return std::make_unique<DeskLink>(parts, BenchPlan{.session = kSession}, m_secrets);
    }
    static Result<Ready> open(DeskLink &link) { return QCoro::waitFor(link.open(false, {})); }
    /// What it says; empty: it could not be run.
    static QString run(DeskLink &link, const QString &line)
    {
        const Question question = AskCommand{line, std::chrono::seconds(20)};
        const auto value = QCoro::waitFor(link.ask(question, {}));
        const auto end = value ? shellLineEndFrom(*value) : fail(value.error());
        return end ? end->said : QString();
    }
    QNetworkRequest request(const QString &path)
    {
        return NodeAddress{.url = m_node.url, .token = RunningNode::token()}.request(path, true);
    }
    int closeCode(const QString &path)
    {
        QWebSocket socket;
        QSignalSpy closed(&socket, &QWebSocket::disconnected);
        socket.open(request(path));
        if (closed.isEmpty())
            closed.wait(10'000);
        return int(socket.closeCode());
    }

    RunningNode m_node;
    Secrets m_secrets;
    std::unique_ptr<DeskLink> m_newer;
};

QTEST_GUILESS_MAIN(TestFencing)
#include "tst_fencing.moc"
