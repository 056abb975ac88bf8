#include "desktop/desktop_fixture.h"
#include "tools/clipboard_tool.h"
#include "tools/waiting/wait_for_tool.h"
#include "tools/windows/windows_tool.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

#define HAS(text, part) QVERIFY2((text).contains(part), qPrintable(text))

/// Windows, clipboard and waits on a real desktop with real programs.
class TestScreenToolsOnDesktop : public QObject
{
    Q_OBJECT

    /// The tools as a session has them.
    struct Agent
    {
        explicit Agent(Desktop &ofSession) : desktop(ofSession) {}

        ToolOutcome run(Tool &tool, const QString &action, const QJsonObject &input = {},
                        std::stop_token stop = {})
        {
            const ToolCall call{
                .id = u"1"_s, .tool = tool.name(), .action = action, .input = input};
            return QCoro::waitFor(tool.run(call, stop));
        }
        QString waitFor(const QString &action, const QJsonObject &input)
        {
            return run(wait, action, input).text;
        }
        /// Of the first window with that in its row, once there is one.
        QString idOf(const QString &text)
        {
            const QRegularExpression row(u"(w\\d+) \"[^\"]*"_s + text);
            QString id;
            (void)QTest::qWaitFor(
                [&] {
                    id = row.match(run(windows, u"list"_s).text).captured(1);
                    return !id.isEmpty();
                },
                60'000);
            return id;
        }
        QString act(const QString &action, const QString &id, QJsonObject more = {})
        {
            more.insert(u"id"_s, id);
            more.insert(u"picture"_s, false);
            return run(windows, action, more).text;
        }

        Desktop &desktop;
        Secrets secrets;
        ElementIds ids;
        WindowIds windowIds;
        QSize size = desktop.display().size();
        ComputerTool computer{desktop.display(), size, systemClock(), secrets, {}};
        WindowsTool windows{desktop.display(), computer, true, windowIds, secrets};
        ClipboardTool clipboard{desktop.display(), secrets};
        WaitForTool wait{
            {.display = desktop.display(),
             .elements = [this](std::stop_token stop) { return desktop.elements(std::move(stop)); },
             .file = [this](const QString &path) { return fileSize(desktop.sandbox(), path); }},
            size,
            ids,
            windowIds,
            secrets,
            systemClock()};
    };

    std::unique_ptr<DesktopPlace> m_place;
    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<Agent> m_agent;

    Sandbox &sandbox() { return m_desktop->sandbox(); }

private slots:
    void initTestCase()
    {
        m_place = std::make_unique<DesktopPlace>();
        m_place->config.accessibility = true;
        auto opened = m_place->open();
        VERIFY_OPENED(opened);
        m_desktop = *std::move(opened);
        m_agent = std::make_unique<Agent>(*m_desktop);
    }
    void cleanupTestCase()
    {
        m_agent.reset();
        m_desktop.reset();
    }

    // Long: one pair of windows, from their opening to their end.
    void usesWindows()
    {
        startInside(sandbox(), u"xterm -T Terminal -geometry 60x10+40+500"_s);
        HAS(m_agent->waitFor(u"window"_s, {{u"text"_s, u"terminal"_s}, {u"timeout"_s, 60}}),
            u"\"Terminal\" of \"XTerm\""_s);
        const QString terminal = m_agent->idOf(u"Terminal"_s);
        startInside(sandbox(), u"mousepad"_s);
        const QString editor = m_agent->idOf(u"Mousepad"_s);
        QVERIFY(!terminal.isEmpty() && !editor.isEmpty());

        HAS(m_agent->act(u"focus"_s, terminal), QString(u"Done.\n"_s + terminal + u" "));
        HAS(m_agent->act(u"focus"_s, editor), QString(u"Done.\n"_s + editor + u" "));
        const QString moved = m_agent->act(
            u"move"_s, editor,
            {{u"coordinate"_s, QJsonArray{60, 70}}, {u"size"_s, QJsonArray{700, 400}}});
        HAS(moved, u"at 60,70 700x400 (in front"_s);
        HAS(m_agent->act(u"maximize"_s, editor), u"maximized"_s);
        HAS(m_agent->act(u"restore"_s, editor), u"at 60,70 700x400 (in front"_s);
        HAS(m_agent->act(u"minimize"_s, editor), u"(minimized)"_s);
        HAS(m_agent->act(u"restore"_s, editor), u"(in front, has the keyboard)"_s);

        const ToolOutcome seen = m_agent->run(m_agent->windows, u"focus"_s, {{u"id"_s, terminal}});
        QVERIFY(seen.picture && !seen.picture->bytes.isEmpty());
        const QString closed = m_agent->act(u"close"_s, terminal);
        QVERIFY2(closed.startsWith("Done."_L1) && !closed.contains("XTerm"_L1), qPrintable(closed));
        HAS(m_agent->act(u"close"_s, terminal), u"There is no window"_s);
    }

