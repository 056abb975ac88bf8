// Keys of real keyboards: each key by its place, under the layout that the person has, and what
// arrives in the desktop, whose own layout is another.
#include "fake_desktop.h"
#include "person_view.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = PersonView::kPatience;
const auto kEnter = u"36"_s;

} // namespace

class TestLayouts : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_view.openDesktop();
        m_view.openScreen(u"1440x900"_s);
        m_view.openView();
        m_view.steer();
    }
    void cleanupTestCase() { m_view.close(); }

    // Keys by their numbers in X; with AltGr "108+24", with Shift "50+10".
    void typesWhatIsPrintedOnTheKeys_data()
    {
        QTest::addColumn<QStringList>("layout");
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QString &layout, const QString &keys,
                            const QString &text) {
            QTest::newRow(name) << layout.split(u' ') << keys << text;
        };
        row("us", u"us"_s, u"29 52 50+48 48 50+11 51 94"_s, u"yz\"'@\\<"_s);
        row("us, compose", u"us -option compose:menu"_s, u"135 48 26 135 50+48 30 135 39 39"_s,
            u"éüß"_s);
        row("de", u"de"_s, u"29 52 48 47 34 20 50+20 108+24 108+26 94 108+94 108+20"_s,
            u"zyäöüß?@€<|\\"_s);
        row("de, dead keys", u"de"_s, u"21 26 49 38 50+21 38"_s, u"éâà"_s);
        row("fr", u"fr"_s, u"24 38 25 52 47 11 18 10 50+10 108+19 108+26 61 48"_s,
            u"aqzwméç&1@€!ù"_s);
        row("fr, dead keys", u"fr"_s, u"34 26 50+34 26"_s, u"êë"_s);
        row("ru", u"ru"_s, u"24 25 50+26 49 61 50+12 50+61"_s, u"йцУё.№,"_s);
        row("jp", u"jp"_s, u"34 35 21 20 50+11 97 132"_s, u"@[^-\"\\\\"_s);
        row("keypad", u"us"_s, u"77 79 80 86 91 87 90 63 82 106 77"_s, u"78+.10*-/"_s);
    }
    void typesWhatIsPrintedOnTheKeys()
    {
        QFETCH(QStringList, layout);
        QFETCH(QString, keys);
        QFETCH(QString, text);
        m_view.screen->run(u"setxkbmap"_s,
                           QStringList{u"-option"_s, QString(), u"-layout"_s} + layout);
        const QString before = m_view.desktop.typed();
        m_view.hand(QStringList{u"key"_s, u"--delay"_s, u"20"_s} + keys.split(u' ') +
                    QStringList{kEnter});
        QTRY_COMPARE_WITH_TIMEOUT(m_view.desktop.typed().sliced(before.size()), text + u'\n',
                                  kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_view.desktop.pressed(), 0, kPatience);
    }

    void leavesTheWindowSystemItsKeysUnlessItGrabsThem()
    {
        m_view.screen->run(u"setxkbmap"_s, {u"us"_s});
        m_view.screen->launch(u"xterm"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_view.heard("focus 0"), kPatience);
        m_view.steer();
        m_view.tell("grabsKeys 1");
        const QString before = m_view.desktop.typed();
        m_view.hand({u"key"_s, u"alt+Tab"_s});
        m_view.hand({u"keydown"_s, u"Super_L"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_view.desktop.pressed() & XCB_KEY_BUT_MASK_MOD_4, kPatience);
        m_view.hand({u"keyup"_s, u"Super_L"_s});
        QTRY_COMPARE_WITH_TIMEOUT(m_view.desktop.pressed(), 0, kPatience);
        m_view.hand({u"key"_s, u"38"_s, kEnter});
        QTRY_COMPARE_WITH_TIMEOUT(m_view.desktop.typed(), before + u"a\n"_s, kPatience);
        QVERIFY(!m_view.heard("focus 0"));
        m_view.tell("grabsKeys 0");
        m_view.hand({u"key"_s, u"alt+Tab"_s});
        QTRY_VERIFY_WITH_TIMEOUT(m_view.heard("focus 0"), kPatience);
    }

    void turnsTheWheelTheSameWayWhateverIsHeld()
    {
        m_view.steer();
        FakeDesktop desktop({1280, 800});
        m_view.tell("url " + desktop.url().toEncoded());
        QTRY_VERIFY_WITH_TIMEOUT(m_view.heard("state 2"), kPatience);
        m_view.pointAt({300, 300});
        m_view.hand({u"keydown"_s, u"Alt_L"_s, u"click"_s, u"4"_s, u"keyup"_s, u"Alt_L"_s});
        QTRY_VERIFY_WITH_TIMEOUT(desktop.done.contains(u"up ffe9"_s), kPatience);
        QVERIFY2(desktop.done.contains(u"pointer 8 300,300"_s),
                 qPrintable(desktop.done.join(u'\n')));
        m_view.tell("url " + m_view.address());
        QTRY_VERIFY_WITH_TIMEOUT(m_view.heard("state 2"), kPatience);
    }

private:
    PersonView m_view;
};

QTEST_GUILESS_MAIN(TestLayouts)
#include "tst_layouts.moc"
