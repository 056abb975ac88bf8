// Ten real desktops at once beside one that is stuck. PILOTHOUSE_TEST_DESKTOPS says how many, where
// ten are too many.
#include "recording_viewer.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray kTask =
    R"({"message":"run echo made > note.txt; cat note.txt\nscreenshot\nclick 100 100"})";
const QByteArray kStuck = R"({"message":"run sleep 1000"})";

int desktops()
{
    bool isNumber = false;
    const int wanted = qEnvironmentVariableIntValue("PILOTHOUSE_TEST_DESKTOPS", &isNumber);
    return isNumber ? wanted : 10;
}

} // namespace

class TestLoad : public QObject
{
    Q_OBJECT
private slots:
    void worksOnManyDesktopsWhileOneIsStuck()
    {
        RunningServer server;
        server.process.environment.insert(u"PILOTHOUSE_MAX_SESSIONS"_s,
                                          QString::number(desktops() + 1));
        QVERIFY(server.start());
        const QString stuck = server.newSession();
        QCOMPARE(server.status("POST", u"/sessions/%1/messages"_s.arg(stuck), kStuck), 202);
        QStringList sessions;
        std::vector<std::unique_ptr<RecordingViewer>> viewers;
        for (int i = 0; i < desktops(); ++i) {
            sessions.append(server.newSession());
            viewers.push_back(std::make_unique<RecordingViewer>(server, sessions.last()));
            const QString target = u"/sessions/%1/messages"_s.arg(sessions.last());
            QCOMPARE(server.status("POST", target, kTask), 202);
        }
        for (const QString &session : sessions)
            QTRY_COMPARE_WITH_TIMEOUT(server.sessionStatus(session), u"completed"_s, 240'000);
        QCOMPARE(server.sessionStatus(stuck), u"running"_s);

        for (const auto &viewer : viewers) {
            QTRY_COMPARE(viewer->events.value(viewer->last()).value(u"type"_s).toString(),
                         u"completed"_s);
            QVERIFY(viewer->isGapless());
            int results = 0;
            for (const QJsonObject &event : viewer->events) {
                const bool isResult = event.value(u"type"_s) == u"tool_result"_s;
                results += isResult ? 1 : 0;
                QVERIFY(!isResult || event.value(u"content"_s)[u"error"_s].isNull());
            }
            QCOMPARE(results, 3);
        }
        QCOMPARE(server.status("POST", u"/sessions/%1/interrupt"_s.arg(stuck)), 202);
        QTRY_COMPARE_WITH_TIMEOUT(server.sessionStatus(stuck), u"interrupted"_s, 60'000);
        server.process.interrupt();
        QCOMPARE(server.process.wait(), 0);
        QTRY_COMPARE(server.process.leftovers(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestLoad)
#include "tst_load.moc"