    void copiesBothWays()
    {
        const QString text = u"Grüße\tan 日本\nzweite Zeile"_s;
        const ToolOutcome written =
            m_agent->run(m_agent->clipboard, u"write"_s, {{u"text"_s, text}});
        QVERIFY2(!written.isError, qPrintable(written.text));
        QCOMPARE(m_agent->run(m_agent->clipboard, u"read"_s).text, text);

        // Pasted into one program, and copied by it.
        const QString editor = m_agent->idOf(u"Mousepad"_s);
        (void)m_agent->act(u"focus"_s, editor);
        for (const auto &keys : {u"ctrl+v"_s, u"ctrl+Home"_s, u"shift+End"_s, u"ctrl+c"_s})
            (void)m_agent->run(m_agent->computer, u"key"_s, {{u"text"_s, keys}});
        QTRY_COMPARE_WITH_TIMEOUT(m_agent->run(m_agent->clipboard, u"read"_s).text,
                                  u"Grüße\tan 日本"_s, 10'000);
        HAS(m_agent->act(u"close"_s, editor), u"It is still open"_s); // it asks whether to save
    }

    void waitsForTextAndElements()
    {
        const QString found = m_agent->waitFor(
            u"element"_s, {{u"role"_s, u"button"_s}, {u"text"_s, u"save"_s}, {u"timeout"_s, 30}});
        HAS(found, u" button \""_s);
        HAS(m_agent->waitFor(u"text"_s, {{u"text"_s, u"zweite Zeile"_s}, {u"timeout"_s, 30}}),
            u"After "_s);
        HAS(m_agent->waitFor(u"text"_s, {{u"text"_s, u"nirgends"_s}, {u"timeout"_s, 1}}),
            u"no text \"nirgends\" on the screen."_s);
    }

    void waitsForAFileUntilItIsWhole()
    {
        startInside(sandbox(), u"bash -c 'sleep 1; for i in 1 2 3 4 5 6; do head -c 1000 /dev/zero "
                               ">>~/late.bin; sleep 0.2; done'"_s);
        HAS(m_agent->waitFor(u"file"_s, {{u"path"_s, u"late.bin"_s}, {u"timeout"_s, 30}}),
            u"file \"late.bin\" has 6000 bytes."_s);
        HAS(m_agent->waitFor(u"file"_s, {{u"path"_s, u"~/late.bin"_s}}), u"6000 bytes"_s);
        runInside(sandbox(), u"ln -s /etc/shadow ~/link"_s);
        for (const auto &path : {u"/etc/shadow"_s, u"link"_s, u"."_s}) {
            const ToolOutcome told = m_agent->run(m_agent->wait, u"file"_s, {{u"path"_s, path}});
            QVERIFY2(told.isError && !told.text.contains("Time is up"_L1), qPrintable(told.text));
        }
        HAS(m_agent->waitFor(u"file"_s, {{u"path"_s, u"no"_s}, {u"timeout"_s, 0.5}}),
            u"no file \"no\"."_s);
    }

    void waitsUntilTheScreenIsStill()
    {
        startInside(sandbox(), u"xterm -T Busy -geometry 150x50+0+0 -e bash -c 'for i in $(seq 60);"
                               " do seq $RANDOM | tail -n 50; sleep 0.05; done; sleep 1000'"_s);
        QVERIFY(!m_agent->idOf(u"Busy"_s).isEmpty());
        QElapsedTimer timer;
        timer.start();
        HAS(m_agent->waitFor(u"still"_s, {{u"timeout"_s, 60}}), u"the screen is still."_s);
        QVERIFY2(timer.elapsed() > 1000, qPrintable(QString::number(timer.elapsed())));
        timer.restart();
        HAS(m_agent->waitFor(u"still"_s, {}), u"the screen is still."_s);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    }

    void endsAWaitAtOnceWhenItIsStopped_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("input");
        const QJsonObject text{{u"text"_s, u"never"_s}, {u"timeout"_s, 120}};
        QTest::newRow("text") << u"text"_s << text;
        QTest::newRow("window") << u"window"_s << text;
        QTest::newRow("file") << u"file"_s << QJsonObject{{u"path"_s, u"never"_s}};
    }
    void endsAWaitAtOnceWhenItIsStopped()
    {
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        std::stop_source stop;
        QElapsedTimer sinceStop;
        QTimer::singleShot(700ms, this, [&] {
            sinceStop.start();
            stop.request_stop();
        });
        const ToolOutcome told = m_agent->run(m_agent->wait, action, input, stop.get_token());
        QVERIFY2(told.stopped, qPrintable(told.text));
        QVERIFY2(sinceStop.elapsed() < 1000, qPrintable(QString::number(sinceStop.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestScreenToolsOnDesktop)
#include "tst_screen_tools_on_desktop.moc"
