#include "tools/windows/windows_tool.h"

#include "support/fake_clock.h"
#include "support/fake_display.h"
#include "support/unit_test.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Two windows, told to the model as w1 and w2; the screen is twice as large as the pictures.
struct WindowsDesk
{
    WindowsDesk()
    {
        display.shown << ScreenWindow{.id = 71,
                                      .title = u"a.txt"_s,
                                      .names = {u"mousepad"_s, u"Mousepad"_s},
                                      .place = {200, 120, 1600, 1200},
                                      .active = true};
        display.shown << ScreenWindow{.id = 72,
                                      .title = u"root"_s,
                                      .names = {u"xterm"_s, u"XTerm"_s},
                                      .place = {0, 0, 400, 200}};
        (void)act(u"list"_s);
    }
    ToolOutcome act(const QString &action, const QJsonObject &input = {}, bool look = true)
    {
        return QCoro::waitFor(tool.run(call(action, input, look), {}));
    }
    static ToolCall call(const QString &action, const QJsonObject &input, bool look = true)
    {
        return {.id = u"1"_s, .tool = u"windows"_s, .action = action, .input = input, .look = look};
    }
    ScreenWindow *find(quint32 id)
    {
        const auto found = std::ranges::find(display.shown, id, &ScreenWindow::id);
        return found == display.shown.end() ? nullptr : &*found;
    }

    FakeDisplay display{QSize(2560, 1600)};
    FakeClock clock;
    Secrets secrets;
    ComputerTool computer{display, QSize(1280, 800), clock, secrets, {}};
    WindowIds ids;
    WindowsTool tool{display, computer, true, ids, secrets};
};

QJsonObject about(const QString &id, QJsonObject more = {})
{
    more.insert(u"id"_s, id);
    return more;
}

} // namespace

class TestWindowsTool : public QObject
{
    Q_OBJECT
private slots:
    void listsWithoutAPicture()
    {
        WindowsDesk desk;
        const ToolOutcome told = desk.act(u"list"_s);
        QCOMPARE(told.text,
                 u"w1 \"a.txt\" of \"Mousepad\" at 100,60 800x600 (in front, has the keyboard)\n"
                 "w2 \"root\" of \"XTerm\" at 0,0 200x100"_s);
        QVERIFY(!told.picture && !told.isError);
        QCOMPARE(desk.display.captures, 0);
    }

