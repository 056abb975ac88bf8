// Long: tables of key names.
#include "screen/chord.h"
#include "screen/key_names.h"
#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Chords as "Control_L+s Return", so that rows can be read.
QString shown(const QList<Chord> &chords)
{
    QStringList words;
    for (const Chord &chord : chords) {
        QStringList names;
        for (const xkb_keysym_t keysym : chord) {
            if (keysym >= 0x01000000 &&
                keysym <= 0x0110ffff) { // versions of libxkbcommon write these differently
                names.append(u"U+%1"_s.arg(keysym - 0x01000000, 0, 16));
                continue;
            }
            char name[64];
            xkb_keysym_get_name(keysym, name, sizeof name);
            names.append(QString::fromLatin1(name));
        }
        words.append(names.join(u'+'));
    }
    return words.join(u' ');
}

} // namespace

class TestChord : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatModelsWrite_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char16_t *keys, const char16_t *expected) {
            const QString written = QString::fromUtf16(keys);
            QTest::newRow(qPrintable(written)) << written << QString::fromUtf16(expected);
        };
        row(u"Return", u"Return");
        row(u"enter", u"Return");
        row(u"RETURN", u"Return");
        row(u"ctrl+s", u"Control_L+s");
        row(u"Ctrl+Shift+T", u"Control_L+Shift_L+t");
        row(u"control+alt+Delete", u"Control_L+Alt_L+Delete");
        row(u"ctrl+plus", u"Control_L+plus");
        row(u"ctrl++", u"Control_L+plus");
        row(u"ctrl+", u"Control_L+plus");
        row(u"+", u"plus");
        row(u"ctrl+minus", u"Control_L+minus");
        row(u"ctrl+-", u"Control_L+minus");
        row(u"ctrl-s", u"Control_L+s");
        row(u"Ctrl-Shift-Esc", u"Control_L+Shift_L+Escape");
        row(u"ctrl + s", u"Control_L+s");
        row(u"ctrl+ s", u"Control_L+s");
        row(u"ctrl +s", u"Control_L+s");
        row(u"1 + 1", u"1 plus 1");
        row(u"Page_Down", u"Next");
        row(u"PageDown", u"Next");
        row(u"page_down", u"Next");
        row(u"Page Down", u"Next");
        row(u"pgup", u"Prior");
        row(u"Prior", u"Prior");
        row(u"super", u"Super_L");
        row(u"cmd+c", u"Super_L+c");
        row(u"meta+l", u"Super_L+l");
        row(u"Win+d", u"Super_L+d");
        row(u"command+space", u"Super_L+space");
        row(u"option+Tab", u"Alt_L+Tab");
        row(u"AltGr+e", u"ISO_Level3_Shift+e");
        row(u"F5", u"F5");
        row(u"f12", u"F12");
        row(u"alt+F4", u"Alt_L+F4");
        row(u"XF86AudioPlay", u"XF86AudioPlay");
        row(u"xf86audioplay", u"XF86AudioPlay");
        row(u"ArrowLeft", u"Left");
        row(u"left", u"Left");
        row(u"BackSpace", u"BackSpace");
        row(u"Backspace", u"BackSpace");
        row(u"esc", u"Escape");
        row(u"space", u"space");
        row(u" ", u"space");
        row(u"\n", u"Return");
        row(u"a", u"a");
        row(u"A", u"A");
        row(u"é", u"eacute");
        row(u"e\u0301", u"eacute");
        row(u"漢", u"U+6f22");
        row(u"😀", u"U+1f600");
        row(u"€", u"EuroSign");
        row(u"?", u"question");
        row(u"Down Down Return", u"Down Down Return");
        row(u"ctrl+a Delete", u"Control_L+a Delete");
        row(u"KP_Enter", u"KP_Enter");
        row(u"Control_R+c", u"Control_R+c");
        row(u"caps lock", u"Caps_Lock");
        row(u"PrintScreen", u"Print");
    }
    void readsWhatModelsWrite()
    {
        QFETCH(QString, keys);
        QFETCH(QString, expected);
        const auto chords = parseChords(keys);
        QVERIFY2(chords, chords ? "" : qPrintable(chords.error().message));
        QCOMPARE(shown(*chords), expected);
    }

    void pressesWhatIsMeantAndNothingElse_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("expected"); // empty: refused
        const auto row = [](const char16_t *keys, const char16_t *expected) {
            const QString written = QString::fromUtf16(keys);
            QTest::newRow(qPrintable(written)) << written << QString::fromUtf16(expected);
        };
        // A capital beside a modifier is the key.
        row(u"Ctrl+A", u"Control_L+a");
        row(u"CTRL+C", u"Control_L+c");
        row(u"Alt+F", u"Alt_L+f");
        row(u"Cmd+Shift+P", u"Super_L+Shift_L+p");
        row(u"Shift+A", u"Shift_L+a");
        row(u"ctrl+É", u"Control_L+eacute");
        row(u"shift+é", u"Shift_L+Eacute");
        row(u"ctrl+Return", u"Control_L+Return");
        row(u"A+ctrl", u"Control_L+a");
        // Blanks and dashes after modifiers.
        row(u"ctrl c", u"Control_L+c");
        row(u"CTRL C", u"Control_L+c");
        row(u"alt tab", u"Alt_L+Tab");
        row(u"ctrl shift t", u"Control_L+Shift_L+t");
        row(u"ctrl alt delete", u"Control_L+Alt_L+Delete");
        row(u"ctrl a Delete", u"Control_L+a Delete");
        row(u"ctrl c ctrl v", u"Control_L+c Control_L+v");
        row(u"ctrl - c", u"Control_L+c");
        row(u"ctrl -c", u"Control_L+c");
        row(u"ctrl- c", u"Control_L+c");
        row(u"ctrl--", u"Control_L+minus");
        row(u"ctrl -", u"Control_L+minus");
        row(u"ctrl +", u"Control_L+plus");
        row(u"ctrl + +", u"Control_L+plus");
        row(u"ctrl -+", u"Control_L+plus");
        row(u"ctrl+page-up", u"Control_L+Prior");
        row(u"ctrl-page-up", u"Control_L+Prior");
        row(u"shift-left", u"Shift_L+Left");
        row(u"ctrl left", u"Control_L+Left");
        row(u"alt-r", u"Alt_L+r");
        row(u"super-l", u"Super_L+l");
        row(u"Control L", u"Control_L+l");
        row(u"ctrl＋c", u"Control_L+c");
        row(u"ctrl+ctrl+c", u"Control_L+c");
        row(u"shift shift", u"Shift_L Shift_L");
        row(u"ctrl+page down", u"Control_L+Next");
        row(u"left ctrl + c", u"Control_L+c");
        row(u"Right Shift", u"Shift_R");
        row(u"Left Ctrl+c", u"Control_L+c");
        row(u"Left ctrl+c", u"Left Control_L+c");
        row(u"a Left Left ctrl+shift+End", u"a Left Left Control_L+Shift_L+End");
        row(u"ctrl + left arrow", u"Control_L+Left");
        row(u"Enter key", u"Return");
        row(u"num pad 5", u"KP_5");
        row(u"numpad 5", u"KP_5");
        row(u"back space", u"BackSpace");
        row(u"a b", u"a b");
        row(u"a e", u"a e");
        row(u"Home End", u"Home End");
        // Drawn, in brackets, by Emacs and by terminals.
        row(u"⌘⇧4", u"Super_L+Shift_L+4");
        row(u"⌘C", u"Super_L+c");
        row(u"⌘ C", u"Super_L+c");
        row(u"⌘+C", u"Super_L+c");
        row(u"⌃⌥⌫", u"Control_L+Alt_L+BackSpace");
        row(u"⌥→", u"Alt_L+Right");
        row(u"⏎", u"Return");
        row(u"⎋", u"Escape");
        row(u"⌘", u"Super_L");
        row(u"<Ctrl>c", u"Control_L+c");
        row(u"<Control><Shift>T", u"Control_L+Shift_L+t");
        row(u"<cmd>+<shift>+s", u"Super_L+Shift_L+s");
        row(u"{ENTER}", u"Return");
        row(u"C-c", u"Control_L+c");
        row(u"M-x", u"Alt_L+x");
        row(u"C-S-t", u"Control_L+Shift_L+t");
        row(u"^c", u"Control_L+c");
        row(u"^C", u"Control_L+c");
        row(u"^", u"asciicircum");
        // JavaScript's.
        row(u"KeyA", u"a");
        row(u"keya", u"a");
        row(u"KEYA", u"a");
        row(u"Digit1", u"1");
        row(u"ControlLeft", u"Control_L");
        row(u"ControlRight+KeyC", u"Control_R+c");
        row(u"ShiftRight", u"Shift_R");
        row(u"MetaLeft", u"Super_L");
        row(u"MetaRight+KeyL", u"Super_R+l");
        row(u"AltRight", u"Alt_R");
        row(u"OSLeft", u"Super_L");
        row(u"Numpad5", u"KP_5");
        row(u"NumpadEnter", u"KP_Enter");
        row(u"NumpadAdd", u"KP_Add");
        row(u"NumpadSubtract", u"KP_Subtract");
        row(u"NumpadDecimal", u"KP_Decimal");
        row(u"NumpadComma", u"KP_Separator");
        row(u"NumpadEqual", u"KP_Equal");
        row(u"ArrowUp", u"Up");
        row(u"BracketLeft", u"bracketleft");
        row(u"BracketRight", u"bracketright");
        row(u"Comma", u"comma");
        row(u"Period", u"period");
        row(u"Slash", u"slash");
        row(u"Backslash", u"backslash");
        row(u"Semicolon", u"semicolon");
        row(u"Quote", u"apostrophe");
        row(u"Backquote", u"grave");
        row(u"Minus", u"minus");
        row(u"Equal", u"equal");
        row(u"Space", u"space");
        row(u"CapsLock", u"Caps_Lock");
        row(u"ContextMenu", u"Menu");
        row(u"AltGraph", u"ISO_Level3_Shift");
        row(u"AudioVolumeUp", u"XF86AudioRaiseVolume");
        row(u"MediaTrackNext", u"XF86AudioNext");
        row(u"BrowserBack", u"XF86Back");
        // Windows', macOS', Linux', pyautogui's, pynput's, Selenium's.
        row(u"WIN", u"Super_L");
        row(u"win+R", u"Super_L+r");
        row(u"winleft", u"Super_L");
        row(u"lwin", u"Super_L");
        row(u"COMMAND+V", u"Super_L+v");
        row(u"Opt+Left", u"Alt_L+Left");
        row(u"optionleft", u"Alt_L");
        row(u"RETURN", u"Return");
        row(u"DEL", u"Delete");
        row(u"PGUP", u"Prior");
        row(u"PAGE_UP", u"Prior");
        row(u"prtsc", u"Print");
        row(u"SPACEBAR", u"space");
        row(u"ESC", u"Escape");
        row(u"VK_RETURN", u"Return");
        row(u"VK_CONTROL", u"Control_L");
        row(u"VK_MENU", u"Alt_L");
        row(u"KEY_LEFTCTRL", u"Control_L");
        row(u"KEY_A", u"a");
        row(u"KEY_KP5", u"KP_5");
        row(u"Key.enter", u"Return");
        row(u"Key.ctrl_l", u"Control_L");
        row(u"Keys.ARROW_DOWN", u"Down");
        row(u"num0", u"KP_0");
        row(u"multiply", u"KP_Multiply");
        row(u"add", u"KP_Add");
        row(u"CommandOrControl+Z", u"Control_L+z");
        row(u"Mod+S", u"Control_L+s");
        row(u"CR", u"Return");
        // What would be pressed would mean something else.
        row(u"1+1", u"");
        row(u"Tab+Tab", u"");
        row(u"a+", u"");
        row(u"++", u"");
        row(u"ctrl+ ", u"");
        row(u"ctrl++a", u"");
        row(u"+{TAB}", u"");
        row(u"%{F4}", u"");
        row(u"^+c", u"");
        row(u"ctrl_c", u"");
        row(u"ctrlc", u"");
        row(u"ctrl,c", u"");
        row(u"vt", u"");
        row(u"Fn+F5", u"");
        row(u"hello", u"");
        row(u"36", u"");
        row(u"Tab x3", u"");
        row(u"Dead", u"");
    }
    void pressesWhatIsMeantAndNothingElse()
    {
        QFETCH(QString, keys);
        QFETCH(QString, expected);
        const auto chords = parseChords(keys);
        QCOMPARE(chords ? shown(*chords) : QString(), expected);
        QCOMPARE(chords.has_value(), !expected.isEmpty());
        if (!chords)
            QVERIFY(chords.error().message.size() > 20);
    }

    void namesTheUnknownKeyAndSimilarOnes_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("unknown");
        QTest::addColumn<QString>("similar");
        QTest::newRow("one letter off") << u"Retrun"_s << u"\"Retrun\""_s << u"Return"_s;
        QTest::newRow("in a chord") << u"ctrl+Escpae"_s << u"\"Escpae\""_s << u"Escape"_s;
        QTest::newRow("a modifier") << u"contrl+s"_s << u"\"contrl\""_s << u"control"_s;
        QTest::newRow("beginning") << u"Backsp"_s << u"\"Backsp\""_s << u"BackSpace"_s;
        QTest::newRow("nothing like it") << u"qwertzuiop"_s << u"\"qwertzuiop\""_s << QString();
    }
    void namesTheUnknownKeyAndSimilarOnes()
    {
        QFETCH(QString, keys);
        QFETCH(QString, unknown);
        QFETCH(QString, similar);
        const auto chords = parseChords(keys);
        QVERIFY(!chords);
        QCOMPARE(chords.error().code, Errc::InvalidArgument);
        QVERIFY2(chords.error().message.contains(unknown), qPrintable(chords.error().message));
        QVERIFY2(chords.error().message.contains(similar), qPrintable(chords.error().message));
        QCOMPARE(chords.error().message.contains(u"Did you mean"_s), !similar.isEmpty());
    }

    void refusesNothingAndTooMuch()
    {
        QVERIFY(!parseChords(QString()));
        QVERIFY(!parseChords(QString(5000, u'a')));
        QVERIFY(!parseChords(u"\v"_s));
    }

    void takesOneChordAsModifiers()
    {
        QCOMPARE(parseModifiers(QString())->size(), 0);
        QCOMPARE(parseModifiers(u"  "_s)->size(), 0);
        QCOMPARE(parseModifiers(u"ctrl+shift"_s)->size(), 2);
        QCOMPARE(parseModifiers(u"ctrl shift"_s)->size(), 2);
        QCOMPARE(parseOneChord(u"ctrl+s"_s)->size(), 2);
        QVERIFY(!parseOneChord(u"Down Down"_s));
    }

    void takesNothingButModifiersAsModifiers()
    {
        for (const QString &other :
             {u"i"_s, u"Return"_s, u"ctrl+v"_s, u"shift+Insert"_s, u"Caps_Lock"_s, u"+"_s})
            QVERIFY2(!parseModifiers(other), qPrintable(other));
    }

    void knowsModifiers()
    {
        QVERIFY(isModifier(keysymFromName(u"ctrl"_s)));
        QVERIFY(isModifier(keysymFromName(u"altgr"_s)));
        QVERIFY(!isModifier(keysymFromName(u"Caps_Lock"_s)));
        QVERIFY(!isModifier(keysymFromName(u"a"_s)));
    }

    void neverFailsOtherwise()
    {
        QVERIFY(rc::check("any text gives keys or a message", [] {
            const auto units = *rc::gen::container<std::vector<char16_t>>(
                rc::gen::oneOf(rc::gen::elementOf(std::u16string(u"+- ctrlshifAB_\té")),
                               rc::gen::arbitrary<char16_t>()));
            const QString keys(reinterpret_cast<const QChar *>(units.data()),
                               static_cast<qsizetype>(units.size()));
            const auto chords = parseChords(keys);
            if (!chords) {
                RC_ASSERT(chords.error().code == Errc::InvalidArgument);
                RC_ASSERT(!chords.error().message.isEmpty());
                return;
            }
            RC_ASSERT(!chords->isEmpty());
            for (const Chord &chord : *chords) {
                RC_ASSERT(!chord.isEmpty());
                RC_ASSERT(!chord.contains(XKB_KEY_NoSymbol));
            }
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestChord)
#include "tst_chord.moc"
