#include "screen_fixture.h"

#include "support/typing_target.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What an application sees of each action: xev tells every key and button event it receives.
class TestInput : public ScreenFixture
{
    Q_OBJECT
private:
    QProcess *m_watcher = nullptr;
    QString m_output;

    static constexpr QPoint kInside{400, 300};

    /// "+Control_L 4:+1 4:-1": presses and releases with the modifiers (X's bits) before each.
    QString transcript()
    {
        m_output += QString::fromUtf8(m_watcher->readAll());
        static const QRegularExpression event(
            u"(Button|Key)(Press|Release) event.*?state 0x([0-9a-f]+), "
            "(?:button (\\d+)|keycode \\d+ \\(keysym 0x[0-9a-f]+, (\\w+)\\))"_s,
            QRegularExpression::DotMatchesEverythingOption);
        QStringList words;
        auto matches = event.globalMatch(m_output);
        while (matches.hasNext()) {
            const auto match = matches.next();
            const uint modifiers = match.captured(3).toUInt(nullptr, 16) & 0xcdU;
            QString word = match.captured(2) == "Press"_L1 ? u"+"_s : u"-"_s;
            word += match.captured(4) + match.captured(5);
            words.append(modifiers != 0 ? QString::number(modifiers, 16) + u':' + word : word);
        }
        return words.join(u' ');
    }
    /// The part of the transcript that matches, without modifiers.
    QString seen(const QString &pattern)
    {
        static const QRegularExpression modifiers(u"\\b[0-9a-f]+:"_s);
        const QStringList words = transcript().remove(modifiers).split(u' ', Qt::SkipEmptyParts);
        return words.filter(QRegularExpression(pattern)).join(u' ');
    }
    /// In milliseconds, as X tells them.
    QList<qint64> pressTimes() const
    {
        static const QRegularExpression press(u"ButtonPress event.*?time (\\d+),"_s,
                                              QRegularExpression::DotMatchesEverythingOption);
        QList<qint64> times;
        auto matches = press.globalMatch(m_output);
        while (matches.hasNext())
            times.append(matches.next().captured(1).toLongLong());
        return times;
    }
    QString lastRootPosition() const
    {
        static const QRegularExpression root(u"ButtonRelease event.*?root:\\((\\d+,\\d+)\\)"_s,
                                             QRegularExpression::DotMatchesEverythingOption);
        QString position;
        auto matches = root.globalMatch(m_output);
        while (matches.hasNext())
            position = matches.next().captured(1);
        return position;
    }
    void forget()
    {
        perform(DoNothing{});
        QTRY_VERIFY(m_watcher->waitForReadyRead(50) == false);
        m_watcher->readAll();
        m_output.clear();
    }

private slots:
    void initTestCase()
    {
        openScreen();
        if (QTest::currentTestFailed())
            return;
        m_watcher =
            m_server->launch(u"stdbuf"_s, {u"-oL"_s, u"xev"_s, u"-geometry"_s, u"900x600+50+50"_s,
                                           u"-event"_s, u"mouse"_s, u"-event"_s, u"keyboard"_s});
        QTRY_VERIFY(perform(Click{.at = kInside}) && !transcript().isEmpty());
    }
    void cleanupTestCase() { closeScreen(); }
    void init()
    {
        QVERIFY(perform(MovePointer{kInside}));
        forget();
    }

