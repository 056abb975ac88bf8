#include "screen_fixture.h"

#include <algorithm>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// The windows of real programs under a real window manager.
class TestWindows : public ScreenFixture
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        openScreen();
        m_server->launch(u"xterm"_s, {u"-T"_s, u"Behind"_s, u"-geometry"_s, u"40x10+50+60"_s});
        QTRY_VERIFY(find(u"Behind"_s));
        m_server->launch(u"xterm"_s, {u"-T"_s, u"Front"_s, u"-geometry"_s, u"40x10+500+60"_s});
        QTRY_VERIFY(find(u"Front"_s));
    }
    void cleanupTestCase() { closeScreen(); }

    void listsTheOneInFrontFirst()
    {
        const QList<ScreenWindow> all = windows();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.first().title, u"Front"_s);
        QCOMPARE(all.first().names, (QStringList{u"xterm"_s, u"XTerm"_s}));
        QTRY_VERIFY(find(u"Front"_s)->active && !find(u"Behind"_s)->active);
        QVERIFY(QRect(0, 0, 1280, 800).contains(all.last().place));
    }

    void readsTitlesInAnyScript()
    {
        m_server->run(u"xprop"_s, {u"-name"_s, u"Front"_s, u"-f"_s, u"_NET_WM_NAME"_s, u"8u"_s,
                                   u"-set"_s, u"_NET_WM_NAME"_s, u"Grüße 日本"_s});
        QTRY_VERIFY(find(u"Grüße 日本"_s));
    }

    void bringsOneToTheFrontWithTheKeyboard()
    {
        QVERIFY(act(u"Behind"_s, FocusWindow{}));
        QCOMPARE(windows().first().title, u"Behind"_s);
        QVERIFY(windows().first().active);
        QVERIFY(perform(TypeText{u"printf '\\033]2;It typed\\007'; read\n"_s}));
        QTRY_VERIFY(find(u"It typed"_s));
        QVERIFY(perform(PressKeys{u"Return"_s}));
        QVERIFY(perform(TypeText{u"printf '\\033]2;Behind\\007'\n"_s}));
        QTRY_VERIFY(find(u"Behind"_s));
    }

    void movesOneWithItsFrame()
    {
        QVERIFY(act(u"Behind"_s, MoveWindow{.to = {200, 300}, .size = QSize(500, 260)}));
        QTRY_COMPARE(find(u"Behind"_s)->place.topLeft(), QPoint(200, 300));
        // A terminal takes whole characters only.
        const QSize size = find(u"Behind"_s)->place.size();
        QVERIFY2(size.width() > 480 && size.width() <= 500,
                 qPrintable(QString::number(size.width())));
        QVERIFY(act(u"Behind"_s, MoveWindow{.to = {20, 30}}));
        QTRY_COMPARE(find(u"Behind"_s)->place, QRect(QPoint(20, 30), size));
    }

    void maximizesAndRestores()
    {
        const QRect before = find(u"Behind"_s)->place;
        QVERIFY(act(u"Behind"_s, MaximizeWindow{}));
        QTRY_VERIFY(find(u"Behind"_s)->maximized && find(u"Behind"_s)->place.width() > 1200);
        QVERIFY(act(u"Behind"_s, MaximizeWindow{.on = false}));
        QTRY_COMPARE(find(u"Behind"_s)->place, before);
        QVERIFY(!find(u"Behind"_s)->maximized);
    }

    void makesAnIconOfOneAndBringsItBack()
    {
        QVERIFY(act(u"Behind"_s, MinimizeWindow{}));
        QTRY_VERIFY(find(u"Behind"_s)->minimized);
        QVERIFY(act(u"Behind"_s, FocusWindow{}));
        QTRY_VERIFY(!find(u"Behind"_s)->minimized && find(u"Behind"_s)->active);
    }

    void closesOneThatIsGoneThen()
    {
        const quint32 closed = find(u"Behind"_s)->id;
        QVERIFY(act(u"Behind"_s, CloseWindow{}));
        QVERIFY(!find(u"Behind"_s));
        const Result<> again = QCoro::waitFor(m_display->actOnWindow(closed, CloseWindow{}, {}));
        QVERIFY(!again);
        QCOMPARE(again.error().code, Errc::NotFound);
        QCOMPARE(windows().size(), 1);
    }

private:
    QList<ScreenWindow> windows()
    {
        return QCoro::waitFor(m_display->windows({})).value_or(QList<ScreenWindow>());
    }
    std::optional<ScreenWindow> find(const QString &title)
    {
        const QList<ScreenWindow> all = windows();
        const auto found = std::ranges::find(all, title, &ScreenWindow::title);
        return found == all.end() ? std::nullopt : std::optional(*found);
    }
    bool act(const QString &title, WindowAction action)
    {
        const std::optional<ScreenWindow> window = find(title);
        return window && QCoro::waitFor(m_display->actOnWindow(window->id, std::move(action), {}));
    }
};

QTEST_GUILESS_MAIN(TestWindows)
#include "tst_windows.moc"
