#include "core/screen_limits.h"
#include "desktop/desktop_fixture.h"
#include "model/model_table.h"
#include "support/passing_time.h"
#include "tools/bash_tool.h"
#include "tools/computer_tool.h"
#include "tools/edit_tool.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>
#include <QTimer>

#include <cmath>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ToolOutcome call(Tool &tool, const QString &action, const QJsonObject &input,
                 std::stop_token stop = {})
{
    const ToolCall toolCall{.id = u"1"_s, .tool = tool.name(), .action = action, .input = input};
    return QCoro::waitFor(tool.run(toolCall, stop));
}

ToolOutcome command(BashTool &bash, const QString &text, std::stop_token stop = {})
{
    return call(bash, u"run"_s, {{u"command"_s, text}}, stop);
}

} // namespace

/// The three tools in the sandboxes that they are made for.
class TestToolsOnDesktop : public QObject
{
    Q_OBJECT
private slots:
    void worksInEverySandbox_data()
    {
        QTest::addColumn<SandboxMode>("mode");
        for (const SandboxMode mode : sandboxesHere())
            QTest::addRow("%s", qPrintable(name(mode))) << mode;
        QTest::newRow("none") << SandboxMode::None;
    }

    // Long: one desktop for all of it, for opening one is what takes its time.
    void worksInEverySandbox()
    {
        QFETCH(SandboxMode, mode);
        const DesktopPlace place(mode);
        auto desktop = place.open();
        QVERIFY2(desktop, qPrintable(desktop ? QString() : desktop.error().message));
        Sandbox &sandbox = (*desktop)->sandbox();
        const QString file = sandbox.homeInside() + u"/new folder/notes.txt"_s;
        FakeClock clock;
        BashTool bash(sandbox, clock, {.timeout = 30s});
        EditTool edit(sandbox);
        const Secrets secrets;
        ComputerTool computer((*desktop)->display(), (*desktop)->display().size(), systemClock(),
                              secrets, {});

        // The editor's file belongs to the shell's user, and the other way round.
        const ToolOutcome created =
            call(edit, u"create"_s, {{u"path"_s, file}, {u"file_text"_s, u"one\n"_s}});
        QVERIFY2(!created.isError, qPrintable(created.text));
        QCOMPARE(command(bash, u"cd ~/'new folder' && echo two >> notes.txt; pwd"_s).text,
                 sandbox.homeInside() + u"/new folder\n"_s);
        const ToolOutcome replaced =
            call(edit, u"str_replace"_s,
                 {{u"path"_s, file}, {u"old_str"_s, u"two"_s}, {u"new_str"_s, u"three"_s}});
        QVERIFY2(!replaced.isError, qPrintable(replaced.text));
        QCOMPARE(command(bash, u"cat notes.txt; [ -O notes.txt ] && echo mine"_s).text,
                 u"one\nthree\nmine\n"_s);

        // A command that runs too long costs neither directory nor variables.
        command(bash, u"x=5; sleep 5001 >/dev/null &"_s);
        {
            const Result<QString> mark = sandbox.hostPath(sandbox.homeInside() + u"/mark"_s, true);
            QVERIFY(mark.has_value());
            const PassingTime passing(clock, 30s, [&mark] { return QFile::exists(*mark); });
            QVERIFY(command(bash, u"touch ~/mark; while true; do sleep 5002; done"_s).isError);
        }
        QCOMPARE(command(bash, u"echo $x ${PWD##*/}; pgrep -fc '^sleep 5001$'; "
                               "pgrep -fc '^sleep 5002$'"_s)
                     .text,
                 u"5 new folder\n1\n0\n[exit code 1]"_s);

        std::stop_source stop;
        QTimer::singleShot(300ms, this, [&stop] { stop.request_stop(); });
        QVERIFY(command(bash, u"setsid sleep 5003 & sleep 5003"_s, stop.get_token()).isError);
        QVERIFY(!call(bash, u"restart"_s, {}).isError);
        QCOMPARE(command(bash, u"echo \"[$x]\"; pgrep -fc '^sleep 500'"_s).text,
                 u"[]\n0\n[exit code 1]"_s);

        const ToolOutcome seen = call(computer, u"screenshot"_s, {});
        QVERIFY(!seen.isError && seen.picture && !seen.picture->bytes.isEmpty());
        QVERIFY(
            !call(computer, u"left_click"_s, {{u"coordinate"_s, QJsonArray{100, 100}}}).isError);
    }

    void isExactInTheCornersOfEveryScreen_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {kLeastScreen, QSize(5120, 1440), kLargestScreen})
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
    }
    void isExactInTheCornersOfEveryScreen()
    {
        QFETCH(QSize, size);
        DesktopPlace place;
        place.config.size = size;
        auto desktop = place.open();
        VERIFY_OPENED(desktop);
        QCOMPARE((*desktop)->display().size(), size);
        const QSize picture = pictureSizeFor(size, ImageTier::High);
        const Secrets secrets;
        ComputerTool computer((*desktop)->display(), picture, systemClock(), secrets, {});

        const ToolOutcome seen = call(computer, u"screenshot"_s, {});
        QVERIFY2(!seen.isError && seen.picture, qPrintable(seen.text));
        QCOMPARE(seen.picture->size, picture);
        const QRect dots(QPoint(0, 0), picture);
        const double across = double(size.width()) / picture.width(); // pixels in one dot
        const double down = double(size.height()) / picture.height();
        for (const QPoint dot : {dots.topLeft(), dots.topRight(), dots.bottomLeft(),
                                 dots.bottomRight(), dots.center()}) {
            const QJsonArray at{dot.x(), dot.y()};
            QVERIFY(!call(computer, u"left_click"_s, {{u"coordinate"_s, at}}).isError);
            const auto pointer = QCoro::waitFor((*desktop)->display().pointerPosition({}));
            VERIFY_OPENED(pointer);
            QVERIFY(std::abs(pointer->x() + 0.5 - (dot.x() + 0.5) * across) <= across / 2 + 0.5);
            QVERIFY(std::abs(pointer->y() + 0.5 - (dot.y() + 0.5) * down) <= down / 2 + 0.5);
        }
    }

    void doesNotReachTheServersFiles()
    {
        const DesktopPlace place;
        auto desktop = place.open();
        QVERIFY2(desktop, qPrintable(desktop ? QString() : desktop.error().message));
        EditTool edit((*desktop)->sandbox());
        for (const QString &path : {u"/etc/pilothouse-test"_s, u"/root/pilothouse-test"_s,
                                    u"/home/user/../../etc/pilothouse-test"_s})
            QVERIFY(call(edit, u"create"_s, {{u"path"_s, path}, {u"file_text"_s, u""_s}}).isError);
    }
};

QTEST_GUILESS_MAIN(TestToolsOnDesktop)
#include "tst_tools_on_desktop.moc"