    void reachesTheApplication_data()
    {
        QTest::addColumn<InputAction>("action");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, InputAction action, const char16_t *expected) {
            QTest::newRow(name) << std::move(action) << QString::fromUtf16(expected);
        };
        row("click", Click{}, u"+1 -1");
        row("double click", Click{.count = 2}, u"+1 -1 +1 -1");
        row("triple click", Click{.count = 3}, u"+1 -1 +1 -1 +1 -1");
        row("right click", Click{.button = PointerButton::Right}, u"+3 -3");
        row("middle click", Click{.button = PointerButton::Middle}, u"+2 -2");
        row("ctrl click", Click{.modifiers = u"ctrl"_s}, u"+Control_L 4:+1 4:-1 4:-Control_L");
        row("ctrl shift click", Click{.modifiers = u"ctrl+shift"_s},
            u"+Control_L 4:+Shift_L 5:+1 5:-1 5:-Shift_L 4:-Control_L");
        row("scroll up", Scroll{.direction = ScrollDirection::Up, .clicks = 2}, u"+4 -4 +4 -4");
        row("scroll down", Scroll{.clicks = 1}, u"+5 -5");
        row("scroll left", Scroll{.direction = ScrollDirection::Left, .clicks = 1}, u"+6 -6");
        row("scroll right", Scroll{.direction = ScrollDirection::Right, .clicks = 1}, u"+7 -7");
        row("scroll by nothing", Scroll{.clicks = 0}, u"");
        row("shift scroll", Scroll{.clicks = 1, .modifiers = u"shift"_s},
            u"+Shift_L 1:+5 1:-5 1:-Shift_L");
        row("drag", Drag{.from = {300, 300}, .to = {500, 420}}, u"+1 -1");
        row("drag around a corner",
            Drag{.from = {300, 300}, .to = {500, 420}, .via = {{300, 420}, {400, 330}}}, u"+1 -1");
        row("key", PressKeys{u"Return"_s}, u"+Return -Return");
        row("keys one after another", PressKeys{u"Down Up"_s}, u"+Down -Down +Up -Up");
        row("repeated", PressKeys{.keys = u"x"_s, .repeat = 3}, u"+x -x +x -x +x -x");
        row("chord", PressKeys{u"ctrl+s"_s}, u"+Control_L 4:+s 4:-s 4:-Control_L");
        row("a capital beside a modifier", PressKeys{u"Ctrl+A"_s},
            u"+Control_L 4:+a 4:-a 4:-Control_L");
        row("blanks", PressKeys{u"alt x"_s}, u"+Alt_L 8:+x 8:-x 8:-Alt_L");
        row("JavaScript's digit of the keypad", PressKeys{u"Numpad5"_s}, u"+KP_5 -KP_5");
        row("the keypad with Control", PressKeys{u"ctrl+Numpad0"_s},
            u"+Control_L 4:+KP_0 4:-KP_0 4:-Control_L");
        row("the keypad's Home", PressKeys{u"KP_Home"_s}, u"+KP_Home -KP_Home");
        row("Shift is added", PressKeys{u"ctrl+plus"_s},
            u"+Control_L 4:+Shift_L 5:+plus 5:-plus 5:-Shift_L 4:-Control_L");
        row("Shift is not added twice", PressKeys{u"ctrl+shift+T"_s},
            u"+Control_L 4:+Shift_L 5:+T 5:-T 5:-Shift_L 4:-Control_L");
        row("accented", PressKeys{u"é"_s}, u"+eacute -eacute");
        row("media", PressKeys{u"XF86AudioPlay"_s}, u"+XF86AudioPlay -XF86AudioPlay");
        row("ctrl with a character the layout lacks", PressKeys{u"ctrl+漢"_s},
            u"+Control_L 4:+U6F22 4:-U6F22 4:-Control_L");
        row("held", HoldKeys{.keys = u"shift+a"_s, .duration = 60ms},
            u"+Shift_L 1:+A 1:-A 1:-Shift_L");
    }
    void reachesTheApplication()
    {
        QFETCH(InputAction, action);
        QFETCH(QString, expected);
        QVERIFY(perform(action));
        QTRY_COMPARE(transcript(), expected);
        if (std::holds_alternative<Drag>(action))
            QCOMPARE(lastRootPosition(), u"500,420"_s);
    }

    void dragsThroughEachPointOnTheWay()
    {
        QVERIFY(
            perform(Drag{.from = {300, 300}, .to = {500, 420}, .via = {{300, 420}, {400, 330}}}));
        QTRY_COMPARE(transcript(), u"+1 -1"_s);
        QVERIFY2(m_output.contains("root:(300,420)"_L1), qPrintable(m_output));
        QVERIFY2(m_output.contains("root:(400,330)"_L1), qPrintable(m_output));
    }

    void leavesTimeBetweenThePressesOfATripleClick()
    {
        for (int tries = 0; tries < 5; ++tries) {
            forget();
            QVERIFY(perform(Click{.count = 3}));
            QTRY_COMPARE(transcript(), u"+1 -1 +1 -1 +1 -1"_s);
            const QList<qint64> times = pressTimes();
            QCOMPARE(times.size(), 3);
            QVERIFY2(times[1] - times[0] >= 2, qPrintable(m_output));
            QVERIFY2(times[2] - times[1] >= 2, qPrintable(m_output));
        }
    }

    void keepsADoubleClickApartFromTheClickBefore()
    {
        QVERIFY(perform(Click{.at = kInside}));
        QVERIFY(perform(Click{.count = 2, .at = kInside + QPoint(60, 0)}));
        QVERIFY(perform(Click{.at = kInside}));
        QTRY_COMPARE(transcript(), u"+1 -1 +1 -1 +1 -1 +1 -1"_s);
        const QList<qint64> times = pressTimes();
        QVERIFY2(times[1] - times[0] >= 450, qPrintable(m_output)); // GTK's are within 400 ms
        QVERIFY2(times[3] - times[2] < 450, qPrintable(m_output));  // a single one does not wait
    }

    void refusesWhatNobodyCanDo_data()
    {
        QTest::addColumn<InputAction>("action");
        QTest::newRow("no click") << InputAction(Click{.count = 0});
        QTest::newRow("four clicks") << InputAction(Click{.count = 4});
        QTest::newRow("left of the screen") << InputAction(MovePointer{{-1, 5}});
        QTest::newRow("drag out of the screen") << InputAction(Drag{{5, 5}, {5, 800}});
        QTest::newRow("drag through what is no screen")
            << InputAction(Drag{.from = {5, 5}, .to = {9, 9}, .via = {{5, 800}}});
        QTest::newRow("scroll backwards") << InputAction(Scroll{.clicks = -1});
        QTest::newRow("unknown key") << InputAction(PressKeys{u"Retrun"_s});
        QTest::newRow("unknown modifier") << InputAction(Click{.modifiers = u"contrl"_s});
        QTest::newRow("a key as modifier") << InputAction(Click{.modifiers = u"Return"_s});
        QTest::newRow("a letter held while nothing scrolls")
            << InputAction(Scroll{.clicks = 0, .modifiers = u"i"_s});
        QTest::newRow("no key") << InputAction(HoldKeys{});
        QTest::newRow("for hours") << InputAction(HoldKeys{u"a"_s, 2h});
        QTest::newRow("no repeat") << InputAction(PressKeys{u"a"_s, 0});
    }
    void refusesWhatNobodyCanDo()
    {
        QFETCH(InputAction, action);
        const auto done = perform(action);
        QVERIFY(!done);
        QCOMPARE(done.error().code, Errc::InvalidArgument);
        QVERIFY(perform(PressKeys{u"z"_s})); // and nothing was pressed
        QTRY_COMPARE(transcript(), u"+z -z"_s);
    }

    void keepsAButtonDownUntilItIsReleased()
    {
        QVERIFY(perform(ButtonChange{PointerButton::Left, true}));
        QVERIFY(perform(MovePointer{{450, 350}}));
        QVERIFY(perform(ButtonChange{PointerButton::Left, false}));
        QTRY_COMPARE(transcript(), u"+1 -1"_s);
        QCOMPARE(lastRootPosition(), u"450,350"_s);
    }

    void releasesAllThatIsHeld()
    {
        QVERIFY(perform(ButtonChange{PointerButton::Left, true}));
        QVERIFY(perform(ButtonChange{PointerButton::Right, true}));
        QVERIFY(QCoro::waitFor(m_display->releaseAll()));
        QTRY_COMPARE(transcript(), u"+1 +3 -3 -1"_s);
        QVERIFY(QCoro::waitFor(m_display->releaseAll())); // nothing is left to release
        QVERIFY(perform(PressKeys{u"z"_s}));
        QTRY_COMPARE(transcript(), u"+1 +3 -3 -1 +z -z"_s);
    }

    void releasesWhatADragOrHoldPressedWhenStopped_data()
    {
        QTest::addColumn<InputAction>("action");
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("buttons");
        QTest::newRow("drag") << InputAction(Drag{.from = {300, 300}, .to = {500, 420}}) << u""_s
                              << u"+1 -1"_s;
        QTest::newRow("ctrl drag")
            << InputAction(Drag{.from = {300, 300}, .to = {500, 420}, .modifiers = u"ctrl"_s})
            << u"+Control_L -Control_L"_s << u"+1 -1"_s;
        QTest::newRow("hold") << InputAction(HoldKeys{u"ctrl"_s, 60s}) << u"+Control_L -Control_L"_s
                              << u""_s;
    }
    void releasesWhatADragOrHoldPressedWhenStopped()
    {
        QFETCH(InputAction, action);
        QFETCH(QString, keys);
        QFETCH(QString, buttons);
        std::stop_source stop;
        QTimer::singleShot(30ms, this, [&stop] { stop.request_stop(); });
        const auto done = perform(action, stop.get_token());
        QVERIFY(!done);
        QCOMPARE(done.error().code, Errc::Stopped);
        // Each by itself: a window manager holds a button back while keys pass.
        QTRY_COMPARE(seen(u"^[+-]\\D"_s), keys);
        QTRY_COMPARE(seen(u"^[+-]\\d"_s), buttons);
    }
};

QTEST_GUILESS_MAIN(TestInput)
#include "tst_input.moc"
