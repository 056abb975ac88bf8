#include "coordinate.h"

#include "support/fake_clock.h"
#include "support/fake_display.h"
#include "tools/computer_tool.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestComputerTool : public QObject
{
    Q_OBJECT

    static ToolCall call(const QString &action, const QJsonObject &input)
    {
        return {.id = u"1"_s,
                .toolset = u"computer"_s,
                .name = action,
                .tool = u"computer"_s,
                .action = action,
                .input = input};
    }

    ToolOutcome run(FakeDisplay &display, QSize picture, const ToolCall &call,
                    std::stop_token stop = {})
    {
        ComputerTool tool(display, picture, m_clock, m_secrets, {});
        return QCoro::waitFor(tool.run(call, stop));
    }

    FakeClock m_clock;
    Secrets m_secrets;

private slots:
    void doesWhatIsAsked_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("input");
        QTest::addColumn<QString>("done");
        QTest::addColumn<QString>("text");

        const auto row = [](const QString &action, const QJsonObject &input, const QString &done,
                            const QString &text) {
            QTest::newRow(qPrintable(action + u' ' + done)) << action << input << done << text;
        };
        // Screen 2560x1600, picture 1280x800: pixel 10 is the screen's 20 and 21.
        const QJsonObject here{{u"coordinate"_s, at(10, 20)}};
        const QString place = u" at 21,41"_s;
        row(u"left_click"_s, here, u"click left 1"_s + place, u"Clicked."_s);
        row(u"left_click"_s, {}, u"click left 1"_s, u"Clicked."_s);
        row(u"left_click"_s, {{u"coordinate"_s, QJsonValue::Null}}, u"click left 1"_s,
            u"Clicked."_s);
        row(u"left_click"_s, {{u"coordinate"_s, at(10, 20)}, {u"text"_s, u"ctrl+shift"_s}},
            u"click left 1 at 21,41 with ctrl+shift"_s, u"Clicked."_s);
        row(u"right_click"_s, here, u"click right 1"_s + place, u"Right-clicked."_s);
        row(u"middle_click"_s, here, u"click middle 1"_s + place, u"Middle-clicked."_s);
        row(u"double_click"_s, here, u"click left 2"_s + place, u"Double-clicked."_s);
        row(u"triple_click"_s, here, u"click left 3"_s + place, u"Triple-clicked."_s);
        row(u"left_click_drag"_s,
            {{u"start_coordinate"_s, at(0, 0)}, {u"coordinate"_s, at(1279, 799)}},
            u"drag 1,1 to 2559,1599"_s, u"Dragged."_s);
        row(u"mouse_move"_s, here, u"move 21,41"_s, u"Moved the mouse."_s);
        row(u"left_mouse_down"_s, {}, u"button left down"_s, u"Left mouse button pressed."_s);
        row(u"left_mouse_up"_s, {}, u"button left up"_s, u"Left mouse button released."_s);
        row(u"scroll"_s, {{u"scroll_direction"_s, u"down"_s}, {u"scroll_amount"_s, 3}},
            u"scroll down 3"_s, u"Scrolled down."_s);
        row(u"scroll"_s,
            {{u"scroll_direction"_s, u"LEFT"_s},
             {u"scroll_amount"_s, 0},
             {u"coordinate"_s, at(10, 20)},
             {u"text"_s, u"shift"_s}},
            u"scroll left 0 at 21,41 with shift"_s, u"Scrolled left."_s);
        row(u"type"_s, {{u"text"_s, u"héllo\n"_s}}, u"type héllo\n"_s, u"Typed."_s);
        row(u"key"_s, {{u"text"_s, u"ctrl+s"_s}}, u"press ctrl+s x1"_s, u"Pressed ctrl+s."_s);
        row(u"key"_s, {{u"text"_s, u"Tab"_s}, {u"repeat"_s, 100}}, u"press Tab x100"_s,
            u"Pressed Tab."_s);
        row(u"key"_s, {{u"text"_s, u" "_s}}, u"press space x1"_s, u"Pressed space."_s);
        row(u"hold_key"_s, {{u"text"_s, u"shift"_s}, {u"duration"_s, 1.5}},
            u"hold shift for 1500 ms"_s, u"Held shift for 1.5s."_s);
    }

    void doesWhatIsAsked()
    {
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        QFETCH(QString, done);
        QFETCH(QString, text);
        FakeDisplay display(QSize(2560, 1600));

        const ToolOutcome outcome = run(display, {1280, 800}, call(action, input));

        QVERIFY2(!outcome.isError, qPrintable(outcome.text));
        QCOMPARE(display.transcript(), QStringList{done});
        QCOMPARE(outcome.text, text);
        QVERIFY(outcome.picture);
        QCOMPARE(outcome.picture->size, QSize(1280, 800));
        QCOMPARE(QImage::fromData(outcome.picture->bytes, "png").size(), QSize(1280, 800));
    }

    void doesNothingWithBadArguments()
    {
        FakeDisplay display(QSize(2560, 1600));
        const ToolOutcome outcome =
            run(display, {1280, 800}, call(u"left_click"_s, {{u"coordinate"_s, at(1800, 20)}}));
        QVERIFY(outcome.isError);
        QVERIFY(!outcome.picture);
        QVERIFY(display.actions.isEmpty());
    }

    void namesUnknownActionsAsTheirDialectDoes()
    {
        FakeDisplay display;
        QCOMPARE(run(display, {1280, 800}, call(u"fly"_s, {})).text,
                 u"Error: unknown computer toolset member 'fly'"_s);
        ToolCall single = call(u"fly"_s, {});
        single.toolset.clear();
        QVERIFY(run(display, {1280, 800}, single)
                    .text.startsWith(u"Error: unknown action 'fly' of the computer tool; "
                                     "it has screenshot, "_s));
    }

    void takesScreenshotsOfTheSizeTheModelKnows()
    {
        FakeDisplay display(QSize(1920, 1080));
        const ToolOutcome outcome = run(display, {1366, 768}, call(u"screenshot"_s, {}));
        QVERIFY(!outcome.isError && outcome.picture);
        QCOMPARE(outcome.picture->mediaType, u"image/png"_s);
        const QImage picture = QImage::fromData(outcome.picture->bytes, "png");
        QCOMPARE(picture.size(), QSize(1366, 768));
        QCOMPARE(picture.pixelColor(1000, 700), display.background);
        QVERIFY(display.actions.isEmpty());
    }

    void tellsThePointerInThePicturesPixels()
    {
        FakeDisplay display(QSize(1920, 1080));
        display.pointer = QPoint(1919, 1079);
        const ToolOutcome outcome = run(display, {1366, 768}, call(u"cursor_position"_s, {}));
        QCOMPARE(outcome.text, u"X=1365,Y=767"_s);
        QVERIFY(!outcome.picture);
    }

    void looksOnlyWhenAsked()
    {
        FakeDisplay display;
        ToolCall silent = call(u"left_click"_s, {});
        silent.look = false;
        const ToolOutcome clicked = run(display, {1280, 800}, silent);
        QCOMPARE(clicked.text, u"Clicked."_s);
        QVERIFY(!clicked.picture);
        silent = call(u"wait"_s, {{u"duration"_s, 0}});
        silent.look = false;
        QVERIFY(!run(display, {1280, 800}, silent).picture);
        silent = call(u"screenshot"_s, {});
        silent.look = false;
        QVERIFY(run(display, {1280, 800}, silent).picture);
    }

    void looksAfterAWait()
    {
        FakeDisplay display;
        ComputerTool tool(display, QSize(1280, 800), m_clock, m_secrets, {});
        std::optional<ToolOutcome> outcome;
        tool.run(call(u"wait"_s, {{u"duration"_s, 2.5}}), {}).then([&](ToolOutcome waited) {
            outcome = std::move(waited);
        });
        m_clock.advance(2499ms);
        QCOMPARE(display.captures, 0);
        m_clock.advance(1ms);
        QTRY_VERIFY(outcome);
        QCOMPARE(outcome->text, u"Waited 2.5s."_s);
        QVERIFY(outcome->picture);
        QVERIFY(display.actions.isEmpty());
    }

    void saysWhenTheScreenDidNotSettle()
    {
        FakeDisplay display;
        display.settles = false;
        const ToolOutcome outcome = run(display, {1280, 800}, call(u"left_click"_s, {}));
        QVERIFY2(outcome.text.startsWith(u"Clicked. The screen was still changing after"_s),
                 qPrintable(outcome.text));
        QCOMPARE(outcome.details.value(u"settled"_s), QJsonValue(false));
    }

    void saysWhatMayStillCome_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("settles");
        QTest::addColumn<Busy>("busy");
        QTest::addColumn<double>("changes");
        QTest::addColumn<QString>("said");
        const QString loading =
            u"Something was still loading after 2.0 s; wait, then look again."_s;
        const QString command =
            u"A command was still running after 2.0 s; wait, then look again."_s;
        const QString nothing = u"Nothing on the screen has changed so far."_s;
        const QString little = u"Little on the screen has changed so far."_s;
        const auto row = [](const char *name, const QString &action, const QString &text,
                            std::optional<Busy> busy, double changes, const QString &said) {
            QTest::newRow(name) << action << text << !busy.has_value()
                                << busy.value_or(Busy::Drawing) << changes << said;
        };
        const QString click = u"left_click"_s;
        const QString key = u"key"_s;
        row("a new page", click, {}, {}, 0.8, {});
        row("loading", click, {}, Busy::Loading, 0.8, loading);
        row("a command", key, u"Return"_s, Busy::Command, 0.2, command);
        row("a dead click", click, {}, {}, 0.0, nothing);
        row("a status line", click, {}, {}, 0.002, little);
        row("a form sent", key, u"Return"_s, {}, 0.002, little);
        row("going back", key, u"alt+Left"_s, {}, 0.002, little);
        row("a letter", key, u"a"_s, {}, 0.002, {});
        row("a dead key", key, u"a"_s, {}, 0.0, nothing);
        row("a word", u"type"_s, u"word"_s, {}, 0.002, {});
        row("a line", u"type"_s, u"word\n"_s, {}, 0.002, little);
    }

    void saysWhatMayStillCome()
    {
        QFETCH(QString, text);
        FakeDisplay display;
        QFETCH(bool, settles);
        QFETCH(Busy, busy);
        QFETCH(double, changes);
        display.settles = settles;
        display.busy = busy;
        display.changes = changes;
        QFETCH(QString, action);
        QFETCH(QString, said);
        const QJsonObject input = text.isEmpty() ? QJsonObject() : QJsonObject{{u"text"_s, text}};
        const QString told = run(display, {1280, 800}, call(action, input)).text;
        QCOMPARE(told.section(u". "_s, 1), said);
    }

    void tellsWhyAnActionFailed()
    {
        FakeDisplay display;
        display.nextError = Error{Errc::InvalidArgument, u"Unknown key \"Foo\"."_s};
        const ToolOutcome unknown =
            run(display, {1280, 800}, call(u"key"_s, {{u"text"_s, u"Foo"_s}}));
        QVERIFY(unknown.isError);
        QVERIFY2(unknown.text.startsWith(u"Unknown key \"Foo\"."_s), qPrintable(unknown.text));
        display.die();
        for (const QString &action : {u"screenshot"_s, u"left_click"_s, u"cursor_position"_s})
            QVERIFY(run(display, {1280, 800}, call(action, {})).isError);
    }

    void stopsAndLetsGo_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("input");
        QTest::newRow("action") << u"left_click"_s << QJsonObject{};
        QTest::newRow("wait") << u"wait"_s << QJsonObject{{u"duration"_s, 300}};
    }

    void stopsAndLetsGo()
    {
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        FakeDisplay display;
        display.delay = 300s;
        std::stop_source stop;
        ComputerTool tool(display, QSize(1280, 800), m_clock, m_secrets, {});
        auto running = tool.run(call(action, input), stop.get_token());
        stop.request_stop();
        const ToolOutcome outcome = QCoro::waitFor(std::move(running));

        QVERIFY(outcome.isError && outcome.stopped);
        QVERIFY(display.actions.isEmpty());
        QVERIFY(display.releases > 0);
    }

    void doesNothingWhenItIsStoppedAlready()
    {
        FakeDisplay display;
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(run(display, {1280, 800}, call(u"left_click"_s, {}), stop.get_token()).isError);
        QVERIFY(display.actions.isEmpty());
    }

    void zoomAnswersWithAPicture()
    {
        FakeDisplay display(QSize(2560, 1600));
        const ToolOutcome outcome = run(
            display, {1280, 800}, call(u"zoom"_s, {{u"region"_s, QJsonArray{640, 0, 1280, 200}}}));
        QVERIFY(!outcome.isError && outcome.picture);
        QCOMPARE(outcome.picture->size, QSize(1280, 400));
    }
};

PILOTHOUSE_UNIT_TEST(TestComputerTool)
#include "tst_computer_tool.moc"