    void doesWhatIsAsked_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QString>("row"); // of w2 then
        const auto row = [](const QString &action, const QJsonObject &more, const QString &then) {
            QTest::newRow(qPrintable(action + then)) << action << more << then;
        };
        const QJsonArray at{20, 30};
        const QJsonArray size{300, 200};
        row(u"focus"_s, {}, u"at 0,0 200x100 (in front, has the keyboard)"_s);
        row(u"move"_s, {{u"coordinate"_s, at}}, u"at 20,30 200x100"_s);
        row(u"move"_s, {{u"size"_s, size}}, u"at 0,0 300x200"_s);
        row(u"move"_s, {{u"coordinate"_s, at}, {u"size"_s, size}}, u"at 20,30 300x200"_s);
        row(u"maximize"_s, {}, u"at 0,0 200x100 (maximized)"_s);
        row(u"minimize"_s, {}, u"at 0,0 200x100 (minimized)"_s);
        row(u"restore"_s, {}, u"at 0,0 200x100"_s);
    }
    void doesWhatIsAsked()
    {
        QFETCH(QString, action);
        QFETCH(QJsonObject, more);
        QFETCH(QString, row);
        WindowsDesk desk;
        const ToolOutcome told = desk.act(action, about(u"w2"_s, more));
        QVERIFY2(!told.isError, qPrintable(told.text));
        const QString expected = u"w2 \"root\" of \"XTerm\" "_s + row;
        const bool isListed = told.text.split(u'\n').contains(expected);
        QVERIFY2(isListed, qPrintable(told.text));
        QVERIFY(told.picture);
    }

    void restoresWhatWasMaximizedOrMinimized()
    {
        WindowsDesk desk;
        desk.find(72)->maximized = true;
        (void)desk.act(u"restore"_s, about(u"w2"_s));
        QVERIFY(!desk.find(72)->maximized && !desk.find(72)->active);
        desk.find(72)->minimized = true;
        (void)desk.act(u"restore"_s, about(u"w2"_s));
        QVERIFY(!desk.find(72)->minimized && desk.find(72)->active);
        QVERIFY(
            desk.act(u"restore"_s, about(u"w2"_s)).text.startsWith("Nothing was to be done."_L1));
    }

    void movesOneThatWasMaximized()
    {
        WindowsDesk desk;
        desk.find(72)->maximized = true;
        (void)desk.act(u"move"_s, about(u"w2"_s, {{u"coordinate"_s, QJsonArray{20, 30}}}));
        QVERIFY(!desk.find(72)->maximized);
    }

    void closesAndSaysWhenItsProgramAsksFirst()
    {
        WindowsDesk desk;
        desk.display.stubborn = true;
        QVERIFY(desk.act(u"close"_s, about(u"w2"_s)).text.startsWith("It is still open"_L1));
        desk.display.stubborn = false;
        const ToolOutcome told = desk.act(u"close"_s, about(u"w2"_s));
        QVERIFY(!desk.find(72));
        QCOMPARE(told.text, u"Done.\nw1 \"a.txt\" of \"Mousepad\" at 100,60 800x600 (in front, has "
                            "the keyboard)"_s);
    }

    void leavesAloneWhatIsNotWhatTheModelWasTold()
    {
        WindowsDesk desk;
        desk.find(72)->names = {u"firefox"_s, u"Firefox"_s}; // another one with its number
        for (const auto &id : {u"w2"_s, u"w9"_s}) {
            const ToolOutcome told = desk.act(u"close"_s, about(id));
            QVERIFY(told.isError);
            QVERIFY2(told.text.contains("Nothing was done"_L1), qPrintable(told.text));
        }
        QVERIFY(desk.find(72));
    }

    void refusesWhatItCannotRead_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QJsonObject>("input");
        QTest::newRow("no id") << u"close"_s << QJsonObject();
        QTest::newRow("no place") << u"move"_s << about(u"w2"_s);
        QTest::newRow("outside") << u"move"_s
                                 << about(u"w2"_s, {{u"coordinate"_s, QJsonArray{1280, 0}}});
        QTest::newRow("too large")
            << u"move"_s << about(u"w2"_s, {{u"size"_s, QJsonArray{1281, 10}}});
        QTest::newRow("no size") << u"move"_s << about(u"w2"_s, {{u"size"_s, QJsonArray{0, 10}}});
        QTest::newRow("text") << u"focus"_s << about(u"w2"_s, {{u"text"_s, u"x"_s}});
        QTest::newRow("list of one") << u"list"_s << about(u"w2"_s);
    }
    void refusesWhatItCannotRead()
    {
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        WindowsDesk desk;
        QVERIFY(desk.act(action, input).isError);
        QCOMPARE(desk.find(72)->place, QRect(0, 0, 400, 200));
    }

    void givesAPictureOnlyWhereItIsWanted()
    {
        WindowsDesk desk;
        QVERIFY(!desk.act(u"focus"_s, about(u"w2"_s, {{u"picture"_s, false}})).picture);
        QVERIFY(!desk.act(u"focus"_s, about(u"w2"_s), false).picture);
        WindowsTool blind(desk.display, desk.computer, false, desk.ids, desk.secrets);
        QVERIFY(
            !QCoro::waitFor(blind.run(WindowsDesk::call(u"focus"_s, about(u"w2"_s)), {})).picture);
    }

    void tellsPeopleWhichWindowIsMeant()
    {
        const WindowsDesk desk;
        const auto target = desk.tool.target(WindowsDesk::call(u"close"_s, about(u"w1"_s)));
        QCOMPARE(target->role, u"window"_s);
        QCOMPARE(target->name, u"a.txt"_s);
        QCOMPARE(target->place, QRect(100, 60, 800, 600));
        const QJsonObject move = about(u"w1"_s, {{u"coordinate"_s, QJsonArray{0, 0}}});
        const auto moved = desk.tool.target(WindowsDesk::call(u"move"_s, move));
        QCOMPARE(moved->place, QRect(0, 0, 800, 600));
        QVERIFY(!desk.tool.target(WindowsDesk::call(u"close"_s, about(u"w9"_s))));
    }

    void doesNothingOnceItIsStopped()
    {
        WindowsDesk desk;
        std::stop_source stop;
        stop.request_stop();
        const ToolCall close = WindowsDesk::call(u"close"_s, about(u"w2"_s));
        const ToolOutcome told = QCoro::waitFor(desk.tool.run(close, stop.get_token()));
        QVERIFY(told.stopped);
        QVERIFY(desk.find(72));
    }

    void saysWhenTheScreenIsGone()
    {
        WindowsDesk desk;
        desk.display.die();
        QVERIFY(desk.act(u"list"_s).isError);
        QVERIFY(desk.act(u"close"_s, about(u"w2"_s)).isError);
    }
};

PILOTHOUSE_UNIT_TEST(TestWindowsTool)
#include "tst_windows_tool.moc"
