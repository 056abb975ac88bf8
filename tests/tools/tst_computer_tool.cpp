#include "coordinate.h"

#include "support/fake_clock.h"
#include "support/fake_display.h"
#include "tools/computer_tool.h"
#include "tools/screen_picture.h"
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
        ComputerTool tool(display, {1280, 800}, m_clock, m_secrets, {});
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
        ComputerTool tool(display, {1280, 800}, m_clock, m_secrets, {});
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

    void zoomsIntoTheScreenItself()
    {
        // A pattern that a scaled-down screenshot would lose: columns black and white by turns.
        QImage screen(2560, 1600, QImage::Format_RGB32);
        for (int y = 0; y < screen.height(); ++y) {
            for (int x = 0; x < screen.width(); ++x)
                screen.setPixel(x, y, x % 2 == 0 ? qRgb(0, 0, 0) : qRgb(255, 255, 255));
        }
        const QImage zoomed = fitRegion(screen, QRect(100, 100, 64, 40), {1280, 800});
        QCOMPARE(zoomed.size(), QSize(1280, 800));
        QVERIFY(qGray(zoomed.pixel(10, 400)) < 30);
        QVERIFY(qGray(zoomed.pixel(30, 400)) > 225);
    }

    void keepsTheAspectOfARegion_data()
    {
        QTest::addColumn<QRect>("region");
        QTest::addColumn<QSize>("size");
        QTest::newRow("same") << QRect(0, 0, 1280, 800) << QSize(1280, 800);
        QTest::newRow("small and wide") << QRect(0, 0, 64, 10) << QSize(1280, 200);
        QTest::newRow("small and high") << QRect(0, 0, 10, 80) << QSize(100, 800);
        QTest::newRow("reduced") << QRect(0, 0, 2560, 800) << QSize(1280, 400);
        QTest::newRow("one pixel") << QRect(5, 5, 1, 1) << QSize(800, 800);
        QTest::newRow("one line") << QRect(0, 5, 2560, 1) << QSize(1280, 1);
    }

    void keepsTheAspectOfARegion()
    {
        QFETCH(QRect, region);
        QFETCH(QSize, size);
        QImage screen(2560, 1600, QImage::Format_RGB32);
        screen.fill(Qt::red);
        QCOMPARE(fitRegion(screen, region, {1280, 800}).size(), size);
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
